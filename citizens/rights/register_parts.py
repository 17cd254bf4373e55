"""What the register, the messages, the sign-ins and the journal hold of a person."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from citizens.code_lists import RELATION
from citizens.event_queries import events_of
from citizens.event_words import change_lines, summary
from citizens.formatting import address
from citizens.models import (
    CorrectionRequest,
    EventProposal,
    IdentityCheck,
    ImportRow,
    Resident,
    ResidentHistory,
    Stay,
)
from citizens.own_data import look_rows, looks_at, openings_of
from citizens.person_form import ALL
from citizens.queries import living_members
from foundation.accounts.models import SignInCode
from foundation.notifications.models import Delivery, Notification

from .personal_data import Fact, Part, fact, facts_of

ASKED = ("asked_at", "about", "before", "values", "reason", "file_name", "state", "answer", "decided_at")
CHECKED = ("asked_at", "consent", "state", "verdict", "checked_on")
PROPOSED = ("kind", "source", "reference", "data", "created_at", "settled_at", "dismissal")
IMPORTED = ("name", "nik", "family_number", "outcome", "data", "changes")
STAYED = ("name", "nik", "birth_date", "occupation", "origin", "purpose", "host", "arrived_on", "left_on")
HISTORY = ("pgh_created_at", *ALL, "phone", "email", "area_code", "status")


def parts_of(resident: Resident) -> Iterable[Part]:
    """The parts of the register and of what stands below it."""
    yield Part("identity", _("Data diri"), [_identity(resident)])
    if resident.family is not None:
        home = facts_of(resident.family, "number", "address", "area_code", "latitude", "longitude")
        yield Part("family", _("Kartu Keluarga"), [home])
        members = living_members(resident.family_id)
        yield Part("members", _("Anggota keluarga"), [_member(person) for person in members])
    yield Part("events", _("Peristiwa kependudukan"), _events(resident))
    kept = ResidentHistory.objects.filter(pgh_obj_id=resident.pk).order_by("-pgh_created_at", "-pgh_id")
    yield Part(
        "history",
        _("Data sebelum diubah"),
        [
            [fact("until", _("Berlaku sampai"), row.pgh_created_at), *facts_of(row, *HISTORY[1:])]
            for row in kept
        ],
    )
    yield from _elsewhere(resident)
    asked = CorrectionRequest.objects.filter(Q(asked_by=resident.pk) | Q(resident=resident, about="person"))
    yield Part("corrections", _("Permintaan pembetulan"), [facts_of(row, *ASKED) for row in asked])
    checks = IdentityCheck.objects.filter(resident=resident)
    yield Part(
        "identity_checks", _("Pemeriksaan NIK ke Dukcapil"), [facts_of(row, *CHECKED) for row in checks]
    )
    yield Part("messages", _("Kabar yang dikirim"), _messages(resident))
    codes = SignInCode.objects.filter(person_id=resident.pk).order_by("-created_at")
    yield Part(
        "codes",
        _("Kode sekali pakai yang diminta"),
        [facts_of(code, "purpose", "created_at", "used_at") for code in codes],
    )
    yield Part("looks", _("Siapa melihat data ini"), _looks(resident))


def _elsewhere(resident: Resident) -> Iterable[Part]:
    """What is written of the person beside the record itself."""
    proposals = EventProposal.objects.filter(resident=resident).order_by("-created_at")
    yield Part("proposals", _("Usulan peristiwa"), [facts_of(row, *PROPOSED) for row in proposals])
    rows = ImportRow.objects.filter(resident_id=resident.pk).order_by("batch", "number")
    yield Part("imports", _("Baris berkas impor"), [facts_of(row, *IMPORTED) for row in rows])
    # A number that somebody mistyped elsewhere would tell of another person, so the birthday must agree.
    stays = Stay.objects.filter(nik=resident.nik or "-", birth_date=resident.birth_date)
    title = _("Tercatat sebagai penduduk sementara")
    yield Part("stays", title, [facts_of(row, *STAYED) for row in stays.order_by("-arrived_on")])


def _identity(resident: Resident) -> list[Fact]:
    since = facts_of(resident, "phone", "email", "status", "created_at", "updated_at")
    return [
        *facts_of(resident, *(name for name in ALL if name != "address")),
        fact("address", _("Alamat"), address(resident)),
        *since,
    ]


def _member(person: Resident) -> list[Fact]:
    return [
        fact("name", _("Nama"), person.name),
        fact("relation", _("Hubungan"), person.relation, {person.relation: RELATION.label(person.relation)}),
    ]


def _events(resident: Resident) -> list[list[Fact]]:
    rows = []
    for event in events_of(resident):
        facts = facts_of(event, "kind", "happened_on", "document", "note", "recorded_at", "void_reason")
        if told := summary(event):
            facts.append(fact("details", _("Rincian"), told))
        own = event.changes.filter(
            Q(resident=resident) | Q(family_id=resident.family_id, resident__isnull=True)
        )
        lines = [line for change in own for line in change_lines(change)]
        if lines:
            words = [f"{line['label']}: {line['before']} → {line['after']}" for line in lines]
            facts.append(fact("changes", _("Perubahan"), words))
        rows.append(facts)
    return rows


def _messages(resident: Resident) -> list[list[Fact]]:
    rows = []
    sent: dict[object, list[Delivery]] = {}
    for delivery in Delivery.objects.filter(notification__recipient_id=resident.pk):
        sent.setdefault(delivery.notification_id, []).append(delivery)
    for message in Notification.objects.filter(recipient_id=resident.pk).order_by("-created_at"):
        facts = facts_of(message, "created_at", "subject", "body", "read_at")
        ways = [f"{way.channel} {way.address}" for way in sent.get(message.pk, [])]
        rows.append([*facts, *([fact("channels", _("Dikirim lewat"), ways)] if ways else [])])
    return rows


def _looks(resident: Resident) -> list[list[Fact]]:
    rows = [
        [
            fact("at", _("Waktu"), look["at"]),
            fact("who", _("Siapa"), ", ".join(part for part in (look["who"], look["office"]) if part)),
            fact("screen", _("Halaman"), str(look["screen"])),
            fact("purpose", _("Tujuan"), str(look["purpose"])),
            fact("reason", _("Alasan"), look["reason"]),
        ]
        for look in look_rows(list(looks_at(resident)))
    ]
    rows.extend(
        [
            fact("at", _("Waktu"), opening.at),
            fact("who", _("Siapa"), _("Admin kabupaten")),
            fact("screen", _("Halaman"), _("pembukaan data darurat")),
            fact("purpose", _("Tujuan"), opening.get_category_display()),
            fact("reason", _("Alasan"), opening.reason),
        ]
        for opening in openings_of(resident)
    )
    return rows
