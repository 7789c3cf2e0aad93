"""Pages and papers, and the doors to the library that fills templates in: `pages` for our own, `sandbox` for others."""
