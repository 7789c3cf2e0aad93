"""`python -m kvcheck`."""

from kvcheck.cli import main

main()
