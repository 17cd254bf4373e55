"""The QR code that is checked without a network: signed, compact, readable from paper, and without a name."""

import base64
import io
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
import zxingcpp
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from PIL import Image, ImageDraw

from foundation.access.reach import elevated
from foundation.documents.storage import read_stored
from letters.models import Letter, OfflineKey
from letters.offline import initials_of, offline_text
from letters.offline_keys import current_key, offline_keys_reencrypt, public_keys
from letters.rendering.qr import qr_svg
from tests.letters.factories import a_letter, an_office
from villages.models import VillageProfile

pytestmark = pytest.mark.django_db


def offline_key() -> tuple[str, ec.EllipticCurvePrivateKey]:
    with elevated():
        return current_key()


def code_on_paper(letter: Letter, folder: Path) -> str:
    """What a scanner reads from the letter's first page."""
    [code] = zxingcpp.read_barcodes(first_page(letter, folder))
    return code.text


def first_page(letter: Letter, folder: Path) -> Image.Image:
    """The letter's first page, printed at 150 dots an inch."""
    document = letter.current_document
    assert document is not None
    file = folder / "letter.pdf"
    file.write_bytes(read_stored(document.path))
    picture = subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-singlefile", str(file)], capture_output=True, check=True
    ).stdout
    return Image.open(io.BytesIO(picture)).convert("RGB")


def is_genuine(address: str) -> bool:
    """The check as the page in the browser does it, with the published keys."""
    token, text = address.split("/v/")[1].split("/#")
    *said, signature = text.split("~")
    raw = base64.b32decode(signature + "=" * (-len(signature) % 8))
    key = serialization.load_der_public_key(
        base64.b64decode({row["name"]: row["key"] for row in public_keys()}[said[1]])
    )
    assert isinstance(key, ec.EllipticCurvePublicKey)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    try:
        key.verify(der, f"{token}~{'~'.join(said)}".encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def test_the_printed_code_opens_the_page_and_proves_itself(tmp_path: Path) -> None:
    letter = a_letter()
    address = code_on_paper(letter, tmp_path)
    assert f"/v/{letter.token}/#1~" in address
    assert is_genuine(address)
    said = [unquote(part) for part in address.split("#")[1].split("~")]
    assert said[2] == f"{letter.issued_on:%Y%m%d}"
    assert said[3:5] == ["domisili", "3510012001"]
    assert said[6] == letter.number
    person = letter.snapshot["values"]["pemohon"]
    assert said[5] == initials_of(person["nama"])
    assert person["nama"].split()[0].casefold() not in address.casefold()
    assert person["nik"] not in address
    # The address without what only the reader needs leads to the page as ever.
    assert Client().get("/v/" + address.split("/v/")[1].split("#")[0]).status_code == 200


def test_a_stamp_on_the_code_does_not_hide_it(tmp_path: Path) -> None:
    letter = a_letter()
    page = first_page(letter, tmp_path)
    [clean] = zxingcpp.read_barcodes(page)
    left, top = clean.position.top_left.x, clean.position.top_left.y
    side = clean.position.bottom_right.x - left
    stamp = (left + int(side * 0.35), top + int(side * 0.35), left + int(side * 0.65), top + int(side * 0.65))
    ImageDraw.Draw(page).rectangle(stamp, fill="black")
    [read] = zxingcpp.read_barcodes(page)
    assert read.text == clean.text


def test_the_code_is_coarse_enough_for_a_poor_printer(tmp_path: Path) -> None:
    address = code_on_paper(a_letter(), tmp_path)
    modules = re.search(r'viewBox="0 0 (\d+) ', qr_svg(address, "")).group(1)  # type: ignore[union-attr]
    assert int(modules) <= 61


@pytest.mark.usefixtures("quick_rendering")
def test_one_changed_character_is_noticed() -> None:
    letter = a_letter()
    name, key = offline_key()
    text = offline_text(letter, name, key)
    address = f"https://desa.invalid/v/{letter.token}/#{text}"
    assert is_genuine(address)
    start = address.index("#") + len("#1~1~")
    for place in range(start, address.rindex("~")):
        other = "7" if address[place] != "7" else "8"
        if address[place] != "~":
            assert not is_genuine(address[:place] + other + address[place + 1 :])
    assert not is_genuine(address.replace(letter.token, letter.token[::-1]))


@pytest.mark.usefixtures("quick_rendering")
def test_a_format_with_strange_signs_is_kept_apart() -> None:
    VillageProfile.objects.filter(region_id="35.10.01.2001").update(
        number_format="No. {nomor}~#%/{kode}/{tahun}"
    )
    letter = a_letter()
    name, key = offline_key()
    parts = offline_text(letter, name, key).split("~")
    assert len(parts) == 8
    assert unquote(parts[6]) == letter.number


@pytest.mark.usefixtures("quick_rendering")
def test_letters_of_an_old_key_are_checked_as_before() -> None:
    letter = a_letter(office=an_office())
    name, key = offline_key()
    old = f"https://desa.invalid/v/{letter.token}/#{offline_text(letter, name, key)}"
    call_command("rotate_offline_key", verbosity=0)
    name, key = offline_key()
    assert name == "2"
    new = f"https://desa.invalid/v/{letter.token}/#{offline_text(letter, name, key)}"
    assert is_genuine(old)
    assert is_genuine(new)
    assert [row["name"] for row in public_keys()] == ["2", "1"]
    assert all("ENCRYPTED" in row.private_key for row in OfflineKey.objects.all())


def test_the_published_keys_name_nobody() -> None:
    offline_key()
    answer = Client().get("/verifikasi/luring/kunci.json").json()
    assert set(answer) == {"at", "keys", "kinds", "villages"}
    assert set(answer["keys"][0]) == {"name", "key"}
    assert answer["villages"]["3510012001"] == "Desa Sarongan"


def test_the_key_opens_under_a_new_secret() -> None:
    name, _key = offline_key()
    assert offline_keys_reencrypt(settings.SIGNING_KEY_SECRET, "rahasia baru yang cukup panjang") == (1, 0)
    assert offline_keys_reencrypt("sudah tidak dipakai lagi", "rahasia baru yang cukup panjang") == (0, 1)
    with pytest.raises(ValueError, match="."):
        offline_keys_reencrypt("rahasia yang keliru sama sekali", "rahasia lain lagi yang panjang")
    assert [row["name"] for row in public_keys()] == [name]
