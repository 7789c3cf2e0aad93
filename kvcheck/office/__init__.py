"""The doors to the libraries that make office documents."""
