"""New packs as text: a company's own, and that of a class of entry. They pass `rules lint` and `rules test`."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from kvcheck.language.text import Text
from kvcheck.packs.library import CASES, RULES
from kvcheck.packtools.scaffold.written import both, scalar

VALID_DAYS = 181
"""So many days after it was written a pack has to be read again."""

_POLICY = """# A company's own rules beside the law: they can make an answer stricter, never looser.
# Say what you mean in both languages, and under `owner` who decided it and when. Then:
#   kvcheck rules lint {folder} && kvcheck rules test {folder}
#   kvcheck check plan.yaml --policy {folder}/{file}
pack: policy/{name}
layer: policy
name: {title}
owner: {owner}
reviewed: {today}
review_by: {again}

limits:
  trip-of-at-most-30-days:
    title: {{en: A trip lasts at most 30 days, ko: 출장이 30일을 넘지 않음}}
    must:
      trip.days: {{at_most: 30}}
    instead: {{en: Shorten the trip., ko: 출장 기간을 줄입니다.}}
"""

_POLICY_CASES = """# What must come out: for every rule a case in which it decides, and one that differs in one fact.
cases:
  thirty-days:
    title: {en: A trip of 30 days, ko: 30일 출장이다}
    facts: {trip.days: 30}
    expect: {verdict: permitted, by: []}

  thirty-one-days:
    title: {en: A trip of 31 days, ko: 31일 출장이다}
    from: thirty-days
    but: {trip.days: 31}
    expect: {verdict: not_permitted, by: [trip-of-at-most-30-days]}

  length-not-known:
    title: {en: Nobody knows how long the trip is, ko: 출장 기간을 모른다}
    from: thirty-days
    but: {trip.days: unknown}
    expect: {verdict: undetermined, by: [trip-of-at-most-30-days]}
"""

_CLASS = """# The rules of {label}. As it stands the class permits nothing: each ground is a rule that somebody adds
# with its law (`kvcheck rules new rule`). What every class shares stands in the packs under `extends`.
pack: {pack}
class: {name}
label: {label}
name: {title}
extends: {extends}
sources_to: {today}
reviewed: {today}
review_by: {again}

otherwise:
  title: {otherwise}
  instead: {instead}
  law: {law}
  confidence: low
"""

_CLASS_CASES = """# What must come out: for every rule a case in which it decides, and one that differs in one fact.
cases:
  no-ground-yet:
    title: {title}
    facts: {{activity.kind: meeting, activity.family: business, activity.mode: observe}}
    expect: {{verdict: not_permitted, by: [no-ground]}}
"""


def policy(name: str, folder: str, today: str) -> Mapping[str, str]:
    """The files of a company's pack, by name, with one rule and its cases; `folder` is how the user calls it."""
    called = folder if folder.isprintable() else "..."  # a comment has one line
    title = Text("Travel rules of {name}", "{name} 출장 규정", name=name)
    owner = Text("Who decided this, {today}", "결정한 부서, {today}", today=today)
    rules = _POLICY.format(
        name=name, folder=called, file=RULES, title=both(title), owner=both(owner), today=today, again=_again(today)
    )
    return {RULES: rules, CASES: _POLICY_CASES}


def of_class(pack: str, label: str, extends: Sequence[str], law: Sequence[str], today: str) -> Mapping[str, str]:
    """The files of the pack of a class of entry, which permits nothing yet."""
    title = Text("{label}, to be named", "{label} 체류자격(이름을 적으십시오)", label=label)
    otherwise = Text(
        "No ground of {label} covers this kind of activity",
        "이 활동에 해당하는 {label}의 허용 근거가 없음",
        label=label,
    )
    instead = Text("Use a class that covers the activity.", "해당 활동이 가능한 다른 체류자격을 이용합니다.")
    case = Text("Not even a meeting has a ground yet", "아직 회의의 허용 근거도 없다")
    rules = _CLASS.format(
        pack=pack,
        name=pack.rpartition("/")[2],
        label=scalar(label),
        title=both(title),
        extends=scalar(list(extends)),
        otherwise=both(otherwise),
        instead=both(instead),
        law=scalar(list(law)),
        today=today,
        again=_again(today),
    )
    return {RULES: rules, CASES: _CLASS_CASES.format(title=both(case))}


def _again(today: str) -> str:
    """The day by which a pack has to be read again."""
    return (date.fromisoformat(today) + timedelta(days=VALID_DAYS)).isoformat()
