"""The record of any past day is what was recorded on that day, whatever happened since."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from citizens import code_lists as c
from citizens.errors import EventRefused
from citizens.event_queries import record_at
from citizens.event_words import record_of
from citizens.models import Family, LifeEvent, Resident
from citizens.services.birth import birth_record
from citizens.services.correct import resident_correct
from citizens.services.death import death_record
from citizens.services.family_split import family_split_record
from citizens.services.head_change import head_change_record
from citizens.services.homes import Home
from citizens.services.marriage import divorce_record, marriage_record
from citizens.services.move_out import Destination, move_out_record
from citizens.services.void import event_void
from tests.acting import see_everything
from tests.citizens.clerks import a_clerk, today
from tests.citizens.factories import SARONGAN, ResidentFactory, household

NUMBERS = st.integers(0, 1000)


class Village(RuleBasedStateMachine):
    """Random events in a village of two families, beside a model that remembers every record after each step."""

    remembered: list[tuple[datetime, dict[Any, dict[str, Any]]]]

    @initialize()
    def settle(self) -> None:
        self.clerk = a_clerk()
        for _ in range(2):
            father, *_rest = household()
            for sex, name in ((c.MALE, "Bayu"), (c.FEMALE, "Rina")):
                ResidentFactory(
                    family=father.family,
                    relation=c.CHILD,
                    marital_status=c.UNMARRIED,
                    birth_date=date(2000, 2, 2),
                    sex=sex,
                    name=name,
                )
        self.remembered = []
        self.remember()

    def remember(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            moment = cursor.fetchone()[0]
        self.remembered.append((moment, {row.pk: record_of(row) for row in Resident.objects.all()}))

    def attempt(self, deed: Any) -> None:
        """What is refused changes nothing."""
        before = {row.pk: record_of(row) for row in Resident.objects.all()}
        try:
            deed()
        except EventRefused:
            assert {row.pk: record_of(row) for row in Resident.objects.all()} == before
        self.remember()

    def someone(self, number: int) -> Resident:
        people = list(Resident.objects.order_by("id"))
        return people[number % len(people)]

    def household(self, number: int) -> tuple[Family, list[Resident]]:
        families = list(Family.objects.order_by("id"))
        family = families[number % len(families)]
        return family, list(Resident.objects.filter(family=family, status=c.ALIVE).order_by("id"))

    @rule(who=NUMBERS, heir=NUMBERS)
    def death(self, who: int, heir: int) -> None:
        one, other = self.someone(who), self.someone(heir)
        self.attempt(lambda: death_record(one.pk, self.clerk, today(), new_head_id=other.pk))

    @rule(who=NUMBERS, sex=st.sampled_from([c.MALE, c.FEMALE]))
    def birth(self, who: int, sex: int) -> None:
        name = f"Anak {Resident.objects.count()}"
        told = {"name": name, "sex": sex, "birth_place": "Banyuwangi"}
        self.attempt(lambda: birth_record(self.someone(who).pk, self.clerk, today(), **told))

    @rule(who=NUMBERS, other=NUMBERS, joins=st.booleans())
    def marriage(self, who: int, other: int, joins: bool) -> None:
        one, two = self.someone(who), self.someone(other)
        facts = today(document="1")
        self.attempt(lambda: marriage_record(one.pk, self.clerk, facts, spouse_id=two.pk, joins=joins))

    @rule(who=NUMBERS)
    def divorce(self, who: int) -> None:
        self.attempt(lambda: divorce_record(self.someone(who).pk, self.clerk, today()))

    @rule(where=NUMBERS, who=NUMBERS)
    def another_head(self, where: int, who: int) -> None:
        family, members = self.household(where)
        head = members[who % len(members)].pk if members else None
        self.attempt(lambda: head_change_record(family.pk, self.clerk, today(), new_head_id=head))

    @rule(where=NUMBERS, chosen=NUMBERS, heir=NUMBERS)
    def split(self, where: int, chosen: int, heir: int) -> None:
        family, members = self.household(where)
        leavers = [m.pk for n, m in enumerate(members) if chosen >> n & 1]
        heir_id = members[heir % len(members)].pk if members else None
        self.attempt(
            lambda: family_split_record(
                family.pk,
                self.clerk,
                today(),
                leaver_ids=leavers,
                head_id=leavers[0] if leavers else None,
                home=Home(area_code=SARONGAN),
                new_head_id=heir_id,
            )
        )

    @rule(where=NUMBERS, chosen=NUMBERS, heir=NUMBERS)
    def move_out(self, where: int, chosen: int, heir: int) -> None:
        family, members = self.household(where)
        movers = [m.pk for n, m in enumerate(members) if chosen >> n & 1]
        heir_id = members[heir % len(members)].pk if members else None
        self.attempt(
            lambda: move_out_record(
                family.pk,
                self.clerk,
                today(),
                mover_ids=movers,
                destination=Destination("Denpasar"),
                new_head_id=heir_id,
            )
        )

    @rule(who=NUMBERS, job=st.sampled_from([9, 11, 88]))
    def correction(self, who: int, job: int) -> None:
        one = self.someone(who)
        self.attempt(lambda: resident_correct(one.pk, self.clerk, today(note="x"), {"occupation": job}))

    @rule(which=NUMBERS)
    def void(self, which: int) -> None:
        events = list(LifeEvent.objects.filter(voided_at=None).order_by("-id")[:3])
        if events:
            event = events[which % len(events)]
            self.attempt(lambda: event_void(event.pk, self.clerk, reason="Salah"))

    @invariant()
    def one_living_head_in_each_family_that_lives(self) -> None:
        for family in Family.objects.prefetch_related("members"):
            living = [member for member in family.members.all() if member.status == c.ALIVE]
            heads = [member.pk for member in living if member.relation == c.HEAD_OF_FAMILY]
            assert heads == ([family.head_id] if living else [])
            assert (family.closed_on is None) or not living

    def teardown(self) -> None:
        """At last every moment is asked for again."""
        for moment, records in self.remembered:
            for resident in Resident.objects.all():
                record = record_at(resident, moment)
                assert (record_of(record) if record else None) == records.get(resident.pk)
        with connection.cursor() as cursor:
            cursor.execute(
                "TRUNCATE citizens_eventchange, citizens_eventproposal, citizens_lifeevent, citizens_resident,"
                " citizens_family, citizens_residenthistory, citizens_familyhistory CASCADE"
            )


@pytest.mark.django_db(transaction=True)
def test_history_replays_every_record() -> None:
    see_everything()
    Village.TestCase.settings = settings(
        max_examples=5,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    Village.TestCase().runTest()
