"""Buku Rekapitulasi Jumlah Penduduk (Permendagri 47/2016, B.3): each dusun's population through one month.

The numbers of today are known; those of a past month follow by taking back what happened since. People whose first
record was made later were here already, so only births, deaths and moves count.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citizens.code_lists import FEMALE, MALE
from citizens.models import LifeEvent
from citizens.statistics import part_figures
from foundation.tabular.columns import INTEGER, Column
from villages.models import Region

from .movements import ADDING, TAKING, mover_of, person_movements

Kind = LifeEvent.Kind
SIGN: dict[str, int] = {**dict.fromkeys(ADDING, 1), **dict.fromkeys(TAKING, -1)}
# The form has four columns: who is missing or gone stands with those who left, who came back with those who came.
IN_COLUMNS = (
    (Kind.BIRTH,),
    (Kind.MOVE_IN, Kind.RETURN),
    (Kind.DEATH,),
    (Kind.MOVE_OUT, Kind.LOST, Kind.LEFT),
)
HAMLET_CODE_LENGTH = len("35.10.01.2001.01")

TITLE = gettext_lazy("Buku Rekapitulasi Jumlah Penduduk")
RULE = "Permendagri 47/2016, B.3"
COLUMNS = (
    Column(gettext_lazy("Dusun"), width=22),
    Column(gettext_lazy("Awal bulan L"), INTEGER, 9),
    Column(gettext_lazy("Awal bulan P"), INTEGER, 9),
    Column(gettext_lazy("Lahir L"), INTEGER, 7),
    Column(gettext_lazy("Lahir P"), INTEGER, 7),
    Column(gettext_lazy("Datang L"), INTEGER, 7),
    Column(gettext_lazy("Datang P"), INTEGER, 7),
    Column(gettext_lazy("Meninggal L"), INTEGER, 9),
    Column(gettext_lazy("Meninggal P"), INTEGER, 9),
    Column(gettext_lazy("Pindah L"), INTEGER, 7),
    Column(gettext_lazy("Pindah P"), INTEGER, 7),
    Column(gettext_lazy("Akhir bulan L"), INTEGER, 9),
    Column(gettext_lazy("Akhir bulan P"), INTEGER, 9),
    Column(gettext_lazy("Jumlah"), INTEGER, 9),
)


@dataclass
class _Hamlet:
    """People now, by sex, and what happened: in the month, and since its end."""

    now: dict[int, int]
    within: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    since: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def at_end(self, sex: int) -> int:
        return self.now[sex] - self.since[sex]

    def at_start(self, sex: int) -> int:
        return self.at_end(sex) - sum(
            SIGN[kind] * people for (kind, of), people in self.within.items() if of == sex
        )

    def row(self, label: str) -> tuple[str | int, ...]:
        both = (MALE, FEMALE)
        changes = [sum(self.within[kind, sex] for kind in kinds) for kinds in IN_COLUMNS for sex in both]
        end = [self.at_end(sex) for sex in both]
        return (label, *(self.at_start(sex) for sex in both), *changes, *end, sum(end))


def recapitulation_rows(village: Region, first: date, after: date) -> Iterator[tuple[str | int, ...]]:
    """The rows of a month, in the order of `COLUMNS`, and the village's sum last; nothing out of reach.

    Args: first: the month's first day; after: the first day of the next.
    """
    hamlets: dict[str, _Hamlet] = defaultdict(lambda: _Hamlet({MALE: 0, FEMALE: 0}))
    for code, men, women, _families in part_figures(village.code):
        hamlets[code].now = {MALE: men, FEMALE: women}
    for change in person_movements(village.code, first).iterator(chunk_size=2000):
        event, sex = change.event, mover_of(change).sex
        if sex is None:
            continue
        hamlet = hamlets[event.area_code[:HAMLET_CODE_LENGTH]]
        if event.happened_on < after:
            hamlet.within[event.kind, sex] += 1
        else:
            hamlet.since[sex] += SIGN[event.kind]
    names = dict(Region.objects.filter(code__in=list(hamlets)).values_list("code", "name"))
    names[village.code] = str(_("Tanpa dusun"))
    rows = [hamlets[code].row(names.get(code, code)) for code in sorted(hamlets)]
    yield from rows
    if rows:
        yield (str(_("Jumlah")), *(sum(int(row[at]) for row in rows) for at in range(1, len(COLUMNS))))
