"""Clauses of languages whose governing word stands last: 충전기 설치, 배관 협의."""

from collections.abc import Sequence

from kvcheck.frozen import NamedTuple
from kvcheck.model.wording import Act, Meanings, Sort
from kvcheck.wording.parts import AS_MEANS, CONTENT, FITTINGS, OWNERS, THIN, Clause, Heard, Said, said_by, what_of
from kvcheck.wording.tokens import Token

_OF_A_MACHINE = ("machine", "line", "part", "control")
"""Classes of things that are worked on, more often than named, by the word of an act before them: 安装设备."""
_TALK = ("business", "training")
"""Families of acts that are talk and nothing else: who inspects may do more."""


class _Item(NamedTuple):
    """A word with the particles behind it."""

    token: Token
    marks: frozenset[str]


class LastReader:
    """Reads one clause after the other; it keeps nothing between them."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings

    def read(self, clause: Clause) -> Heard:
        """What a clause says by itself."""
        items = _items(clause.tokens)
        if not any(each.token.role in CONTENT for each in items):
            roles = {each.token.role for each in items}
            return Heard([], only="not" if "not" in roles else "others" if "others" in roles else "")
        if self._by_others(items):
            return Heard([], hidden=True)
        kept = self._not_denied(items, clause)
        if not any(each.token.role in CONTENT for each in kept):
            return Heard([], hidden=True)
        denies = len(kept) < len(items) and any(each.token.role == "not" for each in items)
        return self._heard(kept)._replace(denies=denies)

    def _heard(self, items: list[_Item]) -> Heard:
        """What is done, of the words that count."""
        content = [each for each in items if each.token.role in (*CONTENT, "stand-in")]
        acts = [
            (at, each)
            for at, each in enumerate(content)
            if self._act(each) is not None and not self._only_names(content, at)
        ]
        things = [each.token for each in content if each.token.role == "thing"]
        unknown = [each.token for each in content if each.token.role == "unknown"]
        if not acts:
            owned = [
                each.token
                for at, each in enumerate(content)
                if self._owned(content, at) or (at and _within(content[:at]))
            ]
            heads = self._heads(content)
            return Heard([], things=heads, unknown=[] if things else unknown, deed=_deed(content), owned=owned)
        talk = next(
            (number for number in range(len(acts) - 1, -1, -1) if self._sort(acts[number][1]) is Sort.TALK), None
        )
        all_talk = self._begins_with_talk(acts[0][1])
        if all_talk:
            talk = 0
        if talk is not None and (all_talk or all(self._sort(each) in THIN for _, each in acts[talk + 1 :])):
            at, item = acts[talk]
            thing = self._nearest(content, at)[0] if self._of(item).of else None
            heard = [said_by(item.token, self._of(item), thing, self._meanings)]
            heard += [
                said_by(each.token, self._of(each), None, self._meanings)
                for _, each in acts
                if each.token.means == "stand-in"  # whatever a local worker would do
            ]
            return Heard(heard, governs=item.token.means, about=at > 0)
        said = []
        for at, item in acts:
            if self._sort(item) is Sort.TALK:
                continue
            thing, inside = self._nearest(content, at)
            said.append(said_by(item.token, self._of(item), thing, self._meanings, inside=inside))
        said += [
            said_by(each.token, self._meanings.acts["do"], each.token, self._meanings)
            for each in content
            if "means" in each.marks and each.token.role == "thing" and each.token.means in AS_MEANS
        ]
        said += self._beside(content, acts[-1][1])
        return Heard(said, governs=acts[-1][1].token.means, unknown=[] if things else unknown)

    def _beside(self, content: list[_Item], last: _Item) -> list[Said]:
        """What an act says of a thing of a trade that stands with another before it: 배관과 장비 설치."""
        if self._sort(last) is not Sort.OPEN:
            return []
        return [
            said_by(
                item.token._replace(role="act", means=last.token.means),
                self._of(last),
                item.token,
                self._meanings,
                inside=self._owned(content, at) or (at > 0 and _within(content[:at])),
            )
            for at, item in enumerate(content[:-1])
            if "with" in item.marks and item.token.role == content[at + 1].token.role == "thing"
            if self._meanings.things[item.token.means].trade
        ]

    def _heads(self, content: list[_Item]) -> list[Token]:
        """The things a clause without an act speaks of: of several that stand together, the last."""
        heads = []
        for at, each in enumerate(content):
            if each.token.role == "thing":
                following = content[at + 1].token if at + 1 < len(content) else None
                if following is None or following.role not in ("thing", "code") or each.marks & {"object", "with"}:
                    heads.append(each.token)
        return heads

    def _nearest(self, content: list[_Item], at: int) -> tuple[Token | None, bool]:
        """The thing that an act is done to, and whether it is inside a machine."""
        for number in range(at - 1, -1, -1):
            item = content[number]
            if item.token.role == "act" and self._sort(item) not in THIN:
                break
            if (item.token.role == "thing" and not item.marks & {"place", "between", "means", "with", "subject"}) or (
                item.token.role == "thing"
                and "subject" in item.marks
                and not self._meanings.things[item.token.means].names
            ):
                inside = number > 0 and _within(content[:number])
                inside = inside or self._owned(content, number)
                before = content[number - 1].token if number else item.token
                if before.role != "thing" and self._meanings.things[item.token.means].belongs:  # 벽에 생긴 균열
                    words = [each.token for each in content[:number]]
                    before = next((each for each in reversed(words) if each.role == "thing"), before)
                things = [before, item.token] if before.role == "thing" else [item.token]
                return what_of(things, self._meanings), inside
        return self._behind(content, at), False

    def _owned(self, content: list[_Item], at: int) -> bool:
        """Whether a door, a ladder or the like is that of a machine, which stands before it: 로봇 펜스, 장비 사다리."""
        if content[at].token.means not in FITTINGS:
            return False
        before = [each for each in content[:at] if "purpose" not in each.marks]
        owner = bool(before) and before[-1].token.means in OWNERS and before[-1].marks <= {"of"}
        return owner and not any(each.token.means == "building" for each in before)

    def _begins_with_talk(self, item: _Item) -> bool:
        """Whether all that stands behind a first act is what is talked about: 讨论管道安装."""
        act = self._of(item)
        return item.token.objects_behind and act.sort is Sort.TALK and act.family in _TALK

    def _behind(self, content: list[_Item], at: int) -> Token | None:
        """The thing behind an act that it is done to, where a language has it there: 安装管道."""
        things: list[Token] = []
        for item in content[at + 1 :]:
            if item.token.role != "thing":
                if things or item.token.role in ("act", "agent"):
                    break
                continue
            things.append(item.token)
        return what_of(things[-2:], self._meanings) if things and content[at].token.objects_behind else None

    def _only_names(self, content: list[_Item], at: int) -> bool:
        """Whether the word of an act only says which machine, paper or firm is meant: 용접 로봇."""
        item = content[at]
        if at + 1 == len(content) or item.marks & {"object", "subject"}:
            return False
        if (
            "with" in item.marks and self._sort(item) not in THIN
        ):  # 배관 용접과 장비 설치, but not 기술 지원과 시스템 조율
            return False
        if item.token.means == "stand-in" and item.marks & {"means", "place"}:  # 미국 법인 명의로
            return False
        following = content[at + 1].token
        if item.marks & {"purpose"}:
            return True
        if item.token.objects_behind and self._of(item).family == "equipment":
            done_to = self._behind(content, at)  # 更换厂房灯具
            if following.means in _OF_A_MACHINE or (done_to and self._meanings.things[done_to.means].tells):
                return False
        names = following.role == "thing" and self._meanings.things[following.means].names
        if item.token.role == "agent":
            return names
        return names or (following.role == "agent" and self._sort(item) in THIN)

    def _not_denied(self, items: list[_Item], clause: Clause) -> list[_Item]:
        """The words that are neither denied, nor only the time before or after which something is done."""
        kept: list[_Item] = []
        for at, item in enumerate(items):
            role = item.token.role
            following = [each for each in items[at + 1 :] if each.token.role in CONTENT]
            if (
                role == "not"
                or (role == "before" and following and kept)
                or (role == "ended" and clause.closed_by is not None and not following)
            ):
                kept = []
            elif role == "instead" and kept:
                replaced = kept[-1].token
                person = replaced.means in ("people", "expert", "post") or replaced.role in (
                    "agent",
                    "others",
                    "unknown",
                    "ours",
                )
                kept = kept[:-1]
                if person:
                    kept.append(_Item(item.token._replace(role="act", means="stand-in"), frozenset({"object"})))
            else:
                kept.append(item)
        return kept

    def _by_others(self, items: list[_Item]) -> bool:
        """Whether a clause says that others do what it speaks of."""
        if any(each.token.role == "ours" for each in items):
            return False
        if len(items) > 1 and items[-1].token.role == "others" and "subject" in items[-2].marks:
            return True  # 양중은 현지 리거
        acts = [at for at, each in enumerate(items) if each.token.role == "act"]
        for at, item in enumerate(items):
            if item.token.role != "others" or not acts or at > acts[-1]:
                continue
            if "subject" in item.marks and self._sort(items[acts[-1]]) is not Sort.TALK:
                return True
            last = items[acts[-1]].token
            if acts[-1] == at + 1 and last.means in ("do", "construct") and "with" not in item.marks:
                return True
        return False

    def _act(self, item: _Item) -> Act | None:
        return self._meanings.acts[item.token.means] if item.token.role in ("act", "agent") else None

    def _of(self, item: _Item) -> Act:
        return self._meanings.acts[item.token.means]

    def _sort(self, item: _Item) -> Sort | None:
        act = self._act(item)
        return act.sort if act is not None else None


def _within(before: list[_Item]) -> bool:
    """Whether the last of some words says that what follows is inside a machine, or between two parts of it."""
    last = before[-1]
    if "between" in last.marks:
        return len(before) > 1 and all(each.token.means in (*OWNERS, "machine-cable") for each in before[-2:])
    return "place" in last.marks and last.token.means == "machine"


def _deed(content: list[_Item]) -> Token | None:
    """The last word, where it is one that nobody listed with the ending of a verb, or with an object before it."""
    if not content or content[-1].token.role != "unknown":
        return None
    verb = "verb" in content[-1].marks or any("object" in each.marks for each in content[:-1])
    return content[-1].token if verb else None


def _items(tokens: Sequence[Token]) -> list[_Item]:
    """The words of a clause, each with its particles."""
    items: list[_Item] = []
    for token in tokens:
        if token.role == "ending":
            if items:
                items[-1] = items[-1]._replace(marks=items[-1].marks | {token.means})
        elif token.role not in ("neutral", "the", "will", "own"):
            items.append(_Item(token, frozenset()))
    return items
