"""Drafts of letter types: who writes them, what publishing does, and what no village can do to another's."""

from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.http import Http404

from foundation.access.roles import Actor, Role
from foundation.accounts.actors import actor_for
from letters.catalogue.files import read_catalogue, read_type
from letters.catalogue.tables import as_toml, table_of
from letters.errors import NotAllowed, OutOfTurn, WrongInput
from letters.models import LetterType, LetterTypeDraft, LetterTypeVersion
from letters.queries.catalogue import current_version, offered_versions
from letters.services.draft_type import (
    change_draft,
    copy_type,
    create_type,
    discard_draft,
    import_type,
    publish_draft,
)
from letters.services.serve_type import serve_type, switch_type
from tests.acting import see_only

from .factories import an_office, an_officer

pytestmark = pytest.mark.django_db

NEXT_DOOR = "35.10.01.2002"
NEW: dict[str, str] = {"code": "jalan-rusak", "name": "Surat Laporan Jalan", "classification": "400.12.2.1"}


@pytest.fixture
def admin() -> Actor:
    return actor_for(an_officer("admin.kab", Role.DISTRICT_ADMIN, "35.10"))


def renamed(name: str) -> Any:
    return lambda table: table | {"name": name}


def test_a_new_kind_is_served_once_it_is_published() -> None:
    office = an_office()
    kind = create_type(office.operator, **NEW)
    assert current_version(kind.code, office.village.pk) is None
    with pytest.raises(NotAllowed):
        publish_draft(kind.pk, office.operator)
    assert publish_draft(kind.pk, office.secretary)
    version = current_version(kind.code, office.village.pk)
    assert version is not None
    assert (version.name, version.number) == ("Surat Laporan Jalan", 1)
    assert current_version(kind.code, NEXT_DOOR) is None
    assert current_version(kind.code) is None
    assert not LetterTypeDraft.objects.exists()


def test_a_draft_changes_nothing_until_it_is_published(admin: Actor) -> None:
    kind = LetterType.objects.get(code="domisili")
    change_draft(kind.pk, admin, renamed("Surat Domisili Baru"))
    before = current_version("domisili")
    assert before is not None
    assert before.name == "Surat Keterangan Domisili"
    assert publish_draft(kind.pk, admin)
    after = current_version("domisili")
    assert after is not None
    assert (after.name, after.number) == ("Surat Domisili Baru", before.number + 1)
    before.refresh_from_db()
    assert before.name == "Surat Keterangan Domisili"


def test_a_published_version_never_changes(admin: Actor) -> None:
    version = current_version("domisili")
    assert version is not None
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        LetterTypeVersion.objects.filter(pk=version.pk).update(body="lain")


def test_publishing_what_did_not_change_makes_no_version(admin: Actor) -> None:
    kind = LetterType.objects.get(code="sktm")
    change_draft(kind.pk, admin, dict)
    count = kind.versions.count()
    assert not publish_draft(kind.pk, admin)
    assert kind.versions.count() == count
    with pytest.raises(OutOfTurn):
        publish_draft(kind.pk, admin)


def test_what_can_not_be_printed_is_not_published(admin: Actor) -> None:
    kind = LetterType.objects.get(code="sktm")
    for body in ("{{7*7}}", "{pemohon.__class__}", "{isian.tidak_ada}", ""):
        change_draft(kind.pk, admin, lambda table, body=body: table | {"body": body})
        with pytest.raises(WrongInput):
            publish_draft(kind.pk, admin)
    assert kind.versions.count() == 1


def test_a_village_touches_neither_the_districts_kinds_nor_its_neighbours() -> None:
    office, neighbour = an_office(), an_office(NEXT_DOOR)
    own = create_type(office.secretary, **NEW)
    publish_draft(own.pk, office.secretary)
    districts = LetterType.objects.get(code="sktm")
    for kind in (own, districts):
        for deed in (change_draft, publish_draft, discard_draft):
            with pytest.raises(Http404):
                deed(kind.pk, neighbour.secretary, *([renamed("Rusak")] if deed is change_draft else []))
        with pytest.raises(Http404):
            serve_type(kind.pk, neighbour.head, active=False)
    with pytest.raises(Http404):
        switch_type(own.pk, neighbour.head, on=False)
    assert current_version(NEW["code"], office.village.pk) is not None


def test_the_district_leaves_a_villages_kinds_alone(admin: Actor) -> None:
    own = create_type(an_office().secretary, **NEW)
    with pytest.raises(Http404):
        change_draft(own.pk, admin, renamed("Milik kabupaten"))


def test_the_database_lets_a_village_write_its_own_kinds_only() -> None:
    office = an_office()
    own = create_type(office.secretary, **NEW)
    publish_draft(own.pk, office.secretary)
    change_draft(own.pk, office.secretary, renamed("Lain"))
    version = LetterTypeVersion.objects.filter(letter_type=own).values().get()
    see_only(NEXT_DOOR)
    assert LetterType.objects.filter(pk=own.pk).update(is_active=False) == 0
    assert LetterType.objects.filter(code="sktm").update(is_active=False) == 0
    assert LetterTypeDraft.objects.count() == 0
    for kind in (own.pk, LetterType.objects.get(code="sktm").pk):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            LetterTypeVersion.objects.create(**version | {"id": None, "letter_type_id": kind, "number": 99})
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        LetterType.objects.create(code="titipan", village_id=office.village.pk)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        LetterType.objects.get(code="sktm").switched_off_in.add(office.village)


def test_a_village_switches_a_districts_kind_off_for_itself_alone() -> None:
    office = an_office()
    kind = LetterType.objects.get(code="usaha")
    with pytest.raises(NotAllowed):
        switch_type(kind.pk, office.operator, on=False)
    switch_type(kind.pk, office.secretary, on=False)
    assert current_version("usaha", office.village.pk) is None
    assert current_version("usaha", NEXT_DOOR) is not None
    switch_type(kind.pk, office.head, on=True)
    assert current_version("usaha", office.village.pk) is not None


def test_a_villages_copy_takes_the_place_of_the_districts_kind() -> None:
    office = an_office()
    copy = copy_type(LetterType.objects.get(code="usaha").pk, office.secretary)
    change_draft(copy.pk, office.operator, renamed("Surat Usaha Sarongan"))
    assert current_version("usaha", office.village.pk).name != "Surat Usaha Sarongan"  # type: ignore[union-attr]
    publish_draft(copy.pk, office.head)
    offered = [v.name for v in offered_versions(office.village.pk) if v.letter_type.code == "usaha"]
    assert offered == ["Surat Usaha Sarongan"]
    assert current_version("usaha", NEXT_DOOR).name != "Surat Usaha Sarongan"  # type: ignore[union-attr]
    serve_type(copy.pk, office.head, active=False)
    assert current_version("usaha", office.village.pk).name != "Surat Usaha Sarongan"  # type: ignore[union-attr]
    with pytest.raises(WrongInput):
        copy_type(LetterType.objects.get(code="usaha", village=None).pk, office.secretary)


def test_a_discarded_draft_leaves_what_was_published(admin: Actor) -> None:
    kind = LetterType.objects.get(code="skck")
    change_draft(kind.pk, admin, renamed("Sementara"))
    assert discard_draft(kind.pk, admin)
    assert current_version("skck").name != "Sementara"  # type: ignore[union-attr]
    new = create_type(admin, **NEW)
    assert not discard_draft(new.pk, admin)
    assert not LetterType.objects.filter(pk=new.pk).exists()


@pytest.mark.parametrize("type_file", read_catalogue(), ids=lambda type_file: type_file.code)
def test_a_kind_that_is_written_out_reads_as_it_was(type_file: Any) -> None:
    assert read_type(as_toml(type_file.as_table()), "a.toml") == type_file
    version = current_version(type_file.code)
    assert version is not None
    assert read_type(as_toml(table_of(version)), "b.toml") == type_file


def test_a_file_of_another_office_goes_to_a_draft() -> None:
    office, neighbour = an_office(), an_office(NEXT_DOOR)
    own = create_type(office.secretary, **NEW)
    text = as_toml(own.draft.content)
    taken = import_type(neighbour.operator, text, "jalan-rusak.toml")
    assert taken.village_id == NEXT_DOOR
    assert taken.pk != own.pk
    assert current_version(NEW["code"], NEXT_DOOR) is None
    again = import_type(neighbour.operator, text.replace("Laporan Jalan", "Laporan Jembatan"), "x.toml")
    assert again.pk == taken.pk
    assert again.draft.content["name"] == "Surat Laporan Jembatan"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Surat Laporan Jalan", "Surat \\u0000"),
        ("service_minutes = 30", "service_minutes = 99999999999999999999"),
        ("service_minutes = 30", "service_minutes = inf"),
        ('"sign",', ""),
        ("fields = []", "fields = 7"),
        ("{pemohon.nama}", "{{7*7}}"),
        ("{pemohon.nama}", "{% include 'x' %}"),
    ],
)
def test_a_file_that_breaks_a_rule_changes_nothing(before: str, after: str) -> None:
    office = an_office()
    text = as_toml(create_type(office.secretary, **NEW).draft.content | {"code": "jembatan"})
    assert before in text or before == "fields = []"
    with pytest.raises(WrongInput) as refused:
        import_type(
            office.secretary, text.replace(before, after, 1) if before in text else text + after, "b.toml"
        )
    assert "b.toml" in refused.value.errors["file"][0]
    assert not LetterType.objects.filter(code="jembatan").exists()
