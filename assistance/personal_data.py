"""What social aid holds of a person and the family, for the copy that the person may ask for.

Who contested whom is told to nobody: of contests the copy has those that the person made.
"""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens.models import Resident
from citizens.rights.personal_data import Fact, Part, fact, facts_of

from .models import (
    Candidate,
    ContestReporter,
    DeliveryRow,
    Disbursement,
    Enrolment,
    OutreachHint,
    PovertyCase,
    Welfare,
)
from .queries.verdicts import verdicts_of


def personal_parts(resident: Resident) -> Iterable[Part]:
    """Aid received and paid, welfare data, what the rules say, contests made, meetings, cases, and lists received."""
    family = resident.family_id
    of_both = Q(resident=resident) | Q(family_id=family, resident__isnull=True)
    of_family = Q(family_id=family) if family else Q(pk__in=[])
    enrolments = Enrolment.objects.filter(of_both if family else Q(resident=resident))
    yield Part("enrolments", _("Bantuan yang diterima"), [_enrolment(row) for row in enrolments])
    payments = Disbursement.objects.filter(enrolment__in=enrolments).select_related("enrolment__programme")
    yield Part(
        "payments",
        _("Penyaluran"),
        [
            [_programme(row.enrolment), *facts_of(row, "period", "amount", "status", "paid_on", "note")]
            for row in payments.order_by("-period", "id")
        ],
    )
    names = ("decile", "income", "lost_livelihood", "housing", "unfit_house", "electricity", "farmland")
    yield Part(
        "welfare",
        _("Data kesejahteraan keluarga"),
        [
            facts_of(row, *names, "source", "valid_from", "valid_until")
            for row in Welfare.objects.filter(of_family).order_by("-valid_from")
        ],
    )
    yield Part("verdicts", _("Hak menurut aturan hari ini"), _verdicts(resident))
    made = ContestReporter.objects.filter(person_id=resident.pk).select_related("contest")
    yield Part("contests", _("Usul dan sanggah yang disampaikan"), [_contest(row) for row in made])
    yield Part(
        "meetings",
        _("Calon dalam musyawarah desa"),
        [
            [
                fact("held_on", _("Tanggal musyawarah"), row.meeting.held_on),
                *facts_of(row, "name", "address", "decile", "note", "decision"),
            ]
            for row in Candidate.objects.filter(of_family).select_related("meeting")
        ],
    )
    yield Part(
        "cases",
        _("Kasus kemiskinan"),
        [
            facts_of(row, "reported_at", "text", "state", "visit", "visited_at", "decision", "closed_at")
            for row in PovertyCase.objects.filter(of_family)
        ],
    )
    yield Part(
        "hints",
        _("Catatan jemput bola"),
        [
            facts_of(row, "reason", "noticed_on", "settled_at", "note")
            for row in OutreachHint.objects.filter(of_family)
        ],
    )
    rows = DeliveryRow.objects.filter(Q(resident=resident) | of_family).select_related("delivery")
    yield Part("deliveries", _("Baris daftar dari instansi lain"), [_delivered(row) for row in rows])


def _programme(row: Enrolment) -> Fact:
    return fact("programme", _("Bantuan"), row.programme.name)


def _enrolment(row: Enrolment) -> list[Fact]:
    names = ("component", "starts_on", "ends_on", "end_reason", "card", "source", "created_at")
    return [_programme(row), *facts_of(row, *names)]


def _contest(row: ContestReporter) -> list[Fact]:
    names = ("kind", "reason", "named", "address", "text", "state", "submitted_at", "answer", "decided_at")
    return [*facts_of(row.contest, *names), *facts_of(row, "file_name")]


def _delivered(row: DeliveryRow) -> list[Fact]:
    return [
        fact("source", _("Sumber"), row.delivery.source),
        *facts_of(row, "nik", "kk", "name", "birth_date", "address", "outcome"),
        *([fact("values", _("Isi"), row.values)] if row.values else []),
    ]


def _verdicts(resident: Resident) -> list[list[Fact]]:
    if resident.family_id is None or not resident.is_alive:
        return []
    found = verdicts_of(resident.family_id, timezone.localdate())
    return [
        [
            fact("programme", _("Bantuan"), verdict.programme.name),
            fact("entitled", _("Berhak"), verdict.entitled),
            fact("receives", _("Menerima"), verdict.receives),
            fact("article", _("Dasar"), verdict.terms.article),
        ]
        for verdict in found.verdicts
        if verdict.person is None or verdict.person.id == resident.pk
    ]
