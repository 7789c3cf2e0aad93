"""Pages and papers, and the door to the library that fills pages in."""
