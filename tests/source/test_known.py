"""What an error may repeat: known keys and those near one, as one reads them who misspelled them; days by their key."""

from difflib import SequenceMatcher

import pytest

from kvcheck.source.known import ALIKE, keys, like_a_key, may_show, may_show_key
from kvcheck.source.meant import KEYS, plain


def _as_said(key: str) -> bool:
    """What `like_a_key` says of itself."""
    near = (each for each in keys() if abs(len(key) - len(each)) < 3)
    return key in keys() or plain(key) in KEYS or any(
        SequenceMatcher(None, key.lower(), each).ratio() >= ALIKE for each in near
    )  # fmt: skip


def test_a_key_near_a_known_one_is_found_as_if_all_were_compared() -> None:
    """Whatever is left out first because it cannot be near."""
    slips = [f"{key[:at]}{other}{key[at + cut :]}" for key in sorted(keys())[::9] for at in (0, 1, len(key) - 1)
             for other in ("", "z", "Q") for cut in (0, 1, 2)]  # fmt: skip
    slips += ["Hong", "hong-gd", "국적", "Kim Minsu", "trip s", ""]
    assert {key: like_a_key(key) for key in slips} == {key: _as_said(key) for key in slips}
    assert {like_a_key(key) for key in slips} == {True, False}
    assert not like_a_key("name" * 100)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (("travelers", "kim-ms", "esta", "expires"), True),
        (("trips", "", "arrive"), True),
        (("travelers", "kim-ms", "born"), False),
        (("travelers", "kim-ms", "bornn"), False),
        (("travelers", "kim-ms", "생년월일"), False),
        (("travelers", "kim-ms", "Kim Minsu"), False),
        (("travelers", "kim-ms", "bornn", ""), False),
        ((), False),
    ],
)
def test_a_day_is_shown_behind_a_known_key_only(path: tuple[str, ...], shown: bool) -> None:
    """Behind one that is unknown it may be that of a birth."""
    assert may_show("1988-03-04", path, frozenset()) is shown


def test_ids_are_shown_where_they_are_ids() -> None:
    """A key of a table that is written as one."""
    assert may_show_key("hong-gd", ("travelers",))
    assert not may_show_key("Hong Gildong", ("travelers",))
    assert not may_show_key("hong-gd", ("travelers", "hong-gd"))
