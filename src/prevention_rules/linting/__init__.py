"""Rules that load and still make no sense."""
