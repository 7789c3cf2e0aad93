"""kvcheck checks plans for business travel to the US against the scope of the class each traveler enters in."""

__version__ = "0.1.0"
