"""Every address of the project."""

from django.urls import include, path
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularJSONAPIView

from citizens.views import break_glass, journal, my_data
from citizens.views.number import number_page
from citizens.views.people import contact_page, search_page
from foundation.access.rules import ANYONE, allow
from foundation.api.reference import reference_page
from foundation.notifications.views import demo_outbox_page, list_page

from . import deputies, views, village_settings
from .account_page import account_page
from .resident_page import resident_page

handler400 = "smartkampung.errors.bad_request"
handler403 = "smartkampung.errors.forbidden"
handler404 = "smartkampung.errors.not_found"
handler500 = "smartkampung.errors.server_error"

VILLAGES = [
    path("desa/pengaturan/", village_settings.settings_page, name="settings"),
    path("desa/pengaturan/pejabat/", village_settings.official_page, name="official_new"),
    path("desa/pengaturan/pejabat/<uuid:official_id>/", village_settings.official_page, name="official"),
    path("desa/pengaturan/pelaksana/", deputies.deputy_page, name="deputy_new"),
    path("desa/pengaturan/pelaksana/<uuid:official_id>/akhiri/", deputies.deputy_end_page, name="deputy_end"),
]

CITIZENS = [
    path("desa/penduduk/", search_page, name="search"),
    path("desa/penduduk/<uuid:resident_id>/", resident_page, name="resident"),
    path("desa/penduduk/<uuid:resident_id>/nomor/", number_page, name="number"),
    path("jurnal-akses/", journal.journal_page, name="journal"),
    path("kabupaten/penduduk/", break_glass.find_page, name="break_glass"),
    path("kabupaten/penduduk/<uuid:resident_id>/", break_glass.opened_page, name="opened"),
    path("kabupaten/penduduk/<uuid:resident_id>/buka/", break_glass.open_page, name="break_glass_open"),
    path("desa/penduduk/<uuid:resident_id>/kontak/", contact_page, name="contact"),
]

urlpatterns = [
    path("", views.home_page, name="home"),
    path("akun/", account_page, name="account"),
    path("akun/data-saya/", my_data.my_data_page, name="my_data"),
    path("ruang-kerja/", views.landing_page, name="landing"),
    path("", include("foundation.accounts.urls")),
    path("", include("letters.urls")),
    path("", include((CITIZENS, "citizens"))),
    path("", include((VILLAGES, "villages"))),
    path("kabar/", list_page, name="notifications"),
    path("demo/kotak-keluar/", demo_outbox_page, name="demo_outbox"),
    path("bahasa/", allow(ANYONE)(require_http_methods(["GET", "POST"])(set_language)), name="set_language"),
    path("api/v1/", include("smartkampung.api_urls")),
    path("api/schema/", allow(ANYONE, write=())(SpectacularJSONAPIView.as_view()), name="schema"),
    path("api/docs/", reference_page, name="api_docs"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
]
