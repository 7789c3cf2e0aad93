"""What to ask, of whom, in which order: each question with what its answers would do to the verdicts."""
