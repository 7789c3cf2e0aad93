"""The columns of a roster: their headings, the place of each in the plan, and what its schema allows there."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from kvcheck.frozen import NamedTuple
from kvcheck.language.text import Text
from kvcheck.rosters.column import Column, Of, Sort, about_of, column_of
from kvcheck.rosters.known import known, sheet_headings

__all__ = ["COLUMNS", "SLOTS", "Column", "Field", "Of", "Sort"]

SLOTS = 5
"""The number of activities in one row; a trip with more goes on in the next row."""


_DAY = Text("a day: 2026-12-01", "날짜: 2026-12-01")
_COMPANY = Text("a company of the plan, by its id or its name", "계획에 있는 회사의 식별자 또는 이름")
_YES = Text("yes or no; leave it empty if you do not know", "예 또는 아니요. 모르면 비워 두십시오")

_ROSTER: tuple[Column, ...] = (
    column_of(
        "traveler", Of.TRAVELER, "", Text("Traveler", "출장자 ID"),
        Text(
            "the id of the traveler, such as a staff number; no name is needed",
            "출장자 식별자(사번 등). 이름은 필요 없습니다",
        ),
    ),
    column_of(
        "trip", Of.TRIP, "", Text("Trip", "출장 ID"),
        Text(
            "the id of the trip, one entry to the US; empty for a traveler without a trip",
            "출장 식별자(미국 입국 1회). 출장이 없는 출장자는 비워 둡니다",
        ),
    ),
    column_of(
        "name", Of.TRAVELER, "name", Text("Name", "성명"),
        Text("only for letters and cards", "서류용으로만 씁니다"),
    ),
    column_of(
        "born", Of.TRAVELER, "born", Text("Date of birth", "생년월일"),
        Text("only for letters", "서류용으로만 씁니다"),
    ),
    column_of(
        "nationality", Of.TRAVELER, "nationality", Text("Nationality", "국적"),
        Text("two-letter codes, the one of the passport first: KR, US", "두 글자 국가 코드(여권 국적 먼저): KR, US"),
    ),
    column_of(
        "residence", Of.TRAVELER, "residence", Text("Residence", "거주 국가"),
        Text(
            "country of residence, if it is not that of an employer abroad",
            "거주 국가(미국 밖 고용주의 국가와 다른 경우)",
        ), common=False,
    ),
    column_of(
        "job", Of.TRAVELER, "job", Text("Job", "직무"),
        Text("what the traveler does, in a few words", "담당 직무(간단히)"),
    ),
    column_of(
        "role", Of.TRAVELER, "role", Text("Role in the US", "미국 내 역할"),
        Text("role during the stay, for classes that ask for it", "미국 체류 중의 역할(필요한 체류자격만)"),
        common=False,
    ),
    column_of("employer", Of.TRAVELER, "employer", Text("Employer", "고용주"), _COMPANY, table="companies"),
    column_of("paid_by", Of.TRAVELER, "paid_by", Text("Paid by", "급여 지급 회사"), _COMPANY, table="companies"),
    column_of("expenses_paid_by", Of.TRAVELER, "expenses_paid_by", Text("Expenses paid by", "경비 부담 회사"), _COMPANY,
            table="companies", common=False),
    column_of(
        "essential", Of.TRAVELER, "expertise.essential", Text("Essential expertise", "필수 전문지식"),
        Text(
            "yes or no: knowledge essential to what the contract requires of the seller",
            "예/아니요: 계약상 판매자 의무 이행에 필수적인 특화된 전문지식",
        ),
    ),
    column_of(
        "scarce", Of.TRAVELER, "expertise.scarce_in_us", Text("Scarce in the US", "미국 내 희소 전문성"),
        Text("yes or no: expertise not widely available in the US", "예/아니요: 미국에서 널리 구할 수 없는 전문성"),
        common=False,
    ),
    column_of(
        "evidence", Of.TRAVELER, "expertise.evidence", Text("Evidence of expertise", "전문성 입증 자료"),
        Text(
            "what proves it, separated by semicolons: maker-certificate; cv",
            "입증 자료(쌍반점으로 구분): maker-certificate; cv",
        ),
    ),
    column_of(
        "passport_issued_by", Of.TRAVELER, "passport.issued_by", Text("Passport issued by", "여권 발급국"),
        Text("two-letter code: KR", "두 글자 국가 코드: KR"),
    ),
    column_of(
        "passport_number", Of.TRAVELER, "passport.number", Text("Passport number", "여권번호"),
        Text("only for letters", "서류용으로만 씁니다"),
    ),
    column_of("passport_expires", Of.TRAVELER, "passport.expires", Text("Passport expires", "여권 만료일"), _DAY),
    column_of(
        "passport_electronic", Of.TRAVELER, "passport.electronic", Text("E-passport", "전자여권"),
        Text("yes or no: a passport with a chip", "예/아니요: 칩이 있는 여권"),
    ),
    column_of(
        "esta_status", Of.TRAVELER, "esta.status", Text("ESTA", "ESTA"),
        Text(
            "status of the ESTA; approved means for this passport, and no answer has changed since; or none",
            "ESTA 상태. 승인은 현재 여권으로 승인되었고 이후 답변 변동이 없음을 뜻합니다. 없으면 없음",
        ),
    ),
    column_of("esta_expires", Of.TRAVELER, "esta.expires", Text("ESTA expires", "ESTA 만료일"), _DAY),
    column_of(
        "esta_disclosed", Of.TRAVELER, "esta.refusals_disclosed",
        Text("Refusals disclosed on ESTA", "ESTA 거절 이력 기재"),
        Text("yes or no: every earlier refusal stood on the form", "예/아니요: 과거 거절 이력을 모두 기재했는지"),
        common=False,
    ),
    column_of(
        "visa_class", Of.TRAVELER, "visa.class", Text("Visa", "비자"),
        Text("class printed on the visa, or none", "비자에 적힌 종류. 없으면 없음"),
    ),
    column_of("visa_issued", Of.TRAVELER, "visa.issued", Text("Visa issued", "비자 발급일"), _DAY, common=False),
    column_of("visa_expires", Of.TRAVELER, "visa.expires", Text("Visa expires", "비자 만료일"), _DAY),
    column_of(
        "visa_annotation", Of.TRAVELER, "visa.annotation", Text("Visa annotation", "비자 주석"),
        Text(
            "none if nothing is printed beside the class; else fill the columns of the annotation",
            "종류 외에 적힌 것이 없으면 없음, 있으면 주석 열에 적습니다",
        ), common=False,
    ),
    column_of("annotation_employer", Of.TRAVELER, "visa.annotation.employer",
            Text("Annotated employer", "주석의 고용주"),
            Text("the company named on the visa, by its id", "비자에 적힌 회사의 식별자"), common=False),
    column_of("annotation_project", Of.TRAVELER, "visa.annotation.project",
            Text("Annotated project", "주석의 프로젝트"),
            Text("the project named on the visa, by its id", "비자에 적힌 프로젝트의 식별자"), common=False),
    column_of("annotation_site", Of.TRAVELER, "visa.annotation.site", Text("Annotated site", "주석의 현장"),
            Text("the site named on the visa, by its id", "비자에 적힌 현장의 식별자"), common=False),
    column_of("annotation_ends", Of.TRAVELER, "visa.annotation.ends", Text("Annotated end", "주석의 종료일"), _DAY,
            common=False),
    column_of("visa_refused", Of.TRAVELER, "declares.visa_refused", Text("Visa ever refused", "비자 거절 이력"), _YES),
    column_of("entry_refused", Of.TRAVELER, "declares.entry_refused",
            Text("Entry ever refused", "입국 거부 이력"), _YES),
    column_of("overstayed", Of.TRAVELER, "declares.overstayed", Text("Ever overstayed", "체류 위반 이력"), _YES),
    column_of("warned_at_port", Of.TRAVELER, "declares.warned_at_port",
            Text("Ever warned at the port", "입국 심사 경고 이력"), _YES, common=False),
    column_of(
        "listed_country_visits", Of.TRAVELER, "declares.listed_country_visits",
        Text("Visits to listed countries", "지정 국가 방문"),
        Text(
            "country and last day, separated by semicolons: IQ 2015-03-01; none if never",
            "국가와 마지막 체류일(쌍반점으로 구분): IQ 2015-03-01. 없으면 없음",
        ),
    ),
    column_of(
        "us_stays", Of.TRAVELER, "us_stays", Text("Earlier US stays", "과거 미국 체류"),
        Text(
            "first and last day, class if known, separated by semicolons: 2026-03-02 ~ 2026-04-10 esta; none if none",
            "입국일과 출국일, 체류자격(쌍반점으로 구분): 2026-03-02 ~ 2026-04-10 esta. 없으면 없음",
        ), common=False,
    ),
    column_of(
        "class", Of.TRIP, "class", Text("Class", "체류자격"),
        Text("the class the traveler will be admitted in: ESTA, B-1", "입국할 체류자격: ESTA, B-1"),
    ),
    column_of("site", Of.TRIP, "site", Text("Site", "현장"),
            Text("a site of the plan; the project's if empty", "계획에 있는 현장(비우면 프로젝트의 현장)"),
            table="sites"),
    column_of("project", Of.TRIP, "project", Text("Project", "프로젝트"),
            Text("the id of the project; the plan's if empty", "프로젝트 식별자(비우면 계획의 프로젝트)"),
            common=False),
    column_of("filing", Of.TRIP, "filing", Text("Filing", "신청"),
            Text("the filing it rests on, or none", "근거가 되는 신청. 없으면 없음"), table="filings",
            common=False),
    column_of("arrive", Of.TRIP, "arrive", Text("Arrive", "미국 입국일"),
            Text("day of arrival in the US", "미국에 도착하는 날")),
    column_of("depart", Of.TRIP, "depart", Text("Depart", "미국 출국일"),
            Text("day of departure from the US", "미국을 떠나는 날")),
    column_of("kind", Of.ACTIVITY, "kind", Text("Activity {number} kind", "활동 {number} 종류"),
            Text("a kind of the catalogue, from the list of values", "활동 목록에 있는 종류(허용 값 목록 참조)")),
    column_of("mode", Of.ACTIVITY, "mode", Text("Activity {number} mode", "활동 {number} 역할"),
            Text("what the traveler does in it", "활동에서 출장자의 역할")),
    column_of("equipment", Of.ACTIVITY, "equipment", Text("Activity {number} equipment", "활동 {number} 장비"),
            Text("equipment of the plan", "계획에 있는 장비"), table="equipment"),
    column_of("description", Of.ACTIVITY, "description", Text("Activity {number} description", "활동 {number} 내용"),
            Text("what is done, in your own words", "실제 작업 내용")),
    column_of("contract", Of.ACTIVITY, "contract", Text("Activity {number} contract", "활동 {number} 계약"),
            Text("the contract, if not the equipment's; none if none", "장비 계약과 다른 경우의 계약. 없으면 없음"),
            table="contracts", common=False),
    column_of("site", Of.ACTIVITY, "site", Text("Activity {number} site", "활동 {number} 현장"),
            Text("the site, if it is not the trip's", "출장의 현장과 다른 경우의 현장"), table="sites", common=False),
    column_of("from", Of.ACTIVITY, "from", Text("Activity {number} from", "활동 {number} 시작일"),
            Text("first day; the day of arrival if empty", "시작일(비우면 입국일)"), common=False),
    column_of("to", Of.ACTIVITY, "to", Text("Activity {number} to", "활동 {number} 종료일"),
            Text("last day; the day of departure if empty", "종료일(비우면 출국일)"), common=False),
    column_of("crew", Of.ACTIVITY, "crew", Text("Activity {number} crew", "활동 {number} 실제 작업자"),
            Text("who does the work that is supervised or taught", "감독·교육 대상 작업을 실제로 하는 사람"),
            common=False),
    column_of("trainees", Of.ACTIVITY, "trainees", Text("Activity {number} trainees", "활동 {number} 교육 대상"),
            Text("who is trained", "교육받는 사람"), common=False),
)  # fmt: skip
"""The columns of a roster that have words of their own."""

_TABLES = {
    "employer": "companies", "paid_by": "companies", "expenses_paid_by": "companies", "fee_paid_by": "companies",
    "supplier": "companies", "seller": "companies", "real_seller": "companies", "buyer": "companies",
    "host": "companies", "filed_by": "companies", "contract": "contracts", "site": "sites", "sites": "sites",
}  # fmt: skip
"""The table whose ids stand at a key of the plan."""


def further(of: Of) -> Iterator[Column]:
    """The other columns of a thing: every place of the plan that `rules/rosters/sheets.yaml` has a heading for."""
    taken = {column.name for column in _ROSTER}
    for path, (en, ko) in sheet_headings(of.value).items():
        steps = tuple(path.split("."))
        own = "_".join(steps)
        in_roster = of in (Of.TRAVELER, Of.TRIP, Of.ACTIVITY) and own not in taken
        name = own if in_roster and path not in ("id", "documents") else f"{of.value}_{own}"
        heading = Text(en, ko)
        table = "" if path == "id" or path.startswith("visa.annotation") else _TABLES.get(steps[-1], "")
        yield column_of(name, of, path, heading, about_of(of, steps, heading), table=table, common=False)


COLUMNS: tuple[Column, ...] = (
    *_ROSTER,
    *(column for of in (Of.TRAVELER, Of.TRIP, Of.ACTIVITY) for column in further(of)),
)
"""Every column of a roster that is read, in the order in which they are written."""


class Field(NamedTuple):
    """A column as it stands in a sheet: an activity's has a number."""

    column: Column
    slot: int = 0
    """The number of the activity in the row, from 1; 0 for travelers and trips."""

    def __repr__(self) -> str:
        return f"<{self.name}>"  # the whole column would hide a row of them

    @property
    def name(self) -> str:
        """The name that is the same in every language."""
        return f"activity_{self.slot}_{self.column.name}" if self.slot else self.column.name

    @property
    def heading(self) -> Text:
        """The heading that is written above it."""
        return self.column.heading.filled(number=self.slot) if self.slot else self.column.heading


TRAVELER, TRIP = Field(COLUMNS[0]), Field(COLUMNS[1])
"""The columns of the ids."""


@cache
def fields() -> tuple[Field, ...]:
    """Every column as it may stand in a sheet, in the order in which they are written."""
    once = [Field(column) for column in COLUMNS if column.of is not Of.ACTIVITY]
    slots = range(1, SLOTS + 1)
    return (*once, *(Field(column, slot) for slot in slots for column in COLUMNS if column.of is Of.ACTIVITY))


@cache
def headings() -> Mapping[str, Field]:
    """Every heading that is understood, as `plain_heading` gives it."""
    found: dict[str, Field] = {}
    for field in fields():
        for heading in (field.name, *field.heading.sentences, *also(field)):
            found.setdefault(plain_heading(heading), field)
    for field in fields():  # a key of an activity by itself is the first one's, where it may mean nothing else
        name = plain_heading(field.column.name)
        if field.slot == 1 and name not in known().perhaps:
            found.setdefault(name, field)
    return found


def also(field: Field) -> tuple[str, ...]:
    """Further headings that are understood for a field."""
    tables = known().headings
    if not field.slot:
        return tables.get(field.name, ())
    numbered = (each.format(field.slot) for each in tables.get(field.column.name, ()) if "{}" in each)
    return (*numbered, *(tables.get(f"{field.column.name}_1", ()) if field.slot == 1 else ()))


@cache
def columns_by_name() -> Mapping[str, Field]:
    """Every field by the names that options and settings have for it: without a number, an activity is the first."""
    found = {field.name: field for field in fields()}
    for field in fields():
        if field.slot == 1:
            found.setdefault(field.column.name, field)
    return found


_MARKED = re.compile(r"(\s*[(\[]\s*(required|optional|필수|선택|[ymd년월일./ -]+)\s*[)\]]|\s*\*+)+\s*$")
"""What people add to a heading and what changes nothing: that it has to be filled, or the form of a date."""


def plain_heading(text: str) -> str:
    """A heading as it is compared: letters and digits only, without case."""
    bare = _MARKED.sub("", unicodedata.normalize("NFKC", text).casefold())
    return "".join(filter(str.isalnum, bare))
