"""In which encoding a text file is: decided on what its bytes are in each candidate, asked about if not clear."""

import re
from collections.abc import Mapping
from functools import cache

from kvcheck.errors import CannotCheck, Problem
from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.packs import rules_root
from kvcheck.rosters.known import known

NAMES: Mapping[str, str] = {
    "utf-8": "UTF-8", "utf-16": "UTF-16", "cp949": "CP949", "cp932": "CP932", "cp1252": "CP1252", "gb18030": "GB18030",
}  # fmt: skip
"""The encodings that are known, by the name that `--encoding` has for each."""

_SCRIPTS: Mapping[str, tuple[str, str]] = {
    "cp949": ("Korean", "한국어"), "cp932": ("Japanese", "일본어"), "cp1252": ("Western European", "서유럽어"),
    "gb18030": ("Chinese", "중국어"),
}  # fmt: skip
_WELL, _PERHAPS = 0.6, 0.3
"""How much of what is not ASCII must be letters that such texts are written with, to read well, or to be possible."""
_AHEAD = 0.35
"""How far the best must be ahead of the next, to be decided."""
_USUAL = "cp949"
"""The encoding that Korean Excel saves CSV in: taken and told where it alone reads well; any other is asked about."""


_DESIGNATES = re.compile(r"\x1b[\x20-\x2f]+[\x30-\x7e]")
"""An escape sequence by which encodings of seven bits, such as ISO-2022-KR, name their letters (ISO/IEC 2022)."""


class Decoded(NamedTuple):
    """The text of a file, and what was decided."""

    text: str
    encoding: str
    told: Text | None = None
    """What is told of it in the preview."""
    asked: Text | None = None
    """What has to be confirmed."""


def decode(data: bytes, file: str, wanted: str = "") -> Decoded:
    """The text of a file, in the encoding `wanted` if one is. Raises CannotCheck where none reads well."""
    if wanted:
        return _wanted(data, file, wanted)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _wanted(data, file, "utf-16")
    plain = _text(data, "utf-8-sig")
    if (plain is None or "\x00" in plain) and (marked := _without_mark(data)) is not None:
        return Decoded(marked, "utf-16")
    if plain is not None and _DESIGNATES.search(plain):
        raise CannotCheck([_none(file)])
    if plain is not None:
        return Decoded(plain, "utf-8")
    scores = {name: _score(text, name) for name in _SCRIPTS if (text := _text(data, name)) is not None}
    ranked = sorted(scores, key=lambda name: -scores[name])
    if not ranked or scores[ranked[0]] < _PERHAPS:
        raise CannotCheck([_none(file)])
    best = ranked[0]
    decoded = Decoded(data.decode(best), best)
    alone = scores[best] >= _WELL and all(scores[best] - scores[name] >= _AHEAD for name in ranked[1:])
    if alone and best == _USUAL:
        return decoded._replace(told=_read_as(file, best))
    others = [name for name in ranked[1:] if scores[name] >= _PERHAPS]
    return decoded._replace(asked=_guess(file, best, others))


def _wanted(data: bytes, file: str, name: str) -> Decoded:
    """The text in the encoding that the user names, or that the file is marked with."""
    text = _text(data, "utf-8-sig" if name == "utf-8" else name)
    if text is None:
        message = Text(
            "`{file}` is not {name}", "`{file}`{:은} {name} 파일이 아닙니다", file=file, name=NAMES.get(name, name)
        )
        raise CannotCheck([Problem(message=message, hint=_SAVE)])
    return Decoded(text, name)


def _text(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _without_mark(data: bytes) -> str | None:
    """The text of UTF-16 that is not marked so: its ASCII signs have a zero byte at the same side."""
    for name, end in (("utf-16-le", b"\x00"), ("utf-16-be", b"\x00")):
        signs = (b",", b";", b"\t", b"\r", b"\n", b" ")
        pairs = [sign + end if name.endswith("le") else end + sign for sign in signs]
        if len(data) % 2 == 0 and data.count(b"\x00") * 20 >= len(data) and any(pair in data for pair in pairs):
            text = _text(data, name)
            if text is not None and "\x00" not in text:
                return text
    return None


# What the bytes are in each candidate ---------------------------------------------------------------------------------

_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[ぁ-んァ-ヶー]")
_HAN = re.compile(r"[一-鿿]")
_WESTERN = frozenset("äöüßÄÖÜéèêëàâçîïôûùñáíóúÉÈÀÇÑÁÍÓÚåøæÅØÆ")
_SIGNS = frozenset("‘’“”–—…·°№×→↑《》「」『』、。，；：（）！？％＃㈜ⓐ€©®´¨«»§½¼")


def _score(text: str, name: str) -> float:
    """How much of what is not ASCII is what texts in such an encoding are written with: 0 to 1."""
    foreign = [(at, letter) for at, letter in enumerate(text) if not letter.isascii() and letter not in _SIGNS]
    if not foreign:
        return _PERHAPS
    if name == "cp1252":
        return sum(_between_letters(text, at) and letter in _WESTERN for at, letter in foreign) / len(foreign)
    usual = _letters(name)
    return sum(letter in usual for _, letter in foreign) / len(foreign)


def _between_letters(text: str, at: int) -> bool:
    """Whether a letter has a plain one beside it and no run of three that are not plain around it."""
    around = text[max(0, at - 1) : at + 2]
    run = re.search(r"[^\x00-\x7f]{3}", text[max(0, at - 2) : at + 3])
    return run is None and any(letter.isascii() and letter.isalpha() for letter in around)


@cache
def _letters(name: str) -> frozenset[str]:
    """The letters of a language that kvcheck's own words and the names of people and countries are written with."""
    files = {
        "cp949": ("words/ko.yaml", "rosters/headings.yaml", "rosters/values.yaml", "activities.yaml", "facts.yaml"),
        "cp932": ("words/ja.yaml",),
        "gb18030": ("words/zh.yaml",),
    }[name]
    text = "".join((rules_root() / each).read_text(encoding="utf-8") for each in files)
    if name == "cp949":
        return frozenset(_HANGUL.findall(text + _NAMES))
    if name == "cp932":
        return frozenset(_HAN.findall(text + _JAPANESE)) | frozenset(map(chr, range(0x3041, 0x30FF)))
    return frozenset(_HAN.findall(text + "".join(known().countries)))


_NAMES = (
    "가강건경고공곽관광구국권규근금기길김나남노도동두라류만명모문미민박반방배백범변병보봉부빈사상서석선설성세소손송수숙순승시식신심아안양엄여"
    "연열영예오옥용우욱운원위유육윤은을의이인일임자장재전정제조종주준중지진차찬창채천철초최추춘충치태택표하학한함해향허혁현형혜호홍화환황효후훈휘희힘"
)
"""Syllables that names of Korean people are written with."""
_JAPANESE = (
    "日本東京大阪工場設備機械作業設置試運転教育点検保守修理調整配管溶接工事電気制御技術部課長主任担当会社株式有限"
    "出張者名前国籍旅券番号入出確認会議田中山川村井木林佐藤鈴高橋伊渡辺小加吉松口斎清"
)
"""Signs that Japanese rosters are full of."""


# What is told ---------------------------------------------------------------------------------------------------------

_SAVE = Text(
    "save it in Excel as “CSV UTF-8”, or as .xlsx; or name its encoding: `--encoding` {names}",
    "Excel에서 “CSV UTF-8” 또는 .xlsx로 저장하거나, `--encoding`으로 인코딩을 지정하십시오: {names}",
    names=", ".join(NAMES),
)


def _none(file: str) -> Problem:
    """That no encoding reads well."""
    message = Text(
        "`{file}` is neither UTF-8 nor CP949, and reads well in no other encoding",
        "`{file}`{:은} UTF-8도 CP949도 아니며, 다른 인코딩으로도 제대로 읽히지 않습니다",
        file=file,
    )
    return Problem(message=message, hint=_SAVE)


def _read_as(file: str, name: str) -> Text:
    return Text(
        "`{file}` is not UTF-8: read as {name} ({script})",
        "`{file}`{:은} UTF-8이 아니어서 {name}({script})로 읽었습니다",
        file=file,
        name=NAMES[name],
        script=Text(*_SCRIPTS[name]),
    )


def _guess(file: str, name: str, others: list[str]) -> Text:
    """That an encoding was guessed, and what else it may be."""
    also = "".join(f", {NAMES[each]}" for each in others)
    return Text(
        "`{file}` is not UTF-8; it may be {name} ({script}){also}",
        "`{file}`{:은} UTF-8이 아닙니다. {name}({script}){also}일 수 있습니다",
        file=file,
        name=NAMES[name],
        script=Text(*_SCRIPTS[name]),
        also=also,
    )
