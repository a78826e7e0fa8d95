"""Reports: statements for an employer or a tenant, what became of them, and what is open."""
