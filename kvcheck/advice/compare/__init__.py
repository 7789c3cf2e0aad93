"""Every class side by side for each trip."""
