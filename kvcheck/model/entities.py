"""The entities of a plan by their keys, so that a misspelled key is an error of types and not a fact that is unknown.

At run time an entity is the mapping it was read as. The keys are those of the plan schema; a test holds them to it.
"""

from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from kvcheck.errors import Place
from kvcheck.source import Node

ProjectKey = Literal[
    "id", "name", "ends", "site", "contacts",
]  # fmt: skip
SiteKey = Literal[
    "name", "street", "city", "state", "host", "host_keeps_papers", "contractor_license", "installer_license",
    "public_money", "host_technology_reviewed", "phase", "rules",
]  # fmt: skip
CompanyKey = Literal[
    "name", "country", "group", "address", "signer", "links", "owners", "treaty_trade_percent", "trade_substantial",
    "investment_substantial", "new_office", "subcontract",
]  # fmt: skip
EquipmentKey = Literal[
    "name", "nature", "use", "made_in", "acquired", "supplier", "contract", "handed_over", "export_reviewed",
    "serials",
]  # fmt: skip
ContractKey = Literal[
    "kind", "name", "number", "scope", "seller", "real_seller", "buyer", "signed", "requires", "clause", "price",
    "service_until", "warranty_months", "warranty_from",
]  # fmt: skip
FilingKey = Literal[
    "class", "title", "filed_by", "status", "filed_on", "from", "until", "sites", "duties", "blanket",
    "through_us_agent", "labor_certification", "payment", "need", "need_months", "job_contractor", "own_need",
    "profession_listed", "training_plan", "productive_work", "two_year_rule", "fills_staff_job", "available_at_home",
    "export_reviewed",
]  # fmt: skip
TravelerKey = Literal[
    "name", "born", "job", "nationality", "role", "supervises", "degree", "years_experience", "job_needs_degree",
    "months_employed_abroad", "year_abroad_in_capacity", "hl_days", "us_work_intermittent", "already_skilled",
    "english", "us_days_by_year", "safety_training", "salary_usd", "coverage_certificate", "residence",
    "residence_status", "nationality_by_investment", "domicile_years", "employer", "paid_by", "fee_paid_by",
    "expenses_paid_by", "pay_recharged_to_us", "expertise", "passport", "esta", "visa", "declares", "documents",
    "us_stays", "own",
]  # fmt: skip
TripKey = Literal[
    "id", "traveler", "class", "site", "project", "filing", "documents", "lodging", "carries", "directed_by",
    "labor_for_hire", "primarily_off_site", "arrive", "depart", "arrive_from", "carrier", "admitted_until",
    "extension", "first_admitted", "own", "activities",
]  # fmt: skip
ActivityKey = Literal[
    "id", "kind", "mode", "from", "to", "equipment", "contract", "site", "crew", "trainees", "content", "for",
    "crosses_border", "output_sold", "goods_made_in", "description", "own",
]  # fmt: skip

if TYPE_CHECKING:
    _Key = TypeVar("_Key", bound=str)

    # A narrower key is the point, though by the letter it is no dict any more.
    class _Keyed(Node, Generic[_Key]):
        """A mapping of a plan with the keys of one kind of entity."""

        def __getitem__(self, key: _Key, /) -> Any: ...  # type: ignore[override]
        def get(self, key: _Key, default: object = None, /) -> Any: ...  # type: ignore[override]
        def key_place(self, key: _Key) -> Place: ...  # type: ignore[override]
        def value_place(self, key: _Key) -> Place: ...  # type: ignore[override]

    class Trip(_Keyed[TripKey]):
        """A trip, whose activities are entities too."""

        @overload  # type: ignore[override]
        def __getitem__(self, key: Literal["activities"], /) -> "list[Activity]": ...
        @overload
        def __getitem__(self, key: TripKey, /) -> Any: ...
        def __getitem__(self, key: TripKey, /) -> Any: ...

    Project = _Keyed[ProjectKey]
    Site = _Keyed[SiteKey]
    Company = _Keyed[CompanyKey]
    Equipment = _Keyed[EquipmentKey]
    Contract = _Keyed[ContractKey]
    Filing = _Keyed[FilingKey]
    Traveler = _Keyed[TravelerKey]
    Activity = _Keyed[ActivityKey]
else:
    Project = Site = Company = Equipment = Contract = Filing = Traveler = Trip = Activity = Node
