"""Days in the US: what each traveler has used, what is left, and when a return makes sense."""
