"""Every address of the project."""

from django.urls import include, path
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularJSONAPIView

from citizens.views import (
    break_glass,
    corrections,
    exports,
    identity,
    imports,
    journal,
    my_data,
    own_copy,
    own_corrections,
)
from citizens.views.book import book_page, life_event_page
from citizens.views.duplicates import duplicate_page, duplicates_page
from citizens.views.events import family_event_page, new_family_page, resident_event_page
from citizens.views.families import families_page, family_download, family_page
from citizens.views.history import history_page
from citizens.views.neighbourhoods import neighbourhoods_page
from citizens.views.number import number_page
from citizens.views.open_statistics import open_statistics_page
from citizens.views.people import contact_page, search_page
from citizens.views.population_books import population_book_download, population_book_page
from citizens.views.proposals import proposal_page
from citizens.views.recapitulation import recapitulation_page
from citizens.views.statistics import statistics_excel, statistics_page, statistics_pdf
from citizens.views.stays import stay_page, stays_page, without_nik_page
from foundation.access.rules import ANYONE, allow
from foundation.api.reference import reference_page
from foundation.notifications.views import demo_outbox_page, list_page
from foundation.retention.views import retention_page

from . import deputies, letterhead, officers, views, village_settings
from .account_page import account_page
from .resident_page import resident_page

handler400 = "smartkampung.errors.bad_request"
handler403 = "smartkampung.errors.forbidden"
handler404 = "smartkampung.errors.not_found"
handler500 = "smartkampung.errors.server_error"

VILLAGES = [
    path("desa/pengaturan/", village_settings.settings_page, name="settings"),
    path("desa/pengaturan/kop/", letterhead.letterhead_page, name="letterhead"),
    path("desa/pengaturan/kop/pratinjau.pdf", letterhead.letterhead_preview_page, name="letterhead_preview"),
    path("desa/pengaturan/pejabat/", village_settings.official_page, name="official_new"),
    path("desa/pengaturan/pejabat/<uuid:official_id>/", village_settings.official_page, name="official"),
    path("desa/pengaturan/pelaksana/", deputies.deputy_page, name="deputy_new"),
    path("desa/pengaturan/pelaksana/<uuid:official_id>/akhiri/", deputies.deputy_end_page, name="deputy_end"),
]

CITIZENS = [
    path("penduduk-dalam-angka/", open_statistics_page, name="open_statistics"),
    path("penduduk-dalam-angka/<str:area_code>/", open_statistics_page, name="open_statistics_of"),
    path("desa/buku/", population_book_page, name="population_books"),
    path("desa/buku/<slug:book>/", population_book_page, name="population_book"),
    path("desa/buku/<slug:book>/unduh/", population_book_download, name="population_book_download"),
    path("desa/rekapitulasi/", recapitulation_page, name="recapitulation"),
    path("desa/statistik/", statistics_page, name="statistics"),
    path("desa/statistik/<str:area_code>/", statistics_page, name="statistics_of"),
    path("desa/statistik/<str:area_code>/excel/", statistics_excel, name="statistics_excel"),
    path("desa/statistik/<str:area_code>/pdf/", statistics_pdf, name="statistics_pdf"),
    path("desa/penduduk/", search_page, name="search"),
    path("desa/penduduk/tanpa-nik/", without_nik_page, name="without_nik"),
    path("desa/penduduk-sementara/", stays_page, name="stays"),
    path("desa/penduduk-sementara/baru/", stay_page, name="stay_new"),
    path("desa/penduduk-sementara/<uuid:stay_id>/", stay_page, name="stay"),
    path("desa/penduduk/unduh/", exports.exports_page, name="exports"),
    path("desa/penduduk/unduh/<uuid:export_id>/", exports.export_page, name="export"),
    path("desa/penduduk/unduh/<uuid:export_id>/berkas/", exports.export_download, name="export_download"),
    path("desa/penduduk/impor/", imports.imports_page, name="imports"),
    path("desa/penduduk/impor/templat/", imports.import_template_file, name="import_template"),
    path("desa/penduduk/impor/<uuid:batch_id>/", imports.import_page, name="import"),
    path("desa/penduduk/impor/<uuid:batch_id>/terapkan/", imports.import_apply_action, name="import_apply"),
    path("desa/penduduk/impor/<uuid:batch_id>/batalkan/", imports.import_undo_action, name="import_undo"),
    path("desa/penduduk/impor/<uuid:batch_id>/buang/", imports.import_discard_action, name="import_discard"),
    path(
        "desa/penduduk/impor/<uuid:batch_id>/perbaikan/",
        imports.import_corrected_file,
        name="import_corrected",
    ),
    path("desa/penduduk/<uuid:resident_id>/", resident_page, name="resident"),
    path("desa/penduduk/<uuid:resident_id>/periksa-nik/", identity.identity_page, name="identity"),
    path("desa/penduduk/<uuid:resident_id>/nomor/", number_page, name="number"),
    path("jurnal-akses/", journal.journal_page, name="journal"),
    path("akun/data-saya/pembetulan/", own_corrections.own_corrections_page, name="own_corrections"),
    path("akun/data-saya/pembetulan/baru/kk/", own_corrections.correction_card_page, name="correction_card"),
    path(
        "akun/data-saya/pembetulan/baru/<uuid:resident_id>/",
        own_corrections.correction_new_page,
        name="correction_new",
    ),
    path(
        "akun/data-saya/pembetulan/<uuid:correction_id>/",
        own_corrections.own_correction_page,
        name="own_correction",
    ),
    path(
        "akun/data-saya/pembetulan/<uuid:correction_id>/tarik/",
        own_corrections.correction_withdraw_action,
        name="correction_withdraw",
    ),
    path("desa/pembetulan/", corrections.corrections_page, name="corrections"),
    path("desa/pembetulan/<uuid:correction_id>/", corrections.correction_page, name="correction"),
    path("desa/pembetulan/<uuid:correction_id>/bukti/", corrections.correction_file, name="correction_file"),
    path("kabupaten/pembetulan/", corrections.corrections_late_page, name="corrections_late"),
    path("kabupaten/penduduk/", break_glass.find_page, name="break_glass"),
    path("kabupaten/penduduk/<uuid:resident_id>/", break_glass.opened_page, name="opened"),
    path("kabupaten/penduduk/<uuid:resident_id>/buka/", break_glass.open_page, name="break_glass_open"),
    path("desa/penduduk/<uuid:resident_id>/kontak/", contact_page, name="contact"),
    path("desa/penduduk/<uuid:resident_id>/riwayat/", history_page, name="history"),
    path(
        "desa/penduduk/<uuid:resident_id>/peristiwa/<slug:kind>/", resident_event_page, name="resident_event"
    ),
    path("desa/keluarga/", families_page, name="families"),
    path("desa/keluarga/wilayah/", neighbourhoods_page, name="neighbourhoods"),
    path("desa/keluarga/baru/", new_family_page, name="family_new"),
    path("desa/keluarga/<uuid:family_id>/", family_page, name="family"),
    path("desa/keluarga/<uuid:family_id>/unduh/", family_download, name="family_download"),
    path("desa/keluarga/<uuid:family_id>/peristiwa/<slug:kind>/", family_event_page, name="family_event"),
    path("desa/mutasi/", book_page, name="book"),
    path("desa/mutasi/<uuid:event_id>/", life_event_page, name="life_event"),
    path("desa/mutasi/usulan/<uuid:proposal_id>/", proposal_page, name="proposal"),
    path("desa/data-ganda/", duplicates_page, name="duplicates"),
    path("desa/data-ganda/<uuid:resident_id>/", duplicate_page, name="duplicate"),
]

urlpatterns = [
    path("", views.home_page, name="home"),
    path("akun/", account_page, name="account"),
    path("akun/data-saya/", my_data.my_data_page, name="my_data"),
    path("akun/data-saya/pemeriksaan-nik/hapus/", identity.consent_withdraw_action, name="consent_withdraw"),
    path("akun/data-saya/salinan/", own_copy.own_copy_page, name="own_copy"),
    path("akun/data-saya/salinan/berkas/", own_copy.own_copy_file, name="own_copy_file"),
    path("ruang-kerja/", views.landing_page, name="landing"),
    path("", include("foundation.accounts.urls")),
    path("", include("letters.urls")),
    path("", include("assistance.urls")),
    path("", include((CITIZENS, "citizens"))),
    path("", include((VILLAGES, "villages"))),
    path("kabupaten/petugas/", officers.officers_page, name="officers"),
    path("kabupaten/petugas/baru/", officers.officer_new_page, name="officer_new"),
    path("kabupaten/petugas/<uuid:user_id>/", officers.officer_page, name="officer"),
    path("kabupaten/petugas/<uuid:user_id>/peran/", officers.officer_role_page, name="officer_role"),
    path(
        "kabupaten/petugas/<uuid:user_id>/peran/<uuid:assignment_id>/akhiri/",
        officers.officer_role_end_page,
        name="officer_role_end",
    ),
    path(
        "kabupaten/petugas/<uuid:user_id>/tindakan/<slug:action>/",
        officers.officer_action_page,
        name="officer_action",
    ),
    path("kabupaten/masa-simpan/", retention_page, name="retention"),
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
