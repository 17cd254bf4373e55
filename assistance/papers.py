"""The printed pack of a village meeting: candidates, attendance, minutes, and the list for the notice board."""

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from assistance.models import Candidate, Meeting
from citizens.formatting import long_date
from foundation.documents.lists import Signatory, list_pdf
from foundation.tabular.columns import INTEGER, Column
from villages.models import Official, Region
from villages.queries import holder_of

ATTENDANCE_LINES = 40
Content = tuple[str, list[Column], Sequence[Sequence[Any]], list[str]]
"""Title, columns, rows, and the lines beneath."""
PAPERS = ("calon", "daftar-hadir", "berita-acara", "pengumuman")


def paper_pdf(meeting: Meeting, paper: str) -> bytes:
    """One paper of the pack as PDF. Raises RenderFailed; KeyError for a paper that there is not."""
    # A village files its papers in Indonesian, whatever language the page is in.
    with translation.override("id"):
        title, columns, rows, notes = _CONTENTS[paper](meeting)
        village = meeting.village
        return list_pdf(
            title,
            columns,
            rows,
            heading=[_("PEMERINTAH %(office)s") % {"office": village.official_title.upper()}],
            subtitle=f"{meeting.programme.name}, {long_date(meeting.held_on)}, {meeting.place}",
            notes=notes,
            place_and_date=f"{village.name}, {long_date(meeting.held_on)}",
            signatories=_signatories(village, meeting),
            paper="f4-portrait",
        )


def initials(name: str) -> str:
    """A name as the notice board shows it: "S••• P•••"."""
    return " ".join(f"{word[:1]}•••" for word in name.split())


def _candidates(meeting: Meeting) -> Content:
    columns = [
        Column(_("No."), INTEGER, 5),
        Column(_("Nama"), width=24),
        Column(_("Alamat"), width=34),
        Column(_("Desil"), INTEGER, 7),
        Column(_("Hasil kunjungan"), width=26),
        Column(_("Putusan"), width=16),
    ]
    rows = [
        (
            number,
            row.name,
            row.address,
            row.decile,
            row.note,
            row.get_decision_display() if row.decision else "",
        )
        for number, row in enumerate(meeting.candidates.all(), 1)
    ]
    return _("DAFTAR CALON PENERIMA"), columns, rows, []


def _attendance(_meeting: Meeting) -> Content:
    columns = [
        Column(_("No."), INTEGER, 5),
        Column(_("Nama"), width=34),
        Column(_("Unsur/jabatan"), width=26),
        Column(_("Tanda tangan"), width=26),
    ]
    return (
        _("DAFTAR HADIR MUSYAWARAH DESA KHUSUS"),
        columns,
        [(n, "", "", "") for n in range(1, ATTENDANCE_LINES + 1)],
        [],
    )


def _minutes(meeting: Meeting) -> Content:
    columns = [
        Column(_("No."), INTEGER, 5),
        Column(_("Nama"), width=28),
        Column(_("Alamat"), width=40),
        Column(_("Putusan"), width=18),
    ]
    rows = [
        (number, row.name, row.address, row.get_decision_display())
        for number, row in enumerate(meeting.candidates.order_by("decision", "name"), 1)
    ]
    counts = {value: meeting.candidates.filter(decision=value).count() for value in Candidate.Decision.values}
    notes = [
        _(
            "Pada tanggal %(day)s bertempat di %(place)s telah diadakan musyawarah desa khusus tentang calon penerima "
            "%(programme)s, dipimpin oleh %(chair)s dan dihadiri %(attendees)d orang."
        )
        % {
            "day": long_date(meeting.held_on),
            "place": meeting.place,
            "programme": meeting.programme.name,
            "chair": meeting.chair or "…",
            "attendees": meeting.attendees or 0,
        },
        _("Disepakati: %(approved)d disetujui, %(reserve)d cadangan, %(rejected)d tidak disetujui.") % counts,
        _(
            "Daftar ini diumumkan di kantor desa. Keberatan disampaikan paling lambat 30 hari melalui usul-sanggah."
        ),
    ]
    return _("BERITA ACARA MUSYAWARAH DESA KHUSUS"), columns, rows, notes


def _notice(meeting: Meeting) -> Content:
    columns = [Column(_("No."), INTEGER, 6), Column(_("Inisial"), width=30), Column(_("Dusun"), width=40)]
    approved = meeting.candidates.filter(decision=Candidate.Decision.APPROVED).order_by("area_code", "name")
    hamlets = dict(
        Region.objects.filter(level="hamlet", code__startswith=meeting.village_id + ".").values_list(
            "code", "name"
        )
    )
    rows = [
        (number, initials(row.name), hamlets.get(row.area_code[:16], meeting.village.name))
        for number, row in enumerate(approved, 1)
    ]
    note = _(
        "Keberatan atau usul: buka Cek Bansos di Smart Kampung, atau datang ke kantor desa, dalam 30 hari."
    )
    return _("PENGUMUMAN CALON PENERIMA YANG DISETUJUI"), columns, rows, [note]


_CONTENTS = {
    "calon": _candidates,
    "daftar-hadir": _attendance,
    "berita-acara": _minutes,
    "pengumuman": _notice,
}


def _signatories(village: Region, meeting: Meeting) -> list[Signatory]:
    head = holder_of(village, Official.Position.HEAD)
    name = head.name if head else "(.............................)"
    chair = meeting.chair or "(.............................)"
    return [Signatory([_("Pimpinan musyawarah")], chair), Signatory([village.head_title], name)]
