"""Two states of the rules beside each other: what changed, in words, and which verdicts of plans change with it."""
