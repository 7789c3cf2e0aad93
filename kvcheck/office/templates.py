"""Word files from templates that a company can replace: the only door to docxtpl.

Every value is text and comes out as that text, whatever it holds. The same template and values give the same bytes.
"""

import html
import io
import re
import signal
import threading
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from kvcheck.errors import BadCommand, not_installed
from kvcheck.language.text import Text
from kvcheck.templates.pages import Markup
from kvcheck.templates.sandbox import TOO_MUCH, TemplateProblem, TooMuch, untrusted

LARGEST = 50_000_000
"""The most bytes that a template may unpack to."""
MOST_SEARCHED = 500_000_000
"""The most bytes of one part times its opening braces: the library looks for the end of a tag from each brace on."""
LONGEST = 30
"""Seconds after which filling a template in is given up, where the system has alarms."""

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip file can hold; it stands for all, so that there is no clock in a paper."""

_ILLEGAL = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, and the control characters that docxtpl would turn into tabs, breaks and pages."""

_BEFORE = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""What may stand before the first bracket of a part that is text; an image is no text."""


def render_template(template: bytes, context: Mapping[str, Any], *, title: str = "", day: str | None = None) -> bytes:
    """The document that a template becomes with these values; it is called `title` and made on `day`, if that is given.

    Raises BadCommand if the template is no Word file or asks for what it does not get.
    """
    docxtpl = _docxtpl()
    _refuse_large(template)
    document = docxtpl.DocxTemplate(io.BytesIO(template))
    out = io.BytesIO()
    try:
        with _given_up(LONGEST):
            document.render(dict(context), jinja_env=untrusted(_escaped, context), autoescape=True)
            if day is not None:
                about, made = document.docx.core_properties, datetime.fromisoformat(day)
                about.title, about.created, about.modified = title, made, made
            document.save(out)
    except TooMuch:
        raise BadCommand(TOO_MUCH) from None
    except TemplateProblem as error:
        line = str(error.message or type(error).__name__)
        raise BadCommand(Text("the template: {line}", "양식 파일 오류: {line}", line=line)) from None
    except Exception as error:  # what is wrong with a broken file or a hostile template has no common error
        line = type(error).__name__
        message = Text(
            "the template is no usable Word file ({line})", "양식이 올바른 Word 파일이 아닙니다({line})", line=line
        )
        raise BadCommand(message) from None
    return repacked(out.getvalue())


def text_of(document: bytes) -> str:
    """The letters and digits of a Word file's body, in order: what it says, however it is laid out."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        body = archive.read("word/document.xml").decode(errors="replace")
    return said(html.unescape(re.sub(r"<[^>]*>", "", body)))


def said(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(character for character in text if character.isalnum())


def _docxtpl() -> Any:
    """The library; BadCommand, with the line to type, if it is not installed."""
    try:
        import docxtpl
    except ImportError:
        raise not_installed("docxtpl") from None
    return docxtpl


def _refuse_large(template: bytes) -> None:
    """Raise BadCommand if a file is no Word file, or would be larger than LARGEST bytes unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            entries = archive.infolist()
            large = sum(entry.file_size for entry in entries) > LARGEST
            parts = (archive.read(entry) for entry in entries)
            large = large or any(
                len(part) * part.count(b"{") > MOST_SEARCHED for part in parts if part.lstrip(_BEFORE)[:1] == b"<"
            )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):  # encrypted, cut short
        message = Text("the template is not a Word file (.docx)", "양식이 Word 파일(.docx)이 아닙니다")
        raise BadCommand(message) from None
    if large:
        raise BadCommand(Text("the template is too large", "양식 파일이 너무 큽니다"))


@contextmanager
def _given_up(seconds: int) -> Iterator[None]:
    """Raise TooMuch if what is done takes longer; elsewhere than on a main thread with alarms it runs on."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(number: int, frame: object) -> None:
        del number, frame
        raise TooMuch

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _escaped(value: Any) -> Any:
    """A value on its way into XML. Braces go as references, so that nothing takes them for a template's."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    legal = _ILLEGAL.sub(" ", value)
    return Markup(str(Markup.escape(legal)).replace("{", "&#123;").replace("}", "&#125;"))


def repacked(document: bytes) -> bytes:
    """A zip file with sorted entries and no time of the clock."""
    with zipfile.ZipFile(io.BytesIO(document)) as old:
        return zipped({name: old.read(name) for name in old.namelist()})


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """A zip file of these files, by name, in order and with no time of the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in sorted(entries.items()):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content)
    return out.getvalue()
