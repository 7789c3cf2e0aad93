"""A receipt: which plans were judged by which law on which day, and what came of it. Ids only, never a fact's value."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kvcheck import __version__
from kvcheck.errors import CannotCheck, Place, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.model import DECIDING, Finding, Layer, Plan, Report, Run, Subject, TripResult, Verdict
from kvcheck.packs import Library
from kvcheck.packs.digest import vocabulary_digest
from kvcheck.repository.baseline import read_json
from kvcheck.repository.statement import receipt_of
from kvcheck.source.schema import is_valid
from kvcheck.telling import sentences
from kvcheck.telling.fingerprints import activity_key

FORMAT, VERSION = "kvcheck-receipt", 1


class Governor(NamedTuple):
    """What governed some plans of a receipt, so that it can be asked for again."""

    policies: tuple[str, ...]
    sides: tuple[str, ...]
    config: str = ""
    """How output calls the configuration; empty where there was none."""
    plans: tuple[str, ...] = ()


def render(run: Run, library: Library, governors: Sequence[Governor]) -> str:
    """The receipt of a run, and of what governed its plans."""
    value = {
        "format": FORMAT,
        "version": VERSION,
        "kvcheck": __version__,
        "as_of": run.reports[0].as_of,
        "plans": [_plan(report) for report in run.reports],
        "packs": _packs(run),
        "vocabulary": vocabulary_digest(library),
        "policies": list(dict.fromkeys(each for one in governors for each in one.policies)),
        "sides": list(dict.fromkeys(each for one in governors for each in one.sides)),
        "waivers": dict(_waivers(run)),
    }
    if len(governors) > 1:
        value["governed"] = [
            {
                "config": each.config,
                "plans": list(each.plans),
                "policies": list(each.policies),
                "sides": list(each.sides),
            }
            for each in governors
        ]
    return json.dumps(value | {"sha256": _hash(value)}, ensure_ascii=False, indent=1) + "\n"


def governors(value: Mapping[str, Any]) -> list[Governor]:
    """What governed the plans of a receipt."""
    plans = [each["plan"] for each in value["plans"]]
    if "governed" not in value:
        return [Governor(tuple(value["policies"]), tuple(value["sides"]), plans=tuple(plans))]
    every = [
        Governor(
            tuple(each["policies"]),
            tuple(each["sides"]),
            each["config"],
            tuple(one for one in each["plans"] if one in plans),
        )
        for each in value["governed"]
    ]
    return [each for each in every if each.plans]


def _packs(run: Run) -> dict[str, Any]:
    """The packs that a run rests on; two of one name, of several configurations, with the plan of the second."""
    found: dict[str, Any] = {}
    for report in run.reports:
        for used in report.packs:
            entry = {
                "reviewed": used.pack.reviewed,
                "review_by": used.pack.review_by,
                "sha256": used.pack.digest,
                **({"from": used.origin._asdict()} if used.origin is not None else {}),
            }
            other = found.get(used.pack.name, entry) != entry
            found[f"{used.pack.name} ({report.plan.name})" if other else used.pack.name] = entry
    return found


def _waivers(run: Run) -> Iterator[tuple[str, str]]:
    """The waivers that a run relied on, by id, with the hash of each; two of one id with their files."""
    uses = [each.waiver for each in run.waivers if each.relied_on]
    ids = Counter(each.id for each in uses)
    for each in uses:
        yield (each.id if ids[each.id] == 1 else f"{each.id} ({each.place.file})"), each.digest


def read(path: Path, name: str) -> dict[str, Any]:
    """The value of a receipt, or of one in a statement.

    Raises CannotCheck if it is none, or was changed after it was written.
    """
    return from_value(read_json(path, name), name)


def from_value(read: Any, name: str) -> dict[str, Any]:
    """The same of the value of its file."""
    value = receipt_of(read)
    if not is_valid(value, "receipt"):
        message = Text("`{name}` is not a receipt", "`{name}`{:은} 판정 기록 파일이 아닙니다", name=name)
        hint = Text("write one with `kvcheck check --receipt FILE`", "`kvcheck check --receipt FILE`로 만드십시오")
        raise CannotCheck([Problem(message=message, hint=hint, place=Place(name, 1, 1))])
    rest = {key: each for key, each in value.items() if key != "sha256"}
    if _hash(rest) != value["sha256"]:
        message = Text("`{name}` was changed after it was written", "`{name}`{:은} 작성 후 변경되었습니다", name=name)
        raise CannotCheck([Problem(message=message, place=Place(name, 1, 1))])
    return dict(value)


class Moved(NamedTuple):
    """A trip whose verdict is another than the receipt says, or that only one of the two has."""

    trip: str
    before: Verdict | None
    """None if the receipt does not have the trip."""
    now: Verdict | None
    """None if the trip is gone."""
    rules: tuple["MovedRule", ...]
    """What moved it, the most telling first; empty if only the law is overdue."""


class MovedRule(NamedTuple):
    """A rule whose outcome is another than the receipt says, or that only then or only now decides."""

    name: str
    subject: Subject
    """What it is about: the trip, where the activity is gone."""
    finding: Finding | None
    """As it is now; None if it no longer decides anything."""
    facts: Mapping[str, Any]
    """What it turned on, by the names of facts, as it is now; None is unknown. What no rule asks for any more is left
    out, and everything about an activity that is gone."""


class Comparison(NamedTuple):
    """A receipt beside a run of today."""

    moved: tuple[Moved, ...]
    changes: tuple[Text, ...]
    """What is not as it was: plan, packs, waivers, program; it need not have moved a verdict."""

    @property
    def stands(self) -> bool:
        """Whether every verdict is the same."""
        return not self.moved


def compare(receipt: Mapping[str, Any], run: Run, library: Library) -> Comparison:
    """What became of the verdicts of a receipt; `run` judged its plans again."""
    now = json.loads(render(run, library, governors(receipt)))
    moved: list[Moved] = []
    for old, new, report in zip(receipt["plans"], now["plans"], run.reports, strict=True):
        told = {trip["id"]: trip for trip in new["trips"]}
        results = {result.id: result for result in report.trips}
        for trip in old["trips"]:
            today = told.get(trip["id"])
            if today is None:
                moved.append(Moved(trip["id"], Verdict(trip["verdict"]), None, ()))
            elif today["verdict"] != trip["verdict"]:
                rules = tuple(_moved_rules(trip, today, results[trip["id"]]))
                moved.append(Moved(trip["id"], Verdict(trip["verdict"]), Verdict(today["verdict"]), rules))
        known = {trip["id"] for trip in old["trips"]}
        moved += [Moved(name, None, Verdict(trip["verdict"]), ()) for name, trip in told.items() if name not in known]
    texts = {report.plan.name: text_hash(report.plan) for report in run.reports}
    return Comparison(tuple(moved), tuple(_changes(receipt, now, texts)))


def _moved_rules(before: Any, now: Any, result: TripResult) -> Iterator[MovedRule]:
    """The rules that moved a trip: of a worse verdict those that lead to it, of a better one those that led to the old.

    A rule that says the same under another name is no news.
    """

    def said(each: Any) -> tuple[Any, ...]:
        return each["activity"], each["holds"], each["verdict"], tuple(each["facts"])

    worse = Verdict(now["verdict"]).rank < Verdict(before["verdict"]).rank
    here, there = (now, before) if worse else (before, now)
    as_there = {(each["activity"], each["rule"]): said(each) for each in there["findings"]}
    same = {said(each) for each in there["findings"]}
    current = {
        (activity_key(subject), finding.rule.name): (finding, subject) for _, subject, finding in _deciding(result)
    }
    subjects: dict[str, Subject] = {}
    facts: dict[str, dict[str, Any]] = {}
    for judged in result.judged(DECIDING):
        name = activity_key(judged.subject)
        subjects[name] = judged.subject
        facts.setdefault(name, {}).update(judged.ruling.facts)
    for each in here["findings"]:
        key = (each["activity"], each["rule"])
        if each["verdict"] != here["verdict"] or said(each) in same or as_there.get(key) == said(each):
            continue
        finding, subject = current.get(key, (None, None))
        if finding is not None and subject is not None:
            yield MovedRule(each["rule"], subject, finding, finding.facts)
            continue
        about, known = subjects.get(each["activity"], result.subject), facts.get(each["activity"], {})
        yield MovedRule(each["rule"], about, None, {name: known[name] for name in each["facts"] if name in known})


def _changes(before: Mapping[str, Any], now: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[Text]:
    """What is not as it was when the receipt was written; `texts` are the hashes that older receipts have of plans."""
    if before["kvcheck"] != now["kvcheck"]:
        old, new = before["kvcheck"], now["kvcheck"]
        yield Text("kvcheck was {old} and is {new}", "kvcheck 버전: {old} → {new}", old=old, new=new)
    for old, new in zip(before["plans"], now["plans"], strict=True):
        yield from _plan_changes(old, new, texts[old["plan"]])
    laws = [_origin(each) for each in (before, now)]
    if laws[0] != laws[1]:
        yield Text(
            "the law is that of {new}, and was that of {old}", "법령 규칙: {old} → {new}", old=laws[0], new=laws[1]
        )
    for name in sorted({*before["packs"], *now["packs"]}):
        old, new = before["packs"].get(name), now["packs"].get(name)
        if old is None or new is None:
            now_so = Text("is used now", "추가됨") if old is None else Text("is not used any more", "사용하지 않음")
            yield Text("the pack {name} {now_so}", "규칙 묶음 {name}: {now_so}", name=name, now_so=now_so)
        elif old["sha256"] != new["sha256"]:
            yield Text(
                "the pack {name} was changed (read on {before}, now {after})",
                "규칙 묶음 {name:이} 변경되었습니다(확인일 {before} → {after})",
                name=name,
                before=old["reviewed"],
                after=new["reviewed"],
            )
    if before["vocabulary"] != now["vocabulary"]:
        yield Text("facts or numbers that packs share were changed", "공통 사실·수치 정의가 변경되었습니다")
    for name, digest in before["waivers"].items():
        if now["waivers"].get(name) != digest:
            gone = name not in now["waivers"]
            now_so = Text("is no longer relied on", "더 이상 적용되지 않음") if gone else Text("was changed", "변경됨")
            yield Text("the waiver {name} {now_so}", "예외 승인 {name}: {now_so}", name=name, now_so=now_so)


def _plan_changes(before: Mapping[str, Any], now: Mapping[str, Any], text: str) -> Iterator[Text]:
    """That a plan is not as it was, and which of its trips are others than those of a receipt."""
    if before["sha256"] not in (now["sha256"], text):
        yield Text("the plan {plan} was changed", "계획 {plan:이} 변경되었습니다", plan=before["plan"])
    trips = {trip["id"]: trip for trip in now["trips"]}
    for trip in before["trips"]:
        said = other(trip, trips[trip["id"]]) if trip["id"] in trips else None
        if said is not None:
            yield Text("the trip {trip} is another one: {said}", "출장 {trip} 변경: {said}", trip=trip["id"], said=said)


def _origin(receipt: Mapping[str, Any]) -> Text:
    """Where the law of a receipt comes from."""
    found = next((each["from"] for each in receipt["packs"].values() if "from" in each), None)
    if found is None:
        return Text("kvcheck", "kvcheck 내장 규칙")
    return Text("{name} ({digest}…)", "{name}({digest}…)", name=found["name"], digest=found["sha256"][:12])


def _plan(report: Report) -> dict[str, Any]:
    """What a receipt holds of a report: hash, verdicts, the rules they rest on. No value of a fact."""
    return {
        "plan": report.plan.name,
        "sha256": plan_hash(report.plan),
        "verdict": report.verdict,
        "trips": [trip_of(result) for result in report.trips],
    }


def trip_of(result: TripResult) -> dict[str, Any]:
    """What a receipt holds of a trip."""
    plan, trip = result.subject.plan, result.subject.trip
    return {
        "id": result.id,
        "traveler": trip["traveler"],
        "class": trip["class"],
        "arrive": str(trip["arrive"]),
        "depart": str(trip["depart"]),
        "work": [activity_key(Subject(plan, trip, each)) for each in trip["activities"]],
        "verdict": result.verdict,
        "findings": [
            {
                "layer": layer,
                "activity": activity_key(subject),
                "rule": finding.rule.name,
                "holds": finding.outcome,
                "verdict": finding.verdict,
                "facts": list(sentences.turns_on(finding)),
            }
            for layer, subject, finding in _deciding(result)
        ],
        "waived": [
            {
                "waiver": waived.waiver.id,
                "layer": each.layer.value,
                "activity": activity_key(each.subject),
                "rule": waived.finding.rule.name,
            }
            for each in result.judged(DECIDING)
            for waived in each.ruling.waived
        ],
    }


def other(before: Mapping[str, Any], now: Mapping[str, Any]) -> Text | None:
    """What makes a trip another one than a receipt has, in words; receipts of older versions do not know all of it."""
    if before.get("traveler", now["traveler"]) != now["traveler"]:
        return Text("its traveler was {was}", "당시 출장자 {was}", was=before["traveler"])
    if before["class"] != now["class"]:
        return Text("its class was {was}", "당시 체류자격 {was}", was=before["class"])
    days = (before.get("arrive", now["arrive"]), before.get("depart", now["depart"]))
    if days != (now["arrive"], now["depart"]):
        return Text("its days were {first} – {last}", "당시 기간 {first} – {last}", first=days[0], last=days[1])
    work = set(before.get("work", now["work"]))
    if added := [each for each in now["work"] if each not in work]:
        return Text("work that it did not have: {work}", "추가된 작업: {work}", work=_works(added))
    if gone := sorted(work.difference(now["work"])):
        return Text("work that it no longer has: {work}", "없어진 작업: {work}", work=_works(gone))
    return None


def _works(keys: Sequence[str]) -> str:
    """Activities by what a receipt calls them: kind, mode, equipment, site."""
    return "; ".join(", ".join(filter(None, each.rpartition("#")[0].split("/"))) for each in keys)


def _deciding(result: TripResult) -> Iterator[tuple[str, Subject, Finding]]:
    """What the verdict about a trip rests on, by layer; a rule that decides on several days once, as on the first."""
    seen: set[tuple[Layer, str, str]] = set()
    for each in result.judged(DECIDING):
        for finding in each.ruling.deciding:
            key = (each.layer, activity_key(each.subject), finding.rule.name)
            if key not in seen:
                seen.add(key)
                yield each.layer.value, each.subject, finding


def plan_hash(plan: Plan) -> str:
    """SHA-256 of what the files of a plan say, by their names, in hexadecimal: line ends and comments are not in it."""
    return _hash([[document.name, document.root] for document in plan.documents])


def text_hash(plan: Plan) -> str:
    """SHA-256 of the names and texts of the files of a plan, which older receipts hold."""
    return _hash([[document.name, document.text] for document in plan.documents])


def _hash(value: object) -> str:
    """SHA-256 of a value whatever the order of its keys, in hexadecimal."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()
