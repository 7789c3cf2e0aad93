"""What a command works with: terminal, files, settings, inputs, and the CI service around them."""
