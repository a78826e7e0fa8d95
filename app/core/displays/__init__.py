"""What chargers show their drivers of what charging costs."""
