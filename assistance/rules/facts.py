"""What a rule may ask about a family or a person: each fact with its name, its words and where it is known from.

The names are the grammar of rules; the columns are what the one question to the database reads (assistance.matching).
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citizens import code_lists

Value = int | bool


class About(StrEnum):
    """Whom a fact is about."""

    FAMILY = "family"
    PERSON = "person"


class Kind(StrEnum):
    """How a fact is compared."""

    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes_no"
    CHOICE = "choice"
    PROGRAMME = "programme"


class Origin(StrEnum):
    """Where a fact's value comes from, and so who can put it right."""

    REGISTER = "register"
    WELFARE = "welfare"
    ENROLMENTS = "enrolments"


@dataclass(frozen=True)
class Fact:
    """One fact: `column` is its expression in the question's SQL, of our own words only."""

    name: str
    about: About
    kind: Kind
    label: Promise
    column: str
    origin: Origin
    unit: Promise | str = ""
    choices: tuple[tuple[int, str], ...] = ()
    highest: int = 10**12
    # Whether somebody could have recorded it wrongly in a way that a correction mends; an age cannot be argued with.
    correctable: bool = True

    def label_of(self, value: int) -> str:
        """What a choice is called; the number itself for one that the list does not have."""
        return next((label for code, label in self.choices if code == value), str(value))


def _list(codes: code_lists.CodeList) -> tuple[tuple[int, str], ...]:
    return tuple(codes.choices)


_FAMILY = (
    Fact(
        "decile",
        About.FAMILY,
        Kind.NUMBER,
        _("Desil kesejahteraan"),
        "w.decile",
        Origin.WELFARE,
        highest=10,
    ),
    Fact(
        "income",
        About.FAMILY,
        Kind.MONEY,
        _("Penghasilan keluarga sebulan"),
        "w.income",
        Origin.WELFARE,
    ),
    Fact(
        "lost_livelihood",
        About.FAMILY,
        Kind.YES_NO,
        _("Kehilangan mata pencaharian"),
        "w.lost_livelihood",
        Origin.WELFARE,
    ),
    Fact(
        "housing",
        About.FAMILY,
        Kind.CHOICE,
        _("Status rumah"),
        "w.housing",
        Origin.WELFARE,
        choices=((1, _("Milik sendiri")), (2, _("Sewa/kontrak")), (3, _("Menumpang/bebas sewa"))),  # type: ignore[arg-type]
    ),
    Fact(
        "unfit_house",
        About.FAMILY,
        Kind.YES_NO,
        _("Rumah tidak layak huni"),
        "w.unfit_house",
        Origin.WELFARE,
    ),
    Fact(
        "electricity",
        About.FAMILY,
        Kind.NUMBER,
        _("Daya listrik"),
        "w.electricity",
        Origin.WELFARE,
        unit="VA",
        highest=100_000,
    ),
    Fact(
        "farmland",
        About.FAMILY,
        Kind.NUMBER,
        _("Luas lahan tani"),
        "w.farmland",
        Origin.WELFARE,
        unit="m²",
    ),
    Fact(
        "members",
        About.FAMILY,
        Kind.NUMBER,
        _("Jumlah anggota keluarga"),
        "g.members",
        Origin.REGISTER,
        unit=_("orang"),
        highest=99,
    ),
    Fact(
        "village_kind",
        About.FAMILY,
        Kind.CHOICE,
        _("Tinggal di"),
        "v.kind_number",
        Origin.REGISTER,
        choices=((1, "Desa"), (2, "Kelurahan")),
        correctable=False,
    ),
    Fact(
        "receives",
        About.FAMILY,
        Kind.PROGRAMME,
        _("Sudah menerima"),
        "coalesce(a.mask, 0)",
        Origin.ENROLMENTS,
    ),
)
_PERSON = (
    Fact(
        "age",
        About.PERSON,
        Kind.NUMBER,
        _("Umur"),
        "p.birth_date",
        Origin.REGISTER,
        unit=_("tahun"),
        highest=130,
        correctable=False,
    ),
    Fact(
        "sex",
        About.PERSON,
        Kind.CHOICE,
        _("Jenis kelamin"),
        "p.sex",
        Origin.REGISTER,
        choices=_list(code_lists.SEX),
        correctable=False,
    ),
    Fact(
        "marital_status",
        About.PERSON,
        Kind.CHOICE,
        _("Status perkawinan"),
        "p.marital_status",
        Origin.REGISTER,
        choices=_list(code_lists.MARITAL_STATUS),
    ),
    Fact(
        "relation",
        About.PERSON,
        Kind.CHOICE,
        _("Hubungan dalam keluarga"),
        "p.relation",
        Origin.REGISTER,
        choices=_list(code_lists.RELATION),
    ),
    Fact(
        "occupation",
        About.PERSON,
        Kind.CHOICE,
        _("Pekerjaan"),
        "p.occupation",
        Origin.REGISTER,
        choices=_list(code_lists.OCCUPATION),
    ),
    Fact(
        "education",
        About.PERSON,
        Kind.CHOICE,
        _("Pendidikan terakhir"),
        "p.education",
        Origin.REGISTER,
        choices=_list(code_lists.EDUCATION),
    ),
    Fact(
        "current_education",
        About.PERSON,
        Kind.CHOICE,
        _("Pendidikan yang sedang ditempuh"),
        "p.current_education",
        Origin.REGISTER,
        choices=_list(code_lists.CURRENT_EDUCATION),
    ),
    Fact(
        "disability",
        About.PERSON,
        Kind.CHOICE,
        _("Disabilitas"),
        "p.disability",
        Origin.REGISTER,
        choices=_list(code_lists.DISABILITY),
    ),
    Fact("pregnant", About.PERSON, Kind.YES_NO, _("Sedang hamil"), "p.pregnant", Origin.REGISTER),
    Fact(
        "chronically_ill",
        About.PERSON,
        Kind.YES_NO,
        _("Sakit menahun"),
        "p.chronically_ill",
        Origin.REGISTER,
    ),
    Fact(
        "insurance",
        About.PERSON,
        Kind.CHOICE,
        _("Jaminan kesehatan"),
        "p.insurance",
        Origin.REGISTER,
        choices=_list(code_lists.INSURANCE),
    ),
    Fact(
        "residence",
        About.PERSON,
        Kind.CHOICE,
        _("Status kependudukan"),
        "p.residence",
        Origin.REGISTER,
        choices=_list(code_lists.RESIDENCE),
    ),
    Fact(
        "years_here",
        About.PERSON,
        Kind.NUMBER,
        _("Lama tinggal di desa"),
        "p.resident_since",
        Origin.REGISTER,
        unit=_("tahun"),
        highest=130,
    ),
)
FACTS: dict[str, Fact] = {fact.name: fact for fact in (*_FAMILY, *_PERSON)}
DATES = frozenset({"age", "years_here"})
"""Facts that are whole years since a date, so that they change without anybody recording anything."""
