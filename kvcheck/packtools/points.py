"""Results of tests of packs, for services that read them: JUnit XML and TAP."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from kvcheck.errors import Place
from kvcheck.frozen import NamedTuple
from kvcheck.lines.layout import shown
from kvcheck.reporters.junit import NO_TIME


class Point(NamedTuple):
    """One thing that was tested."""

    suite: str
    """The pack."""
    name: str
    passes: bool
    message: str = ""
    """What was found instead; or what is known to be wrong, of a point that passes."""
    place: Place | None = None


def junit(points: Sequence[Point]) -> str:
    """JUnit XML, a suite a pack; points of one suite lie together."""
    suites = ET.Element("testsuites", {"name": "kvcheck rules test"} | _counts(points))
    for name, group in groupby(points, key=lambda point: point.suite):
        found = list(group)
        suite = ET.SubElement(suites, "testsuite", {"name": shown(name), "skipped": "0"} | _counts(found))
        for point in found:
            case = ET.SubElement(suite, "testcase", name=shown(point.name), classname=shown(name), time=NO_TIME)
            if not point.passes:
                failure = ET.SubElement(case, "failure", type="case", message=shown(point.message))
                failure.text = shown(f"{point.place} {point.message}")
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _counts(points: Sequence[Point]) -> dict[str, str]:
    failed = sum(not point.passes for point in points)
    return {"tests": str(len(points)), "failures": str(failed), "errors": "0", "time": NO_TIME}


def tap(points: Sequence[Point]) -> str:
    """Test Anything Protocol 14; a known gap is TODO, as the protocol has it."""
    lines = ["TAP version 14", f"1..{len(points)}"]
    for number, point in enumerate(points, 1):
        known = point.passes and point.message
        state = "ok" if point.passes and not known else "not ok"
        name = shown(f"{point.suite}: {point.name}").replace("\\", "\\\\").replace("#", "\\#")
        lines.append(f"{state} {number} - {name}" + (f" # TODO {shown(point.message)}" if known else ""))
        if not point.passes:
            quoted = shown(f"{point.place} {point.message}").replace("'", "''")
            lines += ["  ---", f"  message: '{quoted}'", "  ..."]
    return "".join(f"{line}\n" for line in lines)


FORMATS: Mapping[str, Callable[[Sequence[Point]], str]] = {"junit": junit, "tap": tap}
"""Every format but text."""
