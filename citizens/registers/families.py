"""The list of families (daftar keluarga) of a village: KK number, head, how many live in it, where."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from citizens import code_lists
from citizens.models import Family
from foundation.access.roles import within
from foundation.tabular.columns import DIGITS, INTEGER, Column

from .books import Part, PopulationBook, Reader


def open_families(part: Part) -> QuerySet[Family]:
    """The families in which somebody lives, by place and number."""
    families = Family.objects.filter(within([part.area]), closed_on=None).select_related("head")
    living = Count("members", filter=Q(members__status=code_lists.ALIVE))
    return families.annotate(living=living).order_by("area_code", "number", "id")


def _row(family: Any, reader: Reader) -> tuple[Any, ...]:
    head = family.head
    return (
        reader.number(family.number) or str(_("masih diurus")),
        head.name if head else "",
        reader.number(head.nik if head else None),
        family.living,
        family.address,
        reader.places[family.area_code],
    )


FAMILIES = PopulationBook(
    slug="keluarga",
    title=_("Daftar Keluarga"),
    rule="Permendagri 47/2016, B.1",
    columns=(
        Column(_("No."), INTEGER, 6),
        Column(_("Nomor KK"), DIGITS, 18),
        Column(_("Kepala keluarga"), width=26),
        Column(_("NIK kepala keluarga"), DIGITS, 18),
        Column(_("Jumlah anggota"), INTEGER, 9),
        Column(_("Alamat"), width=30),
        Column(_("Dusun, RW, dan RT"), width=22),
    ),
    entries=open_families,
    row=_row,
    empty=_("Daftar ini terisi begitu penduduk dicatat atau diimpor."),
)
