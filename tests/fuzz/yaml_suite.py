"""The reader against the public suite of YAML examples, by hand: `python -m tests.fuzz.yaml_suite FOLDER`.

FOLDER is the `src` folder of a checkout of github.com/yaml/yaml-test-suite, of which nothing is kept here. For each
example the reader gives the value that YAML 1.2 gives, or refuses the text; what libyaml itself takes otherwise is
counted apart. The exit code is 1 where the reader fails, or reads another value though libyaml agrees with YAML 1.2.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from kvcheck.source.reader import attempt

_SIGNS = {"␣": " ", "↵": "", "←": "\r", "⇔": "\ufeff", "∎\n": ""}
"""How the suite writes what cannot be seen."""


class Example(NamedTuple):
    """One example: its text, the events that YAML 1.2 has for it, the values of its documents."""

    name: str
    text: str
    tree: str
    values: list[Any] | None
    """None where the suite has no JSON of it."""
    wrong: bool
    """Whether YAML 1.2 refuses it."""


def examples(folder: Path) -> Iterator[Example]:
    """All examples; one that leaves something out has it of the one before it."""
    for file in sorted(folder.glob("*.yaml")):
        said: dict[str, Any] = {}
        listed = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts only
        for number, each in enumerate(listed):
            said = {**said, "fail": "false", **each}
            if "tree" in each and "json" not in each:
                said.pop("json", None)
            wrong = said["fail"] == "true"
            yield Example(
                f"{file.stem}/{number}", _seen(said["yaml"]), said.get("tree", ""), _values(said.get("json")), wrong
            )


def _seen(text: str) -> str:
    for sign, meant in _SIGNS.items():
        text = text.replace(sign, meant)
    while "—»" in text:
        text = text.replace("—»", "»")
    return text.replace("»", "\t")


def _values(text: str | None) -> list[Any] | None:
    """The values of a text of several JSON documents."""
    if text is None:
        return None
    found, at, decoder = [], 0, json.JSONDecoder()
    while rest := text[at:].lstrip():
        value, end = decoder.raw_decode(rest)
        found.append(value)
        at = len(text) - len(rest) + end
    return found


def events(text: str) -> list[str] | None:
    """What libyaml makes of a text, as the suite writes events; None where it refuses it."""
    found: list[str] = []
    try:
        for each in yaml.parse(text, yaml.CSafeLoader):
            kind = type(each).__name__.removesuffix("Event")
            sign = {"StreamStart": "+STR", "StreamEnd": "-STR", "DocumentStart": "+DOC", "DocumentEnd": "-DOC",
                    "MappingStart": "+MAP", "MappingEnd": "-MAP", "SequenceStart": "+SEQ", "SequenceEnd": "-SEQ",
                    "Scalar": "=VAL", "Alias": "=ALI"}[kind]  # fmt: skip
            anchor = getattr(each, "anchor", None)
            tag = getattr(each, "tag", None) if sign in ("+MAP", "+SEQ", "=VAL") else None
            value = _escaped(getattr(each, "value", "")) if sign == "=VAL" else ""
            name = f" *{anchor}" if sign == "=ALI" else f" &{anchor}" if anchor else ""
            said = f" :{value}" if sign == "=VAL" else ""
            found.append(sign + name + (f" <{tag}>" if tag else "") + said)
    except yaml.YAMLError:
        return None
    return found


def _escaped(value: str) -> str:
    for character, written in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"), ("\b", "\\b")):
        value = value.replace(character, written)
    return value


def _normal(tree: str) -> list[str]:
    """The events of the suite without how they were written: brackets, quotes, marks of documents."""
    found = []
    for line in _seen(tree).splitlines():
        head, *rest = line.strip(" ").split(" ", 1)
        said = rest[0] if rest else ""
        if head in ("+DOC", "-DOC", "+MAP", "+SEQ"):
            said = " ".join(part for part in said.split(" ") if part not in ("---", "...", "{}", "[]"))
        elif head == "=VAL":
            before, value = _parted(said)
            said = " ".join([*before, f":{value}"])
        found.append(f"{head} {said}".rstrip(" ") if head != "=VAL" else f"{head} {said}")
    return found


def _parted(said: str) -> tuple[list[str], str]:
    """Anchor and tag of a scalar, and its text behind the sign of its quotes."""
    before = []
    while said[:1] in ("&", "<"):
        part, _, said = said.partition(" ")
        before.append(part)
    return before, said[1:]


def same(ours: Any, wanted: Any) -> bool:
    """Whether two values are equal, numbers by their value and kind."""
    if isinstance(wanted, dict):
        return (
            isinstance(ours, dict)
            and ours.keys() == wanted.keys()
            and all(same(ours[key], wanted[key]) for key in wanted)
        )
    if isinstance(wanted, list):
        return isinstance(ours, list) and len(ours) == len(wanted) and all(map(same, ours, wanted))
    if isinstance(wanted, float) and isinstance(ours, int | float) and not isinstance(ours, bool):
        return math.isclose(ours, wanted)
    return type(ours) is type(wanted) and bool(ours == wanted)


def outcome(example: Example) -> str:
    """What became of an example, in words that are counted."""
    found = events(example.text)
    agrees = found is None if example.wrong else found == _normal(example.tree)
    libyaml = "libyaml agrees with YAML 1.2" if agrees else "libyaml does not agree"
    try:
        document, problems = attempt(example.text, "example.yaml")
    except Exception as error:
        return f"FAILED: {type(error).__name__}; {libyaml}"
    if problems:
        why = "" if example.wrong else f": {problems[0].message.en.partition('`')[0].strip()}"
        return f"refused{' as it should be' if example.wrong else why}; {libyaml}"
    if example.wrong:
        return f"read though it is wrong; {libyaml}"
    if example.values is None:
        return f"read, the suite has no value; {libyaml}"
    if example.values and same(document.root, example.values[0]) and len(example.values) == 1:
        return f"read with its value; {libyaml}"
    return f"READ OTHERWISE; {libyaml}"


def main() -> None:
    """Print how many examples came out how, and which were read otherwise."""
    counted: Counter[str] = Counter()
    listed: list[str] = []
    for each in examples(Path(sys.argv[1])):
        came = outcome(each)
        counted[came] += 1
        if came.startswith(("FAILED", "READ", "read though")):
            listed.append(f"{each.name}: {came}")
    for came, count in sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])):
        print(f"{count:5} {came}")  # noqa: T201
    print(*listed, sep="\n")  # noqa: T201
    bad = any(came.startswith("FAILED") or came == "READ OTHERWISE; libyaml agrees with YAML 1.2" for came in counted)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
