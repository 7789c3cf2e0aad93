"""Tools for people who write packs: cases that prove the rules."""
