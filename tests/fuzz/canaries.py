"""Files with a canary wherever people write about people, and each of their lines, values and cells broken."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import yaml

from tests.support.canaries import TEXTS, put, walked
from tests.support.papers import PAPERS
from tests.support.waivers import DOUBTED, HEAD, HOOK_UP, approvals

SURNAME = "Zoëkanarí"
"""A word that is no id and no word of any list. Behind it stands a number for each place."""
CANARY = re.compile(r"zo\w?ekanar\w|zoëkanarí|77123|1944", re.IGNORECASE)
"""The word as it may leave in another spelling, a salary and a year of birth."""


def mark(number: int) -> str:
    """What stands at a place."""
    return f"{SURNAME} {number:02} Kim"


@cache
def plan() -> str:
    """The plan of papers in blocks, with a canary as everything that says who somebody is, and as what they do."""
    root = yaml.safe_load(PAPERS)
    number = 0
    for path, value in list(walked(root)):
        if path[0] in ("travelers", "companies", "sites") and path[-1] in TEXTS and isinstance(value, str):
            put(root, path, mark(number := number + 1))
    traveler = root["travelers"]["hong-gd"]
    traveler |= {"salary_usd": 77123, "born": "1944-03-07"}
    traveler["passport"]["number"] = f"{SURNAME}77123"
    return "kvcheck: 1\n" + yaml.safe_dump(
        {key: value for key, value in root.items() if key != "kvcheck"}, allow_unicode=True, sort_keys=False, width=200
    )


def waivers() -> str:
    """A register of waivers whose every text is a canary."""
    text = HEAD + approvals(DOUBTED, HOOK_UP)
    for number, key in enumerate(("reason", "author", "approver", "counsel")):
        text = re.sub(rf"(?m)^    {key}: .*$", f"    {key}: {mark(number)}", text)
    return text


SETTINGS = f"""\
kvcheck: 1
plans: [plan.yaml]
lang: ko
fail_on: not_permitted
baseline: {mark(1)}
waivers: {mark(2)}
template: {mark(3)}
policies:
  - {mark(4)}
require:
  counsel: {mark(5)}
roster:
  columns:
    {mark(6)}: traveler
"""
POLICY = f"""\
pack: policy/ours
layer: policy
name: {{en: {mark(1)}, ko: {mark(2)}}}
owner:
  en: {mark(3)}
  ko: {mark(4)}
applies_to: [esta]
reviewed: 2026-10-01
review_by: 2027-05-22
contact: {mark(5)}
limits:
  two-weeks:
    title:
      en: {mark(6)}
      ko: {mark(7)}
    must:
      trip.days: {{at_most: 14}}
      employer: {mark(8)}
    instead:
      en: {mark(9)}
      ko: {mark(10)}
    in_force: {mark(11)}
    law:
      - {mark(12)}
    confidence: {mark(13)}
    note:
      en: {mark(14)}
      ko: {mark(15)}
"""
Break = Callable[[str, str, str], str]
"""What becomes of a line: of its indent with its key, and its value, with the indent alone."""

BREAKS: Mapping[str, Break] = {
    "no space behind the colon": lambda key, value, _: f"{key}:{value}",
    "a colon of Chinese": lambda key, value, _: f"{key}：{value}",
    "no colon": lambda key, value, _: f"{key} {value}",
    "an equals sign": lambda key, value, _: f"{key}={value}",
    "a list": lambda key, value, _: f"{key}: [{value}]",
    "a list that stays open": lambda key, value, _: f"{key}: [{value}",
    "a mapping": lambda key, value, _: f"{key}: {{{value}: {value}}}",
    "a mapping below": lambda key, value, indent: f"{key}:\n{indent}  {value}: {value}",
    "a list below": lambda key, value, indent: f"{key}:\n{indent}  - {value}\n{indent}  - {value}",
    "wrapped": lambda key, value, indent: f"{key}: {value}\n{indent}{value}",
    "wrapped to the margin": lambda key, value, _: f"{key}: {value}\n{value}",
    "wrapped further": lambda key, value, indent: f"{key}: {value},\n{indent}    {value}: {value}",
    "a block": lambda key, value, indent: f"{key}: |\n{indent}  {value}\n{indent} {value}",
    "the value as the key": lambda key, value, indent: f"{indent}{value}: {key.strip()}",
    "the value alone": lambda key, value, indent: f"{indent}{value}",
    "a key misspelled": lambda key, value, _: f"{key}zz: {value}",
    "twice": lambda key, value, _: f"{key}: {value}\n{key}: {value}",
    "a quote that stays open": lambda key, value, _: f'{key}: "{value}',
    "text behind a quote": lambda key, value, _: f'{key}: "{value}" {value}',
    "two colons": lambda key, value, _: f"{key}: {value}: {value}",
    "a tag": lambda key, value, _: f"{key}: !{value.split()[0]} {value}",
    "an anchor": lambda key, value, _: f"{key}: &{value.split()[0]} {value}\n{key}x: *{value.split()[-1]}",
    "a percent sign": lambda key, value, _: f"{key}: %{value}",
    "a tab": lambda key, value, _: f"{key}: {value}\n\t{value}",
    "null characters": lambda key, value, _: f"{key}: {value}\0{value}",
    "a day that is none": lambda key, value, _: f"{key}: 2026-02-30 {value}",
    "indented": lambda key, value, _: f"  {key}: {value}",
    "a comment": lambda key, value, _: f"{key}:  # {value}",
    "a merge": lambda key, value, _: f"<<<<<<< {value}\n{key}: {value}\n=======\n{key}: x\n>>>>>>> {value}",
    "very long": lambda key, value, _: f"{key}: {value * 400}",
}


class Broken(NamedTuple):
    """A text that is broken at one place."""

    name: str
    text: str


def lines_broken(text: str) -> Iterator[Broken]:
    """A text with each line that has a canary broken in each way."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = re.fullmatch(rf"((\s*)(?:- )?[\w-]*)(?::\s+|=)?(.*(?:{SURNAME}|77123|1944).*)", line)
        if found is None:
            continue
        for name, way in BREAKS.items():
            changed = way(found[1], found[3].strip("'\""), found[2])
            yield Broken(f"line {number + 1}, {name}", "\n".join([*lines[:number], changed, *lines[number + 1 :]]))


def values_broken(text: str) -> Iterator[Broken]:
    """JSON with each value, and the name of each, replaced by canaries of each type."""
    root = json.loads(text)
    number = 0
    for path, value in walked(root):
        for wrong in (mark(number), [mark(number)], {mark(number): mark(number)}, 77123):
            number += 1
            other: Any = json.loads(text)
            put(other, path, wrong)
            yield Broken(f"{path}, a {type(wrong).__name__}", json.dumps(other, ensure_ascii=False))
        if isinstance(path[-1], str):
            other = json.loads(text)
            put(other, path, value)
            above = other
            for step in path[:-1]:
                above = above[step]
            above[mark(number)] = above.pop(path[-1])
            yield Broken(f"{path}, the key", json.dumps(other, ensure_ascii=False))


def cells_broken(text: str) -> Iterator[Broken]:
    """A table with canaries in each cell below its headings, and out of its columns. A heading itself is told."""
    rows = [line.split(",") for line in text.strip().split("\n")]
    for row, cells in enumerate(rows[1:], 1):
        for column, cell in enumerate(cells):
            for number, wrong in enumerate((
                mark(column), f"{cell} {mark(column)}", f"2026-02-30 {mark(column)}", f'"{mark(column)}',
                f"{mark(column)},{mark(column)}", f"={mark(column)}", f'"{mark(column)}\n{mark(row)}"',
            )):  # fmt: skip
                other = [list(each) for each in rows]
                other[row][column] = wrong
                changed = "\n".join(",".join(each) for each in other) + "\n"
                yield Broken(f"row {row + 1}, column {column + 1}, {number}", changed)
