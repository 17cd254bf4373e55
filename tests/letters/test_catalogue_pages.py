"""Which kinds of letters are offered, and how one finds the right one among many."""

import pytest

from foundation.accounts.models import User
from tests.acting import ActingClient
from tests.citizens.factories import SARONGAN, ResidentFactory
from tests.letters.factories import a_citizen, a_request, an_office, an_officer

pytestmark = pytest.mark.django_db
PAGE = "/surat/"
SKTM, DOMICILE = "Surat Keterangan Tidak Mampu", "/surat/ajukan/domisili/"


def shown(address: str, user: User | None = None, **query: str) -> str:
    browser = ActingClient()
    if user is not None:
        browser.force_login(user)
    text: str = browser.get(address, query).content.decode()
    return text


def test_a_letter_is_found_by_words_of_its_name_purpose_or_code() -> None:
    for words in ("tidak mampu", "MAMPU tidak", "sktm", "berobat"):
        found = shown(PAGE, q=words)
        assert SKTM in found, words
        assert DOMICILE not in found, words
    assert "Tidak ada surat yang cocok" in shown(PAGE, q="paspor ke bulan")
    everything = shown(PAGE)
    assert SKTM in everything
    assert DOMICILE in everything


def test_what_a_citizen_asked_for_before_stands_first() -> None:
    case = a_request(kind="domisili", state="submitted", office=an_office())
    citizen = User.objects.get(pk=a_citizen(case.resident).user_id)
    before = shown(PAGE, citizen).partition("Pernah Bapak/Ibu ajukan")[2].partition("<details")[0]
    assert DOMICILE in before
    assert "/surat/ajukan/sktm/" not in before
    stranger = User.objects.get(pk=a_citizen(ResidentFactory(village_id=SARONGAN)).user_id)
    for page in (shown(PAGE), shown(PAGE, stranger)):
        assert "Pernah Bapak/Ibu ajukan" not in page


def test_the_counter_offers_first_what_is_made_most_there() -> None:
    office = an_office()
    for code in ("domisili", "domisili", "sktm"):
        case = a_request(kind=code, state="submitted", office=office)
    clerk = an_officer("petugas.3510012001", "operator", SARONGAN)
    counter = f"/desa/loket/{case.resident.pk}/"
    often = shown(counter, clerk).partition("Sering dibuat di sini")[2].partition("<section")[0]
    assert 0 < often.index("domisili/") < often.index("sktm/")
    found = shown(counter, clerk, q="usaha")
    assert f"{counter}usaha/" in found
    assert f"{counter}domisili/" not in found
    assert "Sering dibuat" not in found
