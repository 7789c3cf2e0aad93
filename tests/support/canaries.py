"""A plan whose every text is hostile and whose every private value is a canary, and the files that stand beside it."""

import json
from collections.abc import Iterator
from typing import Any

import yaml

from kvcheck.source.privacy import PRIVATE
from tests.support.papers import PAPERS

HOSTILE = (
    "](https://evil.example/x) ![i](http://evil.example/p.png) <img src=x onerror=alert(1)> <script>alert(2)</script> "
    "@octocat #12 GH-12 !4 https://evil.example www.evil.example mail@evil.example | a | `code` **bold** &lt;b&gt; "
    "\" onmouseover=\"x ' onfocus='y --> <!-- ]]> ##vso[task.setvariable variable=a]b ##teamcity[x] ::set-output::b "
    "=cmd|' /C calc'!A0 {{ 7*7 }} {% raw %} ${{ secrets.X }} $(id) %0A::warning::z javascript:alert(1)\n"
    "::error::line\n##vso[a]b\n# heading\n- list\n> quote\n---\n| t |\n|---|\n=1+1\n@SUM(A1)\n\n    indented\n"
    "BEGIN:VALARM\nATTENDEE:mailto:a@evil.example\rX:1\r\nnot ok 9 - x\nBail out! x\n1..99\n"
    "\u202eevil\u2066\u200b\u2028LS\u2029PS\x1b[31mred\x1b]8;;http://evil.example\x07\x9b31m\x85\x7f\ufffe {_{"
)
"""What means something in one format or another: to Markdown, HTML, services, spreadsheets, calendars, terminals."""
SIGNS = "\"'><](){{}}|\n\r;,:\\ \u202e\x1b[1m\u2028&"
"""The same without a word: beside a name, whose words are hidden wherever they stand."""
TEXTS = frozenset({"name", "title", "address", "street", "city", "number", "clause", "job", "basis", "group", "scope",
                   "phone", "email", "lodging", "description"})  # fmt: skip
"""Keys of a plan under which people write what they like."""

ENTITIES = ("sites", "companies", "equipment", "contracts")
"""Sections whose names are no secret, nor is that of the project."""


def walked(value: Any, *path: str | int) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value of a plan that holds no others, with its path."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in parts:
        yield from walked(each, *path, key)
    if not isinstance(value, dict | list):
        yield path, value


def put(root: Any, path: tuple[str | int, ...], value: Any) -> None:
    """Put a value at a path of plain values."""
    for step in path[:-1]:
        root = root[step]
    root[path[-1]] = value


def canary(number: int) -> str:
    """A word that nothing else holds."""
    return f"Kanari{number:03}vogel"


def hostile_plan() -> tuple[str, dict[str, tuple[str | int, ...]]]:
    """A plan as text, and the canaries that stand where it identifies persons, each with its path.

    One trip is permitted, one is not, one is open. Only what the first does is told in plain words.
    """
    root = yaml.safe_load(PAPERS)
    root["companies"]["haetae"]["group"] = root["contracts"]["sale-winder"]["scope"] = "x"
    root["travelers"]["hong-gd"]["salary_usd"] = 60_000
    for name, days, work in (
        ("t-barred", ("2027-05-01", "2027-11-26"), {"kind": "plant-piping", "mode": "perform", "description": "x"}),
        ("t-open", ("2027-12-15", "2027-12-20"), {"kind": "install", "mode": "perform", "description": "x"}),
    ):
        trip = {"id": name, "traveler": "hong-gd", "class": "b1", "arrive": days[0], "depart": days[1]}
        root["trips"].append(trip | {"lodging": "x", "activities": [work]})
    private: dict[str, tuple[str | int, ...]] = {}
    for path, value in list(walked(json.loads(json.dumps(root, default=str)))):
        if path[-1] not in TEXTS or not isinstance(value, str) or path[:2] == ("trips", 0):
            continue
        if path[-1] not in PRIVATE or (path[0] in ENTITIES and len(path) == 3) or len(path) == 2:
            put(root, path, f"x {HOSTILE}")
            continue
        mark = canary(len(private))
        private[mark] = path
        put(root, path, f"{mark}77{len(private)}" if path[-1] == "number" else f"{mark} {SIGNS}")
    private["77123"] = ("travelers", "hong-gd", "salary_usd")
    put(root, private["77123"], 77123)
    private["1944-03-07"] = ("travelers", "hong-gd", "born")
    put(root, private["1944-03-07"], "1944-03-07")
    return json.dumps(root, indent=1, default=str), private
