"""What is said in every language of kvcheck, and how words are spelled and counted."""
