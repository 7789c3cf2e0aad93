"""What a planning repository keeps beside its plans: waivers, a baseline of known findings, receipts."""
