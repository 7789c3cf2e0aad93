"""Papers made from a checked plan: every sentence comes from a fact of the plan, every item from a rule."""
