"""How far each trip can slip, and what a delay does to it."""
