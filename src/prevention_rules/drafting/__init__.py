"""A plan's own table in: a rule file to review, and how each target was read; nothing is decided for its author."""
