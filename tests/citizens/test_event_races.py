"""Two clerks at the same family at the same moment: one after the other, and the family stays whole."""

from typing import Any

import pytest

from citizens import code_lists as c
from citizens.errors import EventRefused
from citizens.models import Family, Resident
from citizens.services import households
from citizens.services.absence import family_join_record
from citizens.services.death import death_record
from citizens.services.merge import residents_merge
from tests.acting import see_everything
from tests.citizens.clerks import a_clerk, today
from tests.citizens.factories import SARONGAN, ResidentFactory, household
from tests.letters.test_races import acting, at_once, kinds

COUPLES = 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("transactional_db")
class TestAtOnce:
    def test_head_and_heir_die_and_no_dead_heads_the_family(self) -> None:
        clerk, deeds = a_clerk(), []
        for father, mother, _child in (household() for _ in range(COUPLES)):
            for person, heir in ((father, mother), (mother, None)):
                told: dict[str, Any] = {"new_head_id": heir and heir.pk}
                deeds.append(
                    acting(clerk, lambda p=person, t=told: death_record(p.pk, clerk, today(), **t))  # type: ignore[misc]
                )
        results = at_once(deeds)
        assert kinds(results) == {"LifeEvent": COUPLES, "EventRefused": COUPLES}, results
        see_everything()
        for family in Family.objects.select_related("head"):
            assert family.head is not None
            assert family.head.status == c.ALIVE

    def test_two_families_whose_members_join_each_other_do_not_wait_for_ever(self) -> None:
        clerk, deeds = a_clerk(), []
        for _ in range(COUPLES):
            one, other = household(SARONGAN), household(SARONGAN)
            for family, target in ((one, other), (other, one)):
                told: dict[str, Any] = {"joiner_ids": [str(family[2].pk)], "target_id": target[0].family_id}
                told["relation"] = c.OTHER_RELATIVE
                deeds.append(
                    acting(
                        clerk,
                        lambda f=family, t=told: family_join_record(f[0].family_id, clerk, today(), **t),  # type: ignore[misc]
                    )
                )
        results = at_once(deeds)
        assert kinds(results) == {"LifeEvent": 2 * COUPLES}, results

    def test_of_two_who_merge_a_pair_both_ways_one_does(self) -> None:
        clerk, deeds, pairs = a_clerk(), [], []
        for _ in range(COUPLES):
            kept = household()[0]
            pairs.append((kept.pk, ResidentFactory(name=kept.name, birth_date=kept.birth_date).pk))
        for pair in pairs:
            for one, other in (pair, pair[::-1]):
                deeds.append(
                    acting(
                        clerk,
                        lambda a=one, b=other: residents_merge(a, b, clerk, today(note="Ganda")),  # type: ignore[misc]
                    )
                )
        results = at_once(deeds)
        # A head with a family needs a successor, so dropping the father is refused; nothing waits for ever.
        assert set(kinds(results)) <= {"LifeEvent", "EventRefused", "Http404"}, results
        see_everything()
        merged = Resident.objects.filter(merged_into_id__isnull=False)
        assert all(not Resident.objects.get(pk=row.merged_into_id).merged_into_id for row in merged)


@pytest.mark.django_db
def test_somebody_who_changed_families_meanwhile_is_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    father, mother, _child = household()
    elsewhere = ResidentFactory()
    lock = households.household_lock

    def slow(family_id: Any, actor: Any) -> Any:
        locked = lock(family_id, actor)
        Resident.objects.filter(pk=mother.pk).update(family_id=elsewhere.family_id)
        return locked

    monkeypatch.setattr(households, "household_lock", slow)
    with pytest.raises(EventRefused, match="baru saja berubah"):
        death_record(mother.pk, a_clerk(), today())
    assert Resident.objects.get(pk=father.pk).marital_status == c.MARRIED
