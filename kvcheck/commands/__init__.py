"""One file a command: plain values in, an exit code out."""
