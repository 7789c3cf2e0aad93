"""What to do about a report: which class would suit a trip."""
