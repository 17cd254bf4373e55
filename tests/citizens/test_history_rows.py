"""The database keeps what a record was, by itself, and nobody writes it by hand."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from citizens.models import Resident, ResidentHistory
from tests.acting import see_only
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory

pytestmark = pytest.mark.usefixtures("db")


def test_an_update_by_whatever_way_keeps_the_old_row_and_an_insert_nothing() -> None:
    resident = ResidentFactory(occupation=9)
    assert not ResidentHistory.objects.exists()
    Resident.objects.filter(pk=resident.pk).update(occupation=11)
    [old] = ResidentHistory.objects.all()
    assert (old.pgh_obj_id, old.occupation, old.nik) == (resident.pk, 9, resident.nik)
    assert Resident.objects.get(pk=resident.pk).occupation == 11


def test_a_change_of_nothing_keeps_nothing() -> None:
    resident = ResidentFactory()
    resident.save()
    assert not ResidentHistory.objects.exists()


def test_history_is_seen_where_the_resident_was_seen() -> None:
    Resident.objects.filter(pk=ResidentFactory(village_id=PESANGGARAN).pk).update(occupation=11)
    see_only(SARONGAN)
    assert not ResidentHistory.objects.exists()
    see_only(PESANGGARAN)
    assert ResidentHistory.objects.count() == 1


def test_nobody_writes_history() -> None:
    Resident.objects.filter(pk=ResidentFactory().pk).update(occupation=11)
    old = ResidentHistory.objects.get()
    old.pk = None
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        old.save(force_insert=True)
    for deed in (lambda rows: rows.update(occupation=1), lambda rows: rows.delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            deed(ResidentHistory.objects.all())
