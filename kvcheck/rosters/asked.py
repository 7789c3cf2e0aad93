"""What the user answers about a roster, and what is asked of him."""

from collections.abc import Mapping, Sequence

from kvcheck.errors import BadCommand, Problem, cannot_be
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.rosters.columns import columns_by_name, plain_heading
from kvcheck.rosters.known import plain_word

ACCEPTABLE = ("days", "leave-struck", "read-struck")
"""What can be accepted by name: days whose year was found out; rows that are struck out, left or read all the same."""
NOT_READ = "-"
"""Said of a heading: its column is not read."""


class Answers(NamedTuple):
    """What the user said of a roster beside its cells."""

    columns: Mapping[str, str] = {}
    """The name of a column by its heading (plain), or NOT_READ."""
    values: Mapping[str, str] = {}
    """What a word of a cell means, by the word (plain)."""
    fixed: Mapping[str, str] = {}
    """What stands in a column, by its name, in every row that leaves it empty."""
    accepted: frozenset[str] = frozenset()
    make_ids: bool = False
    encoding: str = ""
    sheet: str = ""

    def with_answer(self, question: "Question") -> "Answers":
        """These, and a question answered as it proposes."""
        if question.option == "--map":
            return self._replace(columns={**self.columns, plain_heading(question.left): question.right})
        if question.option == "--value":
            return self._replace(values={**self.values, plain_word(question.left): question.right})
        if question.option == "--encoding":
            return self._replace(encoding=question.left)
        if question.option == "--make-ids":
            return self._replace(make_ids=True)
        return self._replace(accepted=self.accepted | {question.left})


class Question(NamedTuple):
    """Something that was read by a guess: what the guess is, and the option that confirms it."""

    text: Text
    option: str
    left: str = ""
    right: str = ""

    @property
    def line(self) -> str:
        """What to type to confirm it."""
        said = f"{self.left}={self.right}" if self.right else self.left
        quoted = f"'{said}'" if any(letter in said for letter in " '\"()#&;*?!|<>$`") else said
        return f"{self.option} {quoted}".rstrip()

    @property
    def problem(self) -> Problem:
        """The question as something that nobody has answered."""
        hint = Text("if so, add `{line}`", "맞으면 추가하십시오: `{line}`", line=self.line)
        if self.option == "--map":
            hint = Text(
                "if so, add `{line}`; if not, name the column it is for, or `-` to leave it out",
                "맞으면 추가하십시오: `{line}`. 아니면 해당 열 이름을, 읽지 않으려면 `-`를 지정하십시오",
                line=self.line,
            )
        return Problem(message=self.text, hint=hint)


def answers_of(
    maps: Sequence[str],
    values: Sequence[str],
    fixed: Sequence[str],
    accepted: Sequence[str],
    *,
    remembered: Mapping[str, Mapping[str, str]],
) -> Answers:
    """The answers of a command line over those that the configuration remembers. Raises BadCommand."""
    known = {**columns_by_name(), NOT_READ: None}
    columns = {**remembered.get("columns", {}), **dict(_pair(each, "--map") for each in maps)}
    for name in columns.values():
        if name not in known:
            raise cannot_be("--map", name, known)
    sets = {**remembered.get("set", {}), **dict(_pair(each, "--set") for each in fixed)}
    for name in sets:
        if name not in known or name == NOT_READ:
            raise cannot_be("--set", name, known)
    for each in accepted:
        if each not in ACCEPTABLE:
            listed = ", ".join(ACCEPTABLE)
            raise BadCommand(
                Text(
                    "`--accept` takes {listed}, not `{each}`",
                    "`--accept`에는 {listed} 중 하나가 옵니다: `{each}`",
                    listed=listed,
                    each=each,
                )
            )
    words = {**remembered.get("values", {}), **dict(_pair(each, "--value") for each in values)}
    return Answers(
        columns={plain_heading(heading): name for heading, name in columns.items()},
        values={plain_word(word): value for word, value in words.items()},
        fixed=sets,
        accepted=frozenset(accepted),
    )


def _pair(text: str, option: str) -> tuple[str, str]:
    left, sign, right = text.rpartition("=")
    if not sign or not left.strip() or not right.strip():
        message = Text(
            "`{option}` takes LEFT=RIGHT, such as {example}",
            "`{option}`에는 왼쪽=오른쪽 형식이 옵니다(예: {example})",
            option=option,
            example=_EXAMPLES[option],
        )
        raise BadCommand(message)
    return left.strip(), right.strip()


_EXAMPLES = {"--map": "'Emp. No.=traveler'", "--value": "'PM=direct-site'", "--set": "nationality=KR"}
