"""Offices with their people, and requests at every point of their way, made through the services.

office = an_office()
case = a_request(state="initialled", office=office)
letter = a_letter(office=office)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyotp
from django.utils import timezone

from citizens.models import Resident
from foundation.access.roles import Actor, Role
from foundation.accounts import second_factor
from foundation.accounts.actors import actor_for
from foundation.accounts.models import RoleAssignment, SecondFactor, User
from foundation.jobs.models import Job
from foundation.jobs.runner import run
from letters.models import Letter, LetterType, LetterTypeVersion, RegisterEntry, Request, Reservation
from letters.numbering import today_in
from letters.queries.catalogue import current_version
from letters.services.actions import perform
from letters.services.create import create_request
from letters.services.paper import PaperData, paper_letter_record
from letters.services.reserve import ReservationData, numbers_reserve
from tests.acting import see_everything
from tests.citizens.factories import SARONGAN, ResidentFactory
from villages.models import Official, Region

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ANSWERS: dict[str, dict[str, str]] = {
    "domisili": {"keperluan": "Membuka rekening bank"},
    "sktm": {
        "keperluan": "Kesehatan",
        "diajukan_kepada": "RSUD Blambangan",
        "jumlah_tanggungan": "3",
    },
}
WAY: dict[str, tuple[str, ...]] = {
    "draft": (),
    "cancelled": ("cancel",),
    "submitted": ("submit",),
    "returned": ("submit", "return"),
    "rejected": ("submit", "reject"),
    "checked": ("submit", "check"),
    "initialled": ("submit", "check", "initial"),
    "signed": ("submit", "check", "initial", "sign"),
    "countersigned": ("submit", "check", "initial", "sign", "countersign"),
    "issued": ("submit", "check", "initial", "sign", "countersign", "issue"),
    "collected": ("submit", "check", "initial", "sign", "countersign", "issue", "collect"),
    "revoked": ("submit", "check", "initial", "sign", "countersign", "issue", "revoke"),
}


@dataclass(frozen=True)
class Office:
    """A village office, with the camat above it."""

    village: Region
    operator: Actor
    secretary: Actor
    head: Actor
    camat: Actor

    def who(self, action: str) -> Actor:
        """Whose deed it usually is."""
        return {
            "check": self.operator,
            "initial": self.secretary,
            "sign": self.head,
            "countersign": self.camat,
            "decline": self.camat,
            "reject": self.head,
            "revoke": self.head,
        }.get(action, self.operator)


def an_officer(username: str, role: str, area_code: str, *, person: Resident | None = None) -> User:
    """An account with a role and a confirmed second factor; the same name gives the same account."""
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(
            username,
            "kata-sandi-panjang",
            name=f"{Role(role).label} {area_code}",
            email=f"{username}@kantor.invalid",
            person_id=person.pk if person else None,
        )
        RoleAssignment.objects.create(user=user, role=role, area_code=area_code, valid_from=date(2024, 1, 1))
        second_factor.enrol(user, SECRET)
        SecondFactor.objects.filter(user=user).update(confirmed_at=timezone.now())
    return user


def a_code() -> str:
    """The second factor's present code of every officer."""
    return pyotp.TOTP(SECRET).now()


def an_office(village_code: str = SARONGAN) -> Office:
    """The office of a village with an operator, a secretary, a head in office and the camat; always the same one."""
    village = Region.objects.get(pk=village_code)
    district = Region.objects.get(pk=village_code.rsplit(".", 1)[0])
    head = an_officer(f"kepala.{village.digits}", Role.HEAD, village.pk)
    camat = an_officer(f"camat.{district.digits}", Role.SUBDISTRICT, district.pk)
    in_office(head, village, Official.Position.HEAD)
    in_office(camat, district, Official.Position.SUBDISTRICT_HEAD)
    return Office(
        village,
        actor_for(an_officer(f"petugas.{village.digits}", Role.OPERATOR, village.pk)),
        actor_for(an_officer(f"sekretaris.{village.digits}", Role.SECRETARY, village.pk)),
        actor_for(head),
        actor_for(camat),
    )


def in_office(user: User, region: Region, position: str) -> Official:
    """The user's name on the region's letters, from now on."""
    official, _created = Official.objects.get_or_create(
        region=region,
        user_id=user.pk,
        position=position,
        defaults={"name": "Haris Wahyudi", "title": region.head_title, "term_start": date(2022, 3, 1)},
    )
    return official


def a_citizen(resident: Resident) -> Actor:
    """The resident, signed in as themself."""
    user, _created = User.objects.get_or_create(
        person_id=resident.pk, defaults={"username": f"warga.{resident.pk}"}
    )
    return actor_for(user)


def a_kind(code: str, *, steps: Sequence[str], **changed: Any) -> LetterTypeVersion:
    """A kind of letter like a proof of domicile, with other steps of approval."""
    model = current_version("domisili")
    assert model is not None
    copied = ("name", "group", "description", "classification", "audience", "fields", "documents", "body")
    values = {name: getattr(model, name) for name in (*copied, "validity_days", "service_minutes")}
    kind = LetterType.objects.create(code=code)
    ANSWERS[code] = ANSWERS["domisili"]
    return LetterTypeVersion.objects.create(
        letter_type=kind, number=1, digest=code, **(values | {"steps": list(steps)} | changed)
    )


def a_request(
    state: str = "submitted",
    *,
    kind: str = "domisili",
    office: Office | None = None,
    resident: Resident | None = None,
    by: Actor | None = None,
    data: Mapping[str, Any] | None = None,
    channel: str = Request.Channel.COUNTER,
) -> Request:
    """A request that came to this state on its usual way; made by the operator, or `by` somebody else."""
    office = office or an_office(resident.village_id if resident else SARONGAN)
    case, _new = create_request(
        by or office.operator,
        type_code=kind,
        resident=resident or ResidentFactory(village_id=office.village.pk),
        data=ANSWERS[kind] if data is None else data,
        channel=channel,
    )
    for action in WAY[state]:
        if action == "issue":
            produce(case)
        elif action not in ("initial", "countersign") or action in case.type_version.steps:
            perform(action, case.pk, office.who(action), note="Ini alasannya.")
    case.refresh_from_db()
    return case


def a_letter(**wishes: Any) -> Letter:
    """A letter with its PDF, issued unless a later state is wished for."""
    return Letter.objects.get(request=a_request(**({"state": "issued"} | wishes)))


def a_paper_letter(office: Office | None = None, **wishes: Any) -> RegisterEntry:
    """A letter on paper, with its number."""
    office = office or an_office()
    data = {
        "classification": "005",
        "date": today_in(office.village),
        "addressee": "Karang Taruna",
        "subject": "Undangan kerja bakti",
    }
    return paper_letter_record(office.operator, PaperData(**(data | wishes)))


def kept_numbers(count: int, office: Office | None = None, **wishes: Any) -> Reservation:
    """A block of numbers for paper."""
    office = office or an_office()
    return numbers_reserve(office.operator, ReservationData(count, "Listrik padam", **wishes))


def document_job(case: Request) -> Job:
    """The job that makes the request's PDF."""
    return Job.objects.get(kind="letters.produce_document", payload__request=str(case.pk))


def produce(case: Request) -> None:
    """One try at the request's PDF, as a worker makes it, also when its pause isn't over."""
    job = document_job(case)
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now())
    run(job.pk)
    see_everything()
