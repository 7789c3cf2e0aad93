"""What a condition is made of."""

from enum import StrEnum

from kvcheck.frozen import Value


class FactSort(StrEnum):
    """The type of a fact."""

    YES_NO = "yes-no"
    NUMBER = "number"
    DATE = "date"
    """Text of the form 2026-12-01, so that days compare as text."""
    TEXT = "text"
    COUNTRY = "country"
    COUNTRIES = "countries"
    CHOICE = "choice"
    CHOICES = "choices"
    KIND = "kind"
    FAMILY = "family"
    FAMILIES = "families"
    VISITS = "visits"
    """Pairs of a country and a day, which may be None."""

    @property
    def is_list(self) -> bool:
        """Whether a fact of this type has several values."""
        return self in (FactSort.COUNTRIES, FactSort.CHOICES, FactSort.FAMILIES)


class Reference(Value):
    """`$name`: a parameter, or another fact."""

    name: str


class Comparison(Value):
    """One fact compared with a value, a list of values, or a reference."""

    fact: str
    operator: str
    operand: object
    many: bool
    """Whether the fact has several values."""


class All(Value):
    """Every part must hold."""

    parts: tuple["Condition", ...]


class AnyOf(Value):
    """At least one part must hold."""

    parts: tuple["Condition", ...]


class Not(Value):
    """The part must not hold."""

    part: "Condition"


class ForSome(AnyOf):
    """What is asked of some only: it does not apply, or is met. The parts are those two, in this order."""

    @classmethod
    def of(cls, when: "Condition", must: "Condition") -> "ForSome":
        """That `must` holds wherever `when` does."""
        return cls((Not(when), must))

    @property
    def when(self) -> "Condition":
        """To whom it applies."""
        [spared, _] = self.parts
        assert isinstance(spared, Not)
        return spared.part

    @property
    def must(self) -> "Condition":
        """What has to hold of them."""
        return self.parts[1]


Condition = Comparison | All | AnyOf | Not
