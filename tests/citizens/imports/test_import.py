"""A file from upload to the register and back."""

from datetime import date
from typing import Any

import pytest
from uuid6 import uuid7

from citizens import code_lists
from citizens.models import EventProposal, Family, ImportBatch, ImportRow, Resident, ResidentHistory
from citizens.services.imports import import_ask_undo, import_confirm, import_upload
from foundation.access.roles import Actor, Grant, Role
from tests.acting import run_jobs
from tests.citizens.factories import PESANGGARAN, SARONGAN, FamilyFactory, ResidentFactory, household
from villages.models import Region

from .files import KK, OTHER_KK, a_child, a_man, a_wife, nik_of, opensid, template

pytestmark = pytest.mark.django_db
State = ImportBatch.State


def clerk(village: str = SARONGAN) -> Actor:
    return Actor(user_id=uuid7(), name="Bu Sri", grants=(Grant(Role.OPERATOR, village),))


def preview(content: bytes, village: str = SARONGAN) -> ImportBatch:
    batch = import_upload(clerk(village), village, content, "penduduk.xlsx")
    run_jobs()
    batch.refresh_from_db()
    return batch


def applied(content: bytes, village: str = SARONGAN) -> ImportBatch:
    batch = preview(content, village)
    assert batch.state == State.READY, batch.notice
    import_confirm(batch.pk, clerk(village))
    run_jobs()
    batch.refresh_from_db()
    return batch


def undone(batch: ImportBatch) -> ImportBatch:
    import_ask_undo(batch.pk, clerk(batch.village_id))
    run_jobs()
    batch.refresh_from_db()
    return batch


def reasons(batch: ImportBatch) -> dict[int, list[str]]:
    rows = ImportRow.objects.filter(batch=batch).order_by("number")
    return {row.number: [f"{r['column']}: {r['text']}" for r in row.reasons] for row in rows if row.reasons}


def everything() -> list[dict[str, Any]]:
    return [*Resident.objects.order_by("pk").values(), *Family.objects.order_by("pk").values()]


def test_the_opensid_workbook_becomes_a_family() -> None:
    batch = applied(opensid(a_man(), a_wife(), a_child()))
    assert (batch.state, batch.format, batch.sheet) == (State.APPLIED, "opensid", "Data Penduduk")
    assert batch.counts == {"new": 3}
    family = Family.objects.get(number=KK)
    assert (family.address, family.area_code) == ("JALAN MELATI 5", f"{SARONGAN}.01.001.002")
    head = Resident.objects.get(nik=a_man()["nik"])
    assert family.head == head
    assert (head.name, head.birth_date, head.occupation) == ("SUGENG PRAYITNO", date(1987, 3, 12), 9)
    assert (head.village_id, head.father_name, head.address) == (SARONGAN, "SUKARDI", "")
    child = family.members.get(relation=code_lists.CHILD)
    assert child.nik is None
    assert Region.objects.get(pk=f"{SARONGAN}.01").name == "Krajan"
    assert Region.objects.get(pk=f"{SARONGAN}.01.001.002").level == Region.Level.RT


def test_the_same_file_again_changes_nothing() -> None:
    applied(opensid(a_man(), a_wife(), a_child()))
    before = everything()
    batch = applied(opensid(a_man(nama="Sugeng prayitno"), a_wife(), a_child()))
    assert batch.counts == {"unchanged": 3}
    assert everything() == before


def test_changed_cells_are_shown_and_written_and_empty_cells_say_nothing() -> None:
    applied(opensid(a_man(), a_wife()))
    batch = preview(
        template(a_man(pekerjaan_id="Nelayan/Perikanan", nama_ayah=None), a_wife(alamat="JALAN MAWAR 1"))
    )
    assert batch.counts == {"changed": 1, "unchanged": 1}
    row = ImportRow.objects.get(batch=batch, outcome="changed")
    assert row.changes == {"occupation": [9, 11]}
    import_confirm(batch.pk, clerk())
    run_jobs()
    head = Resident.objects.get(nik=a_man()["nik"])
    assert (head.occupation, head.father_name) == (11, "SUKARDI")
    assert Family.objects.get().address == "JALAN MELATI 5"


def test_an_address_of_the_family_is_changed_by_its_heads_row() -> None:
    applied(opensid(a_man(), a_wife()))
    batch = applied(opensid(a_man(alamat="JALAN KENANGA 9"), a_wife(alamat="JALAN KENANGA 9")))
    assert batch.counts == {"changed": 1, "unchanged": 1}
    assert Family.objects.get().address == "JALAN KENANGA 9"
    assert undone(batch).state == State.UNDONE
    assert Family.objects.get().address == "JALAN MELATI 5"


def test_an_import_is_undone_as_a_whole() -> None:
    household()
    applied(opensid(a_man(), a_wife()))
    before = everything()
    born = {"nik": nik_of(date(1960, 1, 1)), "tanggallahir": "1960-01-01"}
    old_man = a_man(nama="PAK TUA", no_kk=OTHER_KK, dusun="Baru", **born)
    batch = applied(opensid(a_man(kk_level=11, pekerjaan_id=3), a_wife(kk_level=1), a_child(), old_man))
    assert batch.counts == {"changed": 2, "new": 2}
    assert Family.objects.get(number=KK).head.name == "SULASTRI"
    assert Region.objects.filter(name="Baru").exists()
    assert undone(batch).state == State.UNDONE
    assert everything() == before
    assert not Region.objects.filter(name="Baru").exists()
    assert not ImportRow.objects.filter(batch=batch).exists()


def test_what_was_changed_afterwards_is_not_undone() -> None:
    batch = applied(opensid(a_man(), a_wife()))
    wife = Resident.objects.get(name="SULASTRI")
    wife.phone = "081234567890"
    wife.save()
    before = everything()
    undone(batch)
    assert batch.state == State.APPLIED
    assert "SULASTRI" in batch.notice
    assert "SUGENG" not in batch.notice
    assert everything() == before


def test_an_import_that_letters_stand_on_is_not_undone() -> None:
    from tests.access.cast import officer
    from tests.access.world import make_request

    batch = applied(opensid(a_man(), a_wife()))
    make_request(Resident.objects.get(name="SULASTRI"), officer("operator", SARONGAN))
    undone(batch)
    assert batch.state == State.APPLIED
    assert "SULASTRI" in batch.notice


def test_somebody_of_another_village_is_not_taken_over() -> None:
    there = ResidentFactory(village_id=PESANGGARAN, nik=a_man()["nik"], name="ORANG SANA")
    batch = applied(opensid(a_man(), a_wife()))
    assert batch.counts == {"elsewhere": 1, "new": 1}
    there.refresh_from_db()
    assert (there.village_id, there.name) == (PESANGGARAN, "ORANG SANA")
    proposal = EventProposal.objects.get()
    assert (proposal.village_id, proposal.resident, proposal.kind) == (PESANGGARAN, there, "move_out")
    assert proposal.data["village"] == SARONGAN
    applied(opensid(a_man(), a_wife(pekerjaan_id=3)))
    assert EventProposal.objects.count() == 1


def test_the_history_says_by_which_import_a_row_changed() -> None:
    first = applied(opensid(a_man()))
    second = applied(opensid(a_man(pekerjaan_id=3)))
    undone(second)
    kept = ResidentHistory.objects.order_by("pgh_id").values_list("occupation", "pgh_context__batch")
    assert list(kept) == [(9, str(second.pk)), (3, str(second.pk))]
    assert str(first.pk) not in {batch for _, batch in kept}


def test_passports_are_kept_of_foreigners_only() -> None:
    there = {"dokumen_pasport": "X123", "tanggal_akhir_paspor": "2030-01-31", "dokumen_kitas": "K-1"}
    batch = applied(opensid(a_man(**there), a_wife(warganegara_id=2, **there)))
    assert batch.counts == {"new": 2}
    assert Resident.objects.get(name="SUGENG PRAYITNO").passport == ""
    assert Resident.objects.get(name="SULASTRI").passport_until == date(2030, 1, 31)


def test_all_columns_of_the_workbook_that_the_register_has_are_kept() -> None:
    cells = {
        "ayah_nik": nik_of(date(1960, 1, 1)), "ibu_nik": nik_of(date(1962, 1, 1), 2), "akta_lahir": "AL-1",
        "akta_perkawinan": "AN-1", "tanggalperkawinan": "10/02/2010", "hamil": "", "id_asuransi": 2,
        "pendidikan_sedang_id": 18, "status_rekam": 8, "alamat_sekarang": "JALAN LAIN 1", "lat": "-8,599931",
        "lng": 114.121211,
    }  # fmt: skip
    applied(opensid(a_man(**cells)))
    head = Resident.objects.select_related("family").get()
    assert (head.father_nik, head.mother_nik) == (cells["ayah_nik"], cells["ibu_nik"])
    assert (head.birth_certificate, head.marriage_certificate) == ("AL-1", "AN-1")
    assert (head.married_on, head.insurance, head.id_card, head.pregnant) == (date(2010, 2, 10), 2, 8, None)
    assert (head.address, str(head.family.latitude), str(head.family.longitude)) == (
        "JALAN LAIN 1",
        "-8.599931",
        "114.121211",
    )
    assert applied(opensid(a_man(**cells))).counts == {"unchanged": 1}


def test_a_family_of_another_village_is_not_taken_over() -> None:
    FamilyFactory(village_id=PESANGGARAN, number=KK)
    batch = preview(opensid(a_man()))
    assert batch.counts == {"refused": 1}
    assert "tercatat di desa lain" in reasons(batch)[2][0]


def test_a_family_never_gets_two_heads() -> None:
    applied(opensid(a_man(), a_wife()))
    batch = preview(opensid(a_wife(kk_level=1)))
    assert batch.counts == {"refused": 1}
    assert "kepala keluarga lain" in reasons(batch)[2][0]
    assert applied(opensid(a_man(kk_level=2), a_wife(kk_level=1))).counts == {"changed": 2}
    assert Family.objects.get().head.name == "SULASTRI"


def test_the_dead_are_not_brought_back_by_an_old_file() -> None:
    applied(opensid(a_man()))
    Resident.objects.update(status=code_lists.DEAD)
    batch = preview(opensid(a_man()))
    assert batch.counts == {"refused": 1}
    assert "meninggal" in reasons(batch)[2][0]


def test_somebody_new_needs_all_that_the_register_asks_for() -> None:
    batch = preview(opensid(a_man(agama_id=None, dusun=None, rw=None, rt=None), a_wife()))
    assert batch.counts == {"refused": 1, "new": 1}
    assert [reason.split(":")[0] for reason in reasons(batch)[2]] == ["Agama", "Dusun"]


def test_a_cell_that_cannot_be_read_is_told_once() -> None:
    batch = preview(opensid(a_man(tanggallahir="08/17/1985")))
    assert [reason.split(":")[0] for reason in reasons(batch)[2]] == ["Tanggal lahir"]


def test_a_child_that_got_its_nik_is_known_again() -> None:
    applied(opensid(a_man(), a_child()))
    got = nik_of(date(2015, 6, 9))
    batch = applied(opensid(a_child(nik=got)))
    assert batch.counts == {"changed": 1}
    assert Resident.objects.get(name="DIMAS PRAYOGA").nik == got


def test_a_register_that_changed_since_the_preview_is_looked_at_again() -> None:
    batch = preview(opensid(a_man()))
    ResidentFactory(nik=a_man()["nik"])
    import_confirm(batch.pk, clerk())
    run_jobs()
    batch.refresh_from_db()
    assert batch.state == State.READY
    assert "berubah sejak pratinjau" in batch.notice
    assert batch.counts == {"changed": 1}


def test_two_imports_of_one_file_make_nobody_twice() -> None:
    first, second = preview(opensid(a_man(), a_wife())), preview(opensid(a_man(), a_wife()))
    import_confirm(first.pk, clerk())
    import_confirm(second.pk, clerk())
    run_jobs()
    first.refresh_from_db()
    second.refresh_from_db()
    assert sorted([first.state, second.state]) == [State.APPLIED, State.READY]
    assert Resident.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"bukan tabel sama sekali", "Judul kolom"),
        (b"%PDF-1.7", "bukan tabel"),
        (template() + b"", "Judul kolom"),
    ],
)
def test_a_file_without_residents_ends_with_what_to_do(content: bytes, words: str) -> None:
    batch = preview(content)
    if batch.state == State.READY:
        assert batch.counts == {}
    else:
        assert batch.state == State.FAILED
        assert words in batch.notice
