"""What charging costs and earns: price books, price series and the engine that prices a session, exact to the öre."""
