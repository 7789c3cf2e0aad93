"""Papers made from a checked plan: what travelers carry, and when it is due."""
