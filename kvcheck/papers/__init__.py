"""What a traveler carries: papers whose every sentence comes from a fact of the plan."""
