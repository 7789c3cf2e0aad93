"""Entries of files beside those they were, key by key, whatever the file: what every kind of change is made of."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kvcheck.language.text import LANGUAGES, Text
from kvcheck.packtools.diff.members import gained_and_lost, shown
from kvcheck.packtools.diff.value import Effect, Part

_HANGUL = re.compile(r"[가-힣]")
_LANGUAGES: Mapping[str, Text] = {"en": Text("English", "영어"), "ko": Text("Korean", "한국어")}

KEYS: Mapping[str, Text] = {
    "title": Text("title", "제목"),
    "name": Text("name", "이름"),
    "label": Text("label", "표시 이름"),
    "about": Text("what it is about", "설명"),
    "ask": Text("question", "질문"),
    "note": Text("note", "참고"),
    "instead": Text("what to do instead", "대안"),
    "mends": Text("what to do about single obstacles", "개별 사유별 대안"),
    "shows": Text("what it must show", "확인 사항"),
    "text": Text("text", "문구"),
    "owner": Text("who decided it", "결정한 곳"),
    "in_force": Text("in force", "시행"),
    "from": Text("from", "시작일"),
    "until": Text("until", "종료일"),
    "announced": Text("announced", "공표일"),
    "when": Text("condition", "조건"),
    "must": Text("requirement", "요건"),
    "proof": Text("papers that prove it", "증빙 서류"),
    "law": Text("authority", "근거"),
    "confidence": Text("confidence", "신뢰도"),
    "waivable": Text("may be waived", "예외 승인 가능"),
    "extends": Text("rules of these packs apply too", "함께 적용되는 묶음"),
    "applies_to": Text("classes it is about", "적용 체류자격"),
    "class": Text("class of entry", "체류자격"),
    "layer": Text("layer", "계층"),
    "called": Text("how people write it", "흔한 표기"),
    "words": Text("words that mean it", "뜻하는 말"),
    "perhaps": Text("words that may mean it", "뜻할 수 있는 말"),
    "visas": Text("visas that tell it", "해당 비자"),
    "planning": Text("planning", "계획 정보"),
    "order": Text("order", "순서"),
    "weeks": Text("weeks", "주"),
    "fees": Text("fees", "수수료"),
    "sources_to": Text("sources to", "자료 기준일"),
    "reviewed": Text("read", "확인일"),
    "review_by": Text("to be read again by", "재확인 기한"),
    "requires": Text("kvcheck it needs", "필요한 kvcheck 버전"),
    "out_of_scope": Text("what stays out of it", "대상 밖"),
    "otherwise": Text("where no ground covers it", "허용 근거가 없을 때"),
    "unit": Text("unit", "단위"),
    "values": Text("values", "값"),
    "type": Text("type", "유형"),
    "given": Text("place in a plan", "계획의 위치"),
    "uses": Text("derived from", "도출 근거"),
    "unless_said": Text("where a plan is silent", "계획에 기재가 없을 때"),
    "can_change": Text("planning can change it", "계획으로 변경 가능"),
    "ask_after": Text("asked after", "선행 질문"),
    "counted_from": Text("counted from", "기산일"),
    "family": Text("family", "계열"),
    "duties": Text("contract duties that cover it", "해당 계약 의무"),
    "means": Text("what the kind means", "종류 자체의 의미"),
    "by_hand": Text("work by hand", "수작업"),
    "earlier": Text("earlier names", "이전 이름"),
    "issued_by": Text("issued by", "발급"),
    "language": Text("language", "언어"),
    "lead_days": Text("days before arrival", "입국 전 일수"),
    "shown_by": Text("shown by", "확인되는 항목"),
    "phase": Text("phase", "단계"),
    "classes": Text("classes", "체류자격"),
    "day": Text("day", "날짜"),
    "days": Text("days", "일수"),
    "inference": Text("inference", "추론"),
    "cite": Text("citation", "인용"),
    "tier": Text("whom it binds (tier)", "구속력(단계)"),
    "link": Text("link", "링크"),
    "dated": Text("dated", "문서 일자"),
    "read": Text("last read", "최종 확인일"),
    "extent": Text("how it was read", "확인 방법"),
    "facts": Text("facts", "사실"),
    "numbers": Text("numbers", "수치"),
    "expect": Text("what must come out", "기대 결과"),
    "verdict": Text("verdict", "판정"),
    "by": Text("by", "근거 규칙"),
    "on": Text("day", "날짜"),
    "but": Text("but", "변경"),
    "drops": Text("members it no longer has", "제외된 항목"),
}
"""What keys of packs are called."""

TELLS_NOTHING = Text("(not given)", "(없음)")


def called(path: tuple[str, ...]) -> Text:
    """What a place in an entry is called."""
    words = [KEYS.get(each, Text(each, each)) for each in path]
    said = words[0]
    for word in words[1:]:
        said = Text("{said}, {word}", "{said}, {word}", said=said, word=word)
    return said


def parts(before: Any, now: Any, path: tuple[str, ...], effect: Effect) -> Iterator[Part]:
    """What of a value is otherwise; `effect` is that of whatever is no text. None is a value that is not there."""
    if before == now:
        return
    if _is_text(before) or _is_text(now):
        yield from _texts(before, now, path)
        return
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for key in [*before, *(each for each in now if each not in before)]:
            yield from parts(before.get(key), now.get(key), (*path, key), effect)
        return
    what, key = called(path), ".".join(path)
    found = gained_and_lost(key, what, before, now) if isinstance(before, list) and isinstance(now, list) else []
    if found:
        yield from (each._replace(effect=effect) for each in found)
    else:
        yield Part(key, what, _said(before), _said(now), effect)


def _is_text(value: Any) -> bool:
    """Whether a value is one sentence in some of the languages."""
    return isinstance(value, Mapping) and bool(value) and set(value) <= set(LANGUAGES)


def _texts(before: Any, now: Any, path: tuple[str, ...]) -> Iterator[Part]:
    """What of a sentence is otherwise, language by language. One that is lost while the other stays is grave."""
    old = before if isinstance(before, Mapping) else {}
    new = now if isinstance(now, Mapping) else {}
    for lang in LANGUAGES:
        was, is_now = old.get(lang) or None, new.get(lang) or None
        if was == is_now:
            continue
        unsaid = is_now is None and bool(new)
        other = lang == "ko" and is_now is not None and _hangul(was) and not _hangul(is_now)
        what = Text("{what} in {lang}", "{what}({lang})", what=called(path), lang=_LANGUAGES[lang])
        yield Part(".".join((*path, lang)), what, _said(was), _said(is_now), Effect.NONE, grave=unsaid or other)


def _hangul(text: Any) -> bool:
    return isinstance(text, str) and _HANGUL.search(text) is not None


def _said(value: Any) -> Text | None:
    """A value in words; None where there is none."""
    if value is None:
        return None
    if isinstance(value, list) and any(isinstance(each, Mapping | list) for each in value):
        return Text("{said}", "{said}", said=_compact(value))
    return shown(value) if not isinstance(value, Mapping) else Text(_compact(value), _compact(value))


def _compact(value: Any) -> str:
    """A value that has no words of its own, as it is written, on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_compact(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_compact, value)) + "]"
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def text_of(node: Mapping[str, Any], *keys: str) -> Text:
    """The first of some texts that an entry has, as far as it is there; a plain word stands for itself."""
    for key in keys:
        raw = node.get(key)
        if isinstance(raw, str):
            return Text(raw, raw)
        if isinstance(raw, Mapping):
            en, ko = (raw.get(lang) for lang in LANGUAGES)
            return Text(str(en or ko or ""), str(ko or en or ""))
    return Text("", "")
