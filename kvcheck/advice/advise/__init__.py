"""What would make a trip pass that fails: the smallest sets of changes that a planner can make."""
