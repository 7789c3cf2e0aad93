"""What was done, day by day, against what was approved."""
