"""Wrong input: said in plain Indonesian beside the field, what was typed stays, and nothing is stored."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_sktm_from_request_to_revocation import photograph
from tests.journeys.visitors import PHONE, Visitors
from tests.product import Product

pytestmark = pytest.mark.journey

VILLAGE = "35.10.01.2001"
# Words that only a machine's own message would have.
FOREIGN_WORDS = re.compile(
    r"\b(error|invalid|required|this field|enter a|ensure|must be|failed|traceback)\b", re.I
)


def test_a_number_of_fifteen_digits_is_refused_and_stays(visitors: Visitors, product: Product) -> None:
    page = visitors.anybody(width=PHONE, javascript=False)
    page.goto("/masuk/")
    before = product.rows("SELECT count(*) FROM accounts_signincode")
    page.get_by_label("NIK").fill("351001080293900")

    page.get_by_role("button", name="Kirim kode").click()

    assert_refused(page, "16 angka")
    expect(page.get_by_label("NIK")).to_have_value("351001080293900")
    assert product.rows("SELECT count(*) FROM accounts_signincode") == before


def test_a_date_in_the_future_is_refused_and_everything_typed_stays(
    visitors: Visitors, product: Product
) -> None:
    (person,) = product.citizens(VILLAGE, skip=1)
    page = visitors.citizen(person)
    before = requests_of(product, person)
    page.goto("/surat/ajukan/domisili/")
    page.get_by_label("Untuk keperluan apa?").fill("Mendaftar sekolah")
    page.get_by_label("Hari").fill("1")
    page.get_by_label("Bulan").fill("2")
    page.get_by_label("Tahun").fill("2090")
    page.get_by_label("Kontrak atau sewa").check()

    page.get_by_role("button", name="Simpan dan lanjutkan").click()

    assert_refused(
        page, re.compile("belum lewat|sudah lewat|hari ini|mendatang|akan datang|masa depan", re.I)
    )
    expect(page.get_by_label("Untuk keperluan apa?")).to_have_value("Mendaftar sekolah")
    expect(page.get_by_label("Tahun")).to_have_value("2090")
    expect(page.get_by_label("Kontrak atau sewa")).to_be_checked()
    assert requests_of(product, person) == before


def test_an_empty_form_names_each_missing_answer(visitors: Visitors, product: Product) -> None:
    (person,) = product.citizens(VILLAGE, skip=1)
    page = visitors.citizen(person)
    before = requests_of(product, person)
    page.goto("/surat/ajukan/sktm/")
    page.get_by_label("Surat ini akan diajukan ke mana?").fill("RSUD Blambangan")

    page.get_by_role("button", name="Simpan dan lanjutkan").click()

    assert_refused(page, "wajib diisi")
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(2)
    expect(page.get_by_label("Surat ini akan diajukan ke mana?")).to_have_value("RSUD Blambangan")
    assert requests_of(product, person) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("foto.jpg", photograph() + bytes(40 * 1024 * 1024), re.compile("40,? ?.*MB|5 MB")),
        ("program.jpg", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(3000), "bukan foto atau PDF"),
        ("kosong.jpg", b"", re.compile("kosong|Pilih")),
    ],
    ids=["forty megabytes", "a program called jpg", "empty"],
)
def test_a_wrong_file_is_refused_and_the_right_one_stays(
    visitors: Visitors,
    product: Product,
    tmp_path: Path,
    name: str,
    content: bytes,
    said: str | re.Pattern[str],
) -> None:
    (person,) = product.citizens(VILLAGE, skip=2)
    page = visitors.citizen(person)
    page.goto("/surat/ajukan/sktm/")
    page.get_by_label("Pendidikan").check()
    page.get_by_label("Surat ini akan diajukan ke mana?").fill("SMP Negeri 1 Pesanggaran")
    page.get_by_label("Berapa orang yang menjadi tanggungan keluarga?").fill("3")
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    send(page, tmp_path / "kk.jpg", photograph())
    expect(page.get_by_role("link", name="kk.jpg")).to_be_visible()
    before = stored(product)

    send(page, tmp_path / name, content)

    assert_refused(page, said)
    expect(page.get_by_role("link", name="kk.jpg")).to_be_visible()
    assert stored(product) == before


def send(page: Page, file: Path, content: bytes) -> None:
    """Chooses a file for the first requirement and sends it."""
    file.write_bytes(content)
    page.get_by_label("Pilih berkas").first.set_input_files(file)
    page.get_by_role("button", name="Unggah").first.click()


def assert_refused(page: Page, said: str | re.Pattern[str]) -> None:
    """The page names the fault in a summary, in the reader's language, and says so in its title."""
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text(said)
    assert page.title().startswith("Perlu diperbaiki:"), page.title()
    assert FOREIGN_WORDS.search(summary.inner_text()) is None


def requests_of(product: Product, person: dict[str, str]) -> int:
    """How many requests a person has made."""
    return int(
        product.rows("SELECT count(*) FROM letters_request WHERE resident_id = %s", person["id"])[0][0]
    )


def stored(product: Product) -> tuple[int, int]:
    """Documents in the database, and files on the disk."""
    files = sum(1 for path in (product.var / "media").rglob("*") if path.is_file())
    return int(product.rows("SELECT count(*) FROM letters_attachment")[0][0]), files
