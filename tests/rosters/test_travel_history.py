"""The travel history of CBP in the forms in which people bring it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvcheck.errors import CannotCheck
from kvcheck.rosters.travel_history import ARRIVAL, DEPARTURE, Pair, Record, added, pairs, read

STAYS = (Pair("2025-09-03", "2025-11-20"), Pair("2026-06-01", "2026-08-14"))
PASTED = """Travel History Results
Last/Surname: TESTER
Birth Date: 1985 January 01
Passport Number: M00000000
Date\tType\tLocation
1\t2026-08-14\tDeparture\tATL
2\t2026-06-01\tArrival\tATL
3\t2025-11-20\tDeparture\tDTW
4\t2025-09-03\tArrival\tATL
"""


@pytest.mark.parametrize(
    "text",
    [
        PASTED,
        PASTED.replace("\t", ","),
        PASTED.replace("\t", '","'),
        PASTED.replace("\t", "\r\n"),
        PASTED.replace("Departure", "출국").replace("Arrival", "입국"),
        PASTED.replace("Departure", "DEPARTURE").replace("2026-08-14", "August 14, 2026"),
        PASTED.replace("2026-08-14", "08/14/2026").replace("2025-09-03", "09/03/2025"),
        PASTED.replace("2026-08-14", "14 Aug 2026"),
    ],
)
def test_each_form_says_the_same(text: str) -> None:
    """Pasted, CSV, a cell a line, translated by the browser, days by name or in the order of the US."""
    assert read(text.encode(), "history.txt").pairs == STAYS


def test_what_lacks_an_end_stays_open_until_it_is_said() -> None:
    """Two arrivals in a row, a departure without arrival; a record that the user adds closes it."""
    text = PASTED + "5\t2025-03-03\tArrival\tLAX\n6\t2024-12-01\tDeparture\tATL\n"
    found = read(text.encode(), "history.txt").pairs
    assert [pair for pair in found if pair.is_open] == [Pair(None, "2024-12-01"), Pair("2025-03-03", None)]
    closed = read(text.encode(), "history.txt", [added("2025-03-20=departure"), added("2024-11-11=입국")]).pairs
    assert not [pair for pair in closed if pair.is_open]


@pytest.mark.parametrize(
    "line",
    [
        "7\t2024-05-05\tTransit\tATL",
        "7\t2024-05-05 2024-06-06\tArrival",
        "7\t2024-13-05\tArrival",
        "7\t15/03/2024\tArrival",
        "7\t1er mai 2024\tArrival",
        "7\t2024/Mai/05\tDeparture\tATL",
        "7\tden 5. kvetna 2024\tArrival\tPRG",
    ],
)
def test_a_line_that_was_not_understood_does_not_pass(line: str) -> None:
    """A day that is no record, or none at all, is an error; what the line says is not repeated."""
    with pytest.raises(CannotCheck) as refused:
        read((PASTED + line + "\n").encode(), "history.txt")
    told = " ".join(f"{each.message.en} {each.message.ko}" for each in refused.value.problems)
    assert "10" in told
    assert "Transit" not in told


def test_a_year_of_another_age_is_no_month() -> None:
    """A slip of the year is not taken for the day of another year."""
    assert read(b"1\t0012-05-26\tArrival\n", "history.txt").pairs == (Pair("0012-05-26", None),)
    with pytest.raises(CannotCheck):
        read(b"1\t0012-26-05\tArrival\n", "history.txt")


@pytest.mark.parametrize("text", ["", "nothing here\n", "Birth Date: 1985-01-01\n"])
def test_a_file_without_records_is_none(text: str) -> None:
    """Nothing found is an error, not a traveler who never came."""
    with pytest.raises(CannotCheck):
        read(text.encode(), "history.txt")


@given(st.lists(st.integers(0, 400), min_size=2, max_size=12, unique=True), st.randoms())
@settings(max_examples=50)
def test_stays_come_back_whatever_the_order_of_the_lines(days: list[int], random: object) -> None:
    """Records of whole stays make those stays again, in any order; a day of both ends one and begins the next."""
    from datetime import date, timedelta

    ends = [(date(2024, 1, 1) + timedelta(days=each)).isoformat() for each in sorted(days)]
    wanted = [Pair(one, other) for one, other in zip(ends[::2], ends[1::2], strict=False)]
    records = [
        Record(day, kind, 1) for pair in wanted for day, kind in zip(pair, (ARRIVAL, DEPARTURE), strict=True) if day
    ]
    random.shuffle(records)  # type: ignore[attr-defined]
    assert list(pairs(records)) == wanted
