"""kvcheck checks plans for business travel to the US against the scope of the class each traveler enters in.

    import kvcheck
    plan = kvcheck.load("trip.yaml")
    report = kvcheck.check(plan, as_of="2026-11-22")
    for trip in report.trips:
        print(trip.id, trip.verdict, [str(each) for each in trip.reasons("en")])

Everything that is not named here is internal.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "CannotCheck", "Choice", "Place", "Plan", "Problem", "Reason", "Report", "Trip", "Verdict", "__version__", "check",
    "compare", "load", "loads", "render",
]  # fmt: skip

if TYPE_CHECKING:
    from kvcheck.api import (
        CannotCheck,
        Choice,
        Place,
        Plan,
        Problem,
        Reason,
        Report,
        Trip,
        Verdict,
        check,
        compare,
        load,
        loads,
        render,
    )
else:

    def __getattr__(name: str) -> object:
        """A public name, from where it is written: the command line starts without paying for the API."""
        if name not in __all__:
            raise AttributeError(f"module 'kvcheck' has no attribute {name!r}")
        from kvcheck import api

        return getattr(api, name)
