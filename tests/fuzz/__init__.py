"""Hostile inputs of every kind, and what must hold of each: `tests/fuzz/run` takes as many as one has time for."""
