"""What travelers carry and do, and by when: one document in every format."""
