"""The command that makes an installation's first officers."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from foundation.access.roles import Role
from foundation.accounts.models import RoleAssignment, User
from villages.models import Official, Region
from villages.queries import official_of

pytestmark = pytest.mark.django_db

VILLAGE = "35.10.01.2001"
PASSWORD = "sawah-hujan-kopi-7"


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICER_PASSWORD", PASSWORD)


def create(**options: str) -> str:
    given = {
        "username": "kades.baru",
        "name": "Sri Wahyuni, S.Sos.",
        "role": "head",
        "area": VILLAGE,
    } | options
    out = StringIO()
    call_command("create_officer", *(f"--{name}={value}" for name, value in given.items()), stdout=out)
    return out.getvalue()


def test_a_head_can_sign_in_and_is_the_official_in_whose_name_letters_are_signed() -> None:
    told = create(nip="197501012000032001", rank="Penata (III/c)")
    user = User.objects.get(username="kades.baru")
    assert user.check_password(PASSWORD)
    assert not user.is_demo
    assert PASSWORD not in told
    held = RoleAssignment.objects.get(user=user)
    assert (held.role, held.area_code, held.valid_until) == (Role.HEAD, VILLAGE, None)
    official = official_of(Region.objects.get(code=VILLAGE), user.pk)
    assert official is not None
    assert (official.title, official.name, official.nip) == (
        "Kepala Desa",
        "Sri Wahyuni, S.Sos.",
        "197501012000032001",
    )


def test_an_operator_is_no_official() -> None:
    create(username="operator.baru", role="operator")
    assert not Official.objects.filter(region_id=VILLAGE).exists()


def test_a_role_and_its_office_end_on_the_last_day() -> None:
    last = timezone.localdate() + timedelta(days=10)
    create(until=last.isoformat(), prefix="Plh.")
    assert RoleAssignment.objects.get().valid_until == last
    official = Official.objects.get(region_id=VILLAGE)
    assert (official.term_end, official.prefix) == (last, "Plh.")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"area": "35.10.01"}, "tingkat"),
        ({"area": "3510012001"}, "tidak dikenal"),
        ({"role": "district_admin"}, "tingkat"),
        ({"email": "bukan-surel"}, "surel|email"),
        ({"until": "2020-01-01"}, "lewat"),
        ({"username": " "}, "kosong"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(options: dict[str, str], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        create(**options)
    assert not User.objects.exists()


def test_a_name_is_given_once() -> None:
    create()
    with pytest.raises(CommandError, match="sudah dipakai"):
        create(role="operator")


def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICER_PASSWORD", "pendek")
    with pytest.raises(CommandError):
        create()
    assert not User.objects.exists()


def test_without_terminal_and_variable_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OFFICER_PASSWORD")
    monkeypatch.setattr("sys.stdin", StringIO())
    with pytest.raises(CommandError, match="OFFICER_PASSWORD"):
        create()
