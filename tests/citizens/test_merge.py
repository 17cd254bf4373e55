"""Two records of one person: what the kept one takes over, what it never takes, and what becomes of the family."""

import pytest
from django.http import Http404

from citizens import code_lists as c
from citizens.errors import EventRefused
from citizens.models import Family, Resident
from citizens.services.merge import residents_merge
from foundation.access.roles import Actor, Grant, Role
from foundation.audit.models import AccessEntry
from tests.access.cast import officer, signed_in
from tests.citizens.clerks import a_clerk, today
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory, household

pytestmark = pytest.mark.django_db


def twin_of(person: Resident, **fields: object) -> Resident:
    """The same person once more, at the head of a family of one."""
    same = {"name": person.name, "sex": person.sex, "birth_date": person.birth_date}
    twin: Resident = ResidentFactory(**(same | {"village_id": person.village_id} | fields))
    Family.objects.filter(pk=twin.family_id).update(head=twin)
    return twin


def test_the_kept_record_takes_what_it_does_not_know_and_nothing_else() -> None:
    kept = household(mother_name="Sumiati", phone="", email="")[0]
    number = kept.nik
    twin = twin_of(kept, mother_name="Orang Lain", birth_certificate="AL-1987-5", father_name="Slamet")
    assert twin.phone
    residents_merge(kept.pk, twin.pk, a_clerk(), today(note="Tercatat dua kali"))
    kept.refresh_from_db()
    assert (kept.mother_name, kept.birth_certificate, kept.father_name) == ("Sumiati", "AL-1987-5", "Slamet")
    # The other's telephone would let whoever holds it sign in as the kept person.
    assert (kept.nik, kept.phone, kept.email) == (number, "", "")


def test_the_family_of_the_dropped_record_closes_or_is_headed_by_another() -> None:
    kept = household()[0]
    alone = twin_of(kept)
    residents_merge(kept.pk, alone.pk, a_clerk(), today(note="Ganda"))
    assert Family.objects.get(pk=alone.family_id).closed_on == today().happened_on
    head, wife, _child = household(name=kept.name)
    with pytest.raises(EventRefused) as refused:
        residents_merge(kept.pk, head.pk, a_clerk(), today(note="Ganda"))
    assert refused.value.field == "new_head"
    residents_merge(kept.pk, head.pk, a_clerk(), today(note="Ganda"), new_head_id=wife.pk)
    assert Family.objects.get(pk=head.family_id).head_id == wife.pk


def test_a_record_is_not_merged_with_itself_or_one_that_is_merged_already() -> None:
    kept = household()[0]
    twin, third = twin_of(kept), twin_of(kept)
    with pytest.raises(EventRefused):
        residents_merge(kept.pk, kept.pk, a_clerk(), today(note="Ganda"))
    residents_merge(kept.pk, twin.pk, a_clerk(), today(note="Ganda"))
    for pair in ((third.pk, twin.pk), (twin.pk, third.pk)):
        with pytest.raises(Http404):
            residents_merge(*pair, a_clerk(), today(note="Ganda"))
    third.refresh_from_db()
    assert (third.status, third.merged_into_id) == (c.ALIVE, None)


def test_records_of_two_villages_stay_two_also_for_a_clerk_of_both() -> None:
    kept = household()[0]
    twin = twin_of(kept, village_id=PESANGGARAN, area_code=PESANGGARAN)
    one = a_clerk()
    both = Actor(
        user_id=one.user_id,
        name=one.name,
        grants=tuple(Grant(Role.OPERATOR.value, village) for village in (SARONGAN, PESANGGARAN)),
    )
    with pytest.raises(EventRefused, match="desa yang sama"):
        residents_merge(kept.pk, twin.pk, both, today(note="Ganda"))
    with pytest.raises(Http404):
        residents_merge(kept.pk, twin.pk, one, today(note="Ganda"))


def test_the_page_keeps_the_record_that_was_chosen_and_shows_none_of_another_village() -> None:
    _father, mother, _child = household()
    twin = twin_of(mother, relation=c.HEAD_OF_FAMILY, name="Sulastry")
    elsewhere = twin_of(mother, village_id=PESANGGARAN, area_code=PESANGGARAN, name="Sulastrie")
    named = twin_of(mother, name="Sulastri", mother_name="Painem")
    Resident.objects.filter(pk__in=[mother.pk, twin.pk]).update(mother_name="Sumiati")
    user = officer(Role.OPERATOR, SARONGAN)
    clerk = signed_in(user)
    assert "Sulastry" in clerk.get("/desa/data-ganda/").content.decode()
    page = f"/desa/data-ganda/{mother.pk}/"
    shown = clerk.get(page).content.decode()
    assert f'value="{twin.pk}"' in shown
    # Of another village a clerk learns the number alone; another mother's child is somebody else.
    assert "Sulastrie" not in shown
    assert str(named.pk) not in shown
    seen = AccessEntry.objects.filter(actor_id=user.pk).values_list("subject_id", flat=True)
    assert {mother.pk, twin.pk} <= set(seen)
    told = {"other": str(twin.pk), "kept": "other", "happened_on": today().happened_on.isoformat()}
    assert clerk.post(page, told).status_code == 302
    mother.refresh_from_db()
    assert mother.merged_into_id == twin.pk
    assert f'value="{mother.pk}"' not in clerk.get(f"/desa/data-ganda/{twin.pk}/").content.decode()
    assert elsewhere.merged_into_id is None
