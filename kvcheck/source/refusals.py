"""What the reader of YAML says of a text that it can take apart and does not take: our limits, what no plan needs.

A pair is a message and a hint.
"""

from kvcheck.language.text import Text
from kvcheck.source.known import like_a_key

EMPTY = (
    Text("the file is empty", "파일이 비어 있습니다"),
    Text("begin it with the line `kvcheck: 1`", "첫 줄에 `kvcheck: 1`을 적으십시오"),
)
SECOND = (
    Text("a second document begins here", "여기서 두 번째 문서가 시작됩니다"),
    Text(
        "one file holds one document; delete the line `---`", "파일 하나에는 문서 하나만 둡니다. `---` 줄을 지우십시오"
    ),
)
NO_TEXT_KEY = Text("a key must be text", "키는 텍스트여야 합니다")
ODD_KEY = Text("a key must be plain text", "키는 일반 텍스트여야 합니다")
NO_MERGE = Text("`<<` takes a mapping or a list of mappings", "`<<`에는 `키: 값` 형식이나 그 목록이 옵니다")
KEEP_ONE = Text("keep one of them", "하나만 남기십시오")
TAG = (
    Text("a tag, which begins with `!`, is not used here", "`!`로 시작하는 태그는 사용할 수 없습니다"),
    Text("take the tag out; a text that begins with `!` goes in quotes",
         "태그를 지우십시오. `!`로 시작하는 글은 따옴표로 묶습니다"),
)  # fmt: skip
NO_ANCHOR = (
    Text(
        "an alias, which begins with `*`, has no anchor `&` above",
        "`*`로 시작하는 별칭에 해당하는 앵커(`&`)가 없습니다",
    ),
    Text("a text that begins with `*` goes in quotes", "`*`로 시작하는 글은 따옴표로 묶으십시오"),
)
ONLY_ANCHOR = (
    Text("`&` begins an anchor, and no value follows it", "`&`는 앵커를 시작하는 기호인데 그 뒤에 값이 없습니다"),
    Text("a text that begins with `&` goes in quotes", "`&`로 시작하는 글은 따옴표로 묶으십시오"),
)
OWN_ALIAS = (
    Text("an alias contains itself", "별칭이 자기 자신을 포함합니다"),
    Text("write the values out", "값을 직접 적으십시오"),
)


def twice(key: str, line: int, column: int) -> Text:
    """That a key stands twice; one that may be anything is not repeated."""
    if not like_a_key(key):
        return Text(
            "the same key stands here and at line {line}, column {column}",
            "같은 키가 여기와 {line}행 {column}열에 중복되어 있습니다",
            line=line,
            column=column,
        )
    return Text(
        "key `{key}` stands here and at line {line}, column {column}",
        "키 `{key}`{:이} 여기와 {line}행 {column}열에 중복되어 있습니다",
        key=key,
        line=line,
        column=column,
    )


def too_many(most: int) -> tuple[Text, Text]:
    """That aliases repeat too many values."""
    message = Text("aliases repeat more than {most:,} values", "별칭이 {most:,}개가 넘는 값을 반복합니다", most=most)
    return message, OWN_ALIAS[1]


def too_deep(most: int) -> Text:
    """That values are nested too deep."""
    return Text("nested more than {most} levels deep", "{most}단계보다 깊게 중첩되어 있습니다", most=most)


def too_long(most: int) -> tuple[Text, Text]:
    """That a text is too long."""
    return (
        Text("a text of more than {most:,} characters", "{most:,}자가 넘는 텍스트입니다", most=most),
        Text("shorten it; a plan names documents, it does not hold them",
             "짧게 줄이십시오. 계획에는 문서의 내용이 아니라 이름만 적습니다"),
    )  # fmt: skip
