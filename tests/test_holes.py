"""Ways past the checker that were found and closed: each stays closed."""

import os
from pathlib import Path

import pytest

from tests.support import AS_OF, MINIMAL, changed, deciding, judge, kvcheck, problems, verdict

ACTIVITIES = MINIMAL[MINIMAL.index("      - {kind: install") :]
INSTALL = "      - {kind: install, mode: perform, equipment: charger, description: 화성 충방전기 설치}\n"


def with_activities(*lines: str) -> str:
    """The minimal plan with other activities."""
    return MINIMAL.replace(ACTIVITIES, "".join(f"      - {{{line}}}\n" for line in lines))


@pytest.mark.parametrize(
    "extra",
    ["to: 2026-05-01", "from: 2030-01-01", "from: 2027-03-01"],
)
def test_one_date_does_not_move_an_activity_out_of_its_trip(extra: str) -> None:
    """An activity with only one end stated must still lie in its trip."""
    text = with_activities(f"kind: install, mode: perform, equipment: charger, {extra}")
    assert problems(text) or verdict(text) != "permitted"


@pytest.mark.parametrize("kind", ["advise", "site-visit", "independent-research", "meeting"])
def test_a_business_kind_does_not_hide_work_on_equipment(kind: str) -> None:
    """A visit that is described as installing, repairing and commissioning is never simply permitted."""
    text = with_activities(f"kind: {kind}, description: '장비 설치, 조립, 레벨링 및 시운전, 수리'")
    assert verdict(text) != "permitted"


@pytest.mark.parametrize(
    "said", ["weld pipes by hand together with the crew", "배관을 직접 용접하며 작업자와 함께 작업"]
)
@pytest.mark.parametrize("mode", ["supervise", "observe"])
def test_a_supervisor_who_lends_a_hand_is_asked_about(said: str, mode: str) -> None:
    """Supervising building work is permitted; a description that tells of own hands is asked about."""
    quiet = f"kind: plant-piping, mode: {mode}, crew: us-workers"
    assert verdict(with_activities(quiet)) == "permitted"
    assert verdict(with_activities(f"{quiet}, description: {said}")) == "undetermined"


@pytest.mark.parametrize(
    "said",
    [
        "Rohre eigenhändig schweißen", "soude les tuyaux à la main", "suelda las tuberías a mano",
        "salda i tubi a mano", "solda os tubos com as próprias mãos", "自分で配管を溶接する", "亲手焊接管道",
        "spawa rury własnoręcznie", "vlastnoručně svařuje potrubí", "ročno vari cevi", "boruları bizzat kaynak yapar",
        "tự tay hàn ống", "เชื่อมท่อด้วยมือ", "сам сваривает трубы",
    ],
)  # fmt: skip
def test_own_hands_are_read_in_every_language(said: str) -> None:
    """Whatever the language, also where the act itself is a word that nobody listed."""
    text = with_activities(f"kind: plant-piping, mode: supervise, crew: us-workers, description: '{said}'")
    assert verdict(text) == "undetermined"


@pytest.mark.parametrize(
    "said",
    [
        "supervises the US crew in person, no work by hand",
        "배관 작업자를 직접 감독",
        "überwacht persönlich die Rohrschweißer",
        "監督は現地作業員による配管工事",
        "监督当地工人焊接管道",
    ],
)
def test_a_supervisor_in_person_lends_no_hand(said: str) -> None:
    """Words such as by hand and 직접 count with what they are said of."""
    assert (
        verdict(with_activities(f"kind: plant-piping, mode: supervise, crew: us-workers, description: '{said}'"))
        == "permitted"
    )


def test_another_contract_does_not_lend_its_clause() -> None:
    """The clause must stand in the contract by which this equipment was bought."""
    other = (
        "  po-9: {kind: equipment-sale, seller: hwasung, buyer: plant-co, signed: 2026-01-01, requires: [install]}\n"
    )
    text = changed(
        ("requires: [install, commission, train]", "requires: []"),
        ("travelers:\n", f"{other}travelers:\n"),
        (ACTIVITIES, "      - {kind: install, mode: perform, equipment: charger, contract: po-9}\n"),
    )
    assert verdict(text) == "not_permitted"
    assert "install-service-repair" in deciding(text)


def test_a_company_does_not_sell_to_itself() -> None:
    """Seller and buyer must be two companies."""
    [problem] = problems(changed(("buyer: plant-co", "buyer: hwasung")))
    assert "same company" in problem.message.en


def test_a_contract_signed_after_the_work_grants_nothing() -> None:
    """What is signed in 2028 obliges nobody in 2026."""
    assert verdict(changed(("signed: 2026-03-02", "signed: 2028-01-01"))) == "not_permitted"


def subcontracted(first: str, second: str) -> str:
    """The minimal plan with a fitter of a sub-supplier, and two subcontracts in this order."""
    return changed(
        ("  plant-co: {name", "  fitter-co: {name: Fitter, country: KR}\n  plant-co: {name"),
        ("employer: hwasung\n    paid_by: hwasung", "employer: fitter-co\n    paid_by: fitter-co"),
        ("travelers:\n", f"  a: {{{first}}}\n  b: {{{second}}}\ntravelers:\n"),
        (ACTIVITIES, INSTALL),
    )


def test_the_best_chain_counts_whatever_the_order() -> None:
    """A subcontract that does not name the work does not spoil one that does."""
    good = "kind: subcontract, buyer: hwasung, seller: fitter-co, signed: 2026-02-01, requires: [install]"
    poor = "kind: subcontract, buyer: hwasung, seller: fitter-co, signed: 2026-02-01, requires: [train]"
    assert verdict(subcontracted(good, poor)) == verdict(subcontracted(poor, good)) == "permitted"
    late = good.replace("2026-02-01", "2027-06-01")
    assert verdict(subcontracted(late, poor)) == "not_permitted"


@pytest.mark.parametrize(
    "swap",
    [
        ("nationality: [KR]", "nationality: [KR, US]"),
        ("passport: {issued_by: KR", "passport: {issued_by: JP"),
        ("country: KR}", "country: PR}"),
    ],
)
def test_papers_and_countries_must_agree(swap: tuple[str, str]) -> None:
    """A US national, a passport of another country, and a seller in a US territory."""
    assert verdict(changed(swap)) == "not_permitted"


def test_a_country_that_does_not_exist_is_refused() -> None:
    """Codes are those of ISO 3166, and nothing may stand behind them."""
    assert problems(changed(("country: KR}", "country: XX}")))
    assert problems(changed(("hwasung: {name: Hwasung Engineering, country: KR}", 'hwasung: {country: "US\\n"}')))
    assert problems(changed(("id: kim-1", 'id: "kim-1\\n"')))


def legs(*stays: tuple[str, str, str]) -> str:
    """The minimal plan with several trips: arrival, departure, and what else a trip says."""
    head, tail = MINIMAL[: MINIMAL.index("  - id: kim-1")], ACTIVITIES
    trips = [
        f"  - id: kim-{n}\n    traveler: kim-ms\n    class: esta\n    arrive: {arrive}\n    depart: {depart}\n{extra}"
        f"    activities:\n{tail}"
        for n, (arrive, depart, extra) in enumerate(stays, 1)
    ]
    return head + "".join(trips)


BACK = "    arrive_from: CA\n"


def test_the_clock_runs_on_over_every_side_trip() -> None:
    """Three legs joined by side trips are one stay, counted from the first admission."""
    text = legs(
        ("2027-01-01", "2027-02-20", ""), ("2027-02-24", "2027-03-25", BACK), ("2027-03-29", "2027-05-10", BACK)
    )
    assert [trip.verdict.value for trip in judge(text).trips] == ["permitted", "permitted", "not_permitted"]
    assert "side-trips-no-restart" in deciding(text)


def test_coming_back_from_home_starts_a_new_count() -> None:
    """`arrive_from` a country that is no neighbor is a new stay."""
    text = legs(("2027-01-01", "2027-02-20", ""), ("2027-04-24", "2027-06-25", "    arrive_from: KR\n"))
    assert {trip.verdict.value for trip in judge(text).trips} == {"permitted"}


def test_a_stay_of_long_ago_is_not_the_one_before_a_side_trip() -> None:
    """Who comes back from Canada two years after the last known stay is asked for the first admission."""
    text = legs(("2027-01-01", "2027-02-20", BACK)).replace(
        "    nationality: [KR]", "    us_stays: [{arrive: 2024-11-01, depart: 2024-12-01}]\n    nationality: [KR]"
    )
    assert verdict(text) == "undetermined"
    assert deciding(text) == {"side-trips-no-restart"}


def test_nobody_leaves_and_returns_on_one_day() -> None:
    """Two trips that touch are no two journeys, unless the second follows a side trip."""
    touching = legs(("2027-01-01", "2027-02-10", ""), ("2027-02-10", "2027-03-10", ""))
    assert "trips-overlap" in deciding(touching)
    assert verdict(legs(("2027-01-01", "2027-02-10", ""), ("2027-02-10", "2027-03-10", BACK))) == "permitted"


def test_the_days_before_a_list_began_are_judged() -> None:
    """A day before the first value of a parameter is judged without it, not refused with a defect."""
    assert verdict(changed(("2026-12-01", "2019-12-01"), ("2027-01-20", "2020-01-20"))) in (
        "undetermined",
        "not_permitted",
    )
    assert problems(changed(("arrive: 2026-12-01", "arrive: 0001-01-01")))


@pytest.mark.parametrize("name", ["linked", "PLAN.YAML", "pipe.yaml"])
def test_nothing_in_a_folder_is_left_out(tmp_path: Path, name: str) -> None:
    """Every YAML file counts, whatever its letters; what is no file is an error."""
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "good.yaml").write_text(MINIMAL, encoding="utf-8")
    barred = changed(("kind: install, mode", "kind: welding, mode"), ("id: kim-1", "id: kim-2"))
    trips = "kvcheck: 1\n" + barred[barred.index("trips:") :]
    if name == "linked":
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "bad.yaml").write_text(trips, encoding="utf-8")
        (folder / name).symlink_to(tmp_path / "elsewhere")
    elif name == "pipe.yaml":
        os.mkfifo(folder / name)
    else:
        (folder / name).write_text(trips, encoding="utf-8")
    ran = kvcheck("check", folder, "--as-of", AS_OF)
    assert ran.code == (1 if name == "PLAN.YAML" else 3), ran.out + ran.err


def test_a_report_does_not_take_the_place_of_a_plan(tmp_path: Path) -> None:
    """`--output` onto the plan itself is refused, and the plan is as it was."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(MINIMAL, encoding="utf-8")
    assert kvcheck("check", plan, "--output", plan).code == 2
    assert plan.read_text(encoding="utf-8") == MINIMAL


@pytest.mark.parametrize("cache", ["/proc/nowhere", "/dev/null"])
def test_a_cache_that_cannot_be_used_is_no_obstacle(cache: str) -> None:
    """Where nothing can be kept, the packs are read again."""
    assert kvcheck("check", "tests/plans/minimal.yaml", "--as-of", AS_OF, env={"KVCHECK_CACHE": cache}).code == 0


def test_a_damaged_cache_is_read_again(tmp_path: Path) -> None:
    """An entry that is cut off, or of another kind, does no harm."""
    env = {"KVCHECK_CACHE": str(tmp_path)}
    first = kvcheck("check", "tests/plans/minimal.yaml", "--as-of", AS_OF, env=env)
    entries = sorted(tmp_path.rglob("*.json"))
    assert entries
    entries[0].write_bytes(entries[0].read_bytes()[:100])
    entries[1].write_bytes(entries[2].read_bytes())
    assert kvcheck("check", "tests/plans/minimal.yaml", "--as-of", AS_OF, env=env) == first


@pytest.mark.parametrize(
    "line",
    [
        'name: "Canary, Bird"',
        "name: 'Canary, Bird'",
        "name: Canary Bird",
        "nmae: Canary",
        "born: 1999-99-99",
        '"name": Canary',
        'name: "Can\\"ary, Canary"',
    ],
)
def test_an_error_on_a_private_line_does_not_show_it(tmp_path: Path, line: str) -> None:
    """Where a line is quoted, the values that name a person are dots."""
    text = changed(("    nationality: [KR]", f"    {line}\n    zip: 1\n    nationality: [KR]"))
    flow = changed(("passport: {issued_by: KR,", f"passport: {{{line}, number: Canary, bad: 1, issued_by: KR,"))
    for each in (text, flow):
        path = tmp_path / "plan.yaml"
        path.write_text(each, encoding="utf-8")
        ran = kvcheck("check", path)
        assert ran.code == 3
        assert "anary" not in ran.err
        assert "1999-99-99" not in ran.err
