"""Lines of a terminal: styled spans, paragraphs, and the user's own line with a caret."""
