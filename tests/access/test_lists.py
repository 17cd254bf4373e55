"""Lists, searches and figures tell of one's own villages and of nothing else."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from citizens.models import Resident
from foundation.access.roles import Role
from foundation.access.rules import allow
from smartkampung.urls import urlpatterns as project_urls
from tests.acting import ActingClient

from .cast import (
    HAMLET,
    KECAMATAN,
    PENGANJURAN,
    PESANGGARAN,
    REGENCY,
    SARONGAN,
    citizen,
    officer,
    signed_in,
    with_token,
)
from .world import Papers

PAGES = [
    "/",
    "/desa/",
    "/desa/?keadaan=semua",
    "/desa/?keadaan=draft",
    "/desa/?keadaan=issued",
    "/desa/?q=canary",
    "/desa/register/",
    "/desa/register/?q=canary",
    "/desa/register/buku/masuk/",
    "/desa/register/buku/ekspedisi/",
    "/desa/register/nomor/",
    "/desa/arsip/",
    "/desa/surat-masuk/",
    "/desa/disposisi/?tampil=semua",
    "/desa/habis-berlaku/",
    "/desa/penduduk/?q=canary",
    "/desa/loket/?q=canary",
    "/desa/tanda-tangan/",
    "/kecamatan/",
    "/kabupaten/",
    "/surat/saya/",
    "/kabar/",
    "/api/v1/requests",
    "/api/v1/requests?page_size=200",
    "/api/v1/letters",
    "/api/v1/residents?q=canary",
    "/api/v1/queues",
]
STRANGERS = {
    Role.CITIZEN: ("Next Door", "Other Village", "Other District"),
    Role.NEIGHBOURHOOD: ("Next Door", "Other Village", "Other District"),
    Role.OPERATOR: ("Other Village", "Other District"),
    Role.SECRETARY: ("Other Village", "Other District"),
    Role.HEAD: ("Other Village", "Other District"),
    Role.SUBDISTRICT: ("Other District",),
    Role.DISTRICT_ADMIN: ("Own", "Next Door", "Other Village", "Other District"),
    Role.SOCIAL_OFFICER: ("Own", "Next Door", "Other Village", "Other District"),
    Role.AUDITOR: ("Own", "Next Door", "Other Village", "Other District"),
}
WORKPLACES = {Role.NEIGHBOURHOOD: HAMLET, Role.SUBDISTRICT: KECAMATAN}
WORKPLACES |= dict.fromkeys((Role.OPERATOR, Role.SECRETARY, Role.HEAD), SARONGAN)
WORKPLACES |= dict.fromkeys((Role.DISTRICT_ADMIN, Role.SOCIAL_OFFICER, Role.AUDITOR), REGENCY)


def clients(role: str, papers: dict[str, Papers]) -> tuple[ActingClient, ActingClient]:
    if role == Role.CITIZEN:
        user = citizen(Resident.objects.get(pk=papers["own"].resident))
    else:
        user = officer(role, WORKPLACES[Role(role)])
    return signed_in(user), with_token(user)


@pytest.mark.parametrize("role", list(STRANGERS))
def test_no_stranger_is_named(role: str, papers: dict[str, Papers]) -> None:
    browser, program = clients(role, papers)
    numbers = {
        str(r.nik) for r in Resident.objects.all() if r.name.removeprefix("Canary ") in STRANGERS[Role(role)]
    }
    wrong = []
    for address in PAGES:
        body = (program if address.startswith("/api/") else browser).get(address).content.decode()
        wrong += [f"{address}: {name}" for name in STRANGERS[Role(role)] if f"Canary {name}" in body]
        wrong += [f"{address}: a number" for number in numbers if number in body]
    assert wrong == []


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SECRETARY, Role.HEAD])
def test_ones_own_people_are_there(role: str, papers: dict[str, Papers]) -> None:
    """Otherwise the test above would pass on empty pages."""
    browser, program = clients(role, papers)
    for address in ("/desa/?keadaan=issued", "/desa/penduduk/?q=canary", "/desa/register/", "/desa/arsip/"):
        assert "Canary Own" in browser.get(address).content.decode(), address
    assert "Canary Own" in program.get("/api/v1/residents?q=canary").content.decode()


def test_figures_count_what_is_in_reach(papers: dict[str, Papers]) -> None:
    for role, code, villages in (
        (Role.OPERATOR, SARONGAN, {SARONGAN}),
        (Role.SUBDISTRICT, KECAMATAN, {SARONGAN, PESANGGARAN}),
        (Role.DISTRICT_ADMIN, REGENCY, {SARONGAN, PESANGGARAN, PENGANJURAN}),
    ):
        figures = with_token(officer(role, code)).get("/api/v1/queues").json()
        assert villages <= {figure["village"] for figure in figures}
        assert all(figure["village"].startswith(code) for figure in figures)
        assert "Canary" not in str(figures)


def test_a_number_of_another_village_finds_nobody(papers: dict[str, Papers]) -> None:
    program = with_token(officer(Role.OPERATOR, SARONGAN))
    stranger = Resident.objects.select_related("family").get(pk=papers["other_village"].resident)
    for typed in (stranger.nik, stranger.nik[:12], stranger.family.number, stranger.phone, stranger.name):
        found = program.get("/api/v1/residents", {"q": typed}).json()
        assert str(stranger.pk) not in {row["id"] for row in found}


@allow(Role.OPERATOR)
def forgetful_page(request: HttpRequest) -> HttpResponse:
    """A view as it must never be written: it asks for everybody."""
    return HttpResponse(",".join(Resident.objects.values_list("name", flat=True)))


def ruleless_page(request: HttpRequest) -> HttpResponse:
    """A view whose rule was forgotten."""
    return HttpResponse("open")


urlpatterns = [*project_urls, path("forgetful/", forgetful_page), path("ruleless/", ruleless_page)]


@pytest.mark.urls(__name__)
def test_a_view_that_forgot_the_filter_shows_one_village(papers: dict[str, Papers]) -> None:
    page = signed_in(officer(Role.OPERATOR, SARONGAN)).get("/forgetful/").content.decode()
    assert set(page.split(",")) == {"Canary Own", "Canary Next Door"}


@pytest.mark.urls(__name__)
def test_a_view_that_forgot_its_rule_is_not_there(papers: dict[str, Papers]) -> None:
    for browser in (ActingClient(), signed_in(officer(Role.OPERATOR, SARONGAN))):
        assert browser.get("/ruleless/").status_code == 404


def test_a_refusal_is_noted(papers: dict[str, Papers], caplog: pytest.LogCaptureFixture) -> None:
    user = officer(Role.OPERATOR, SARONGAN)
    with caplog.at_level(logging.WARNING, "smartkampung.security"):
        assert signed_in(user).get("/kabupaten/%0aforged").status_code == 404
        assert signed_in(user).get("/kabupaten/").status_code == 403
    [line] = [record.getMessage() for record in caplog.records if record.name == "smartkampung.security"]
    assert f"user={user.pk}" in line
    assert "path=/kabupaten/" in line
