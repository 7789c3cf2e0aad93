"""What a result says, before any format."""
