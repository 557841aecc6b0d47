"""A plan's own table in: a rule file to review, and how each of its targets was read. Nothing is decided for its author."""
