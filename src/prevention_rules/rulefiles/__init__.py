"""Rule files: TOML in, a plan out, or every fault at once."""
