"""Addresses of social aid."""

from django.urls import path

from .views import (
    case_family,
    cases,
    check,
    contests,
    deliveries,
    effect,
    family,
    lists,
    meetings,
    outreach,
    overview,
    poverty_map,
    programmes,
    proposals,
    rule_parts,
    terms,
    transparency,
    whatsapp,
)

app_name = "assistance"

OFFICE = [
    path("bansos/", overview.overview_page, name="overview"),
    path("bansos/peta/", poverty_map.map_page, name="map"),
    path("bansos/peta/gambar.svg", poverty_map.map_picture, name="map_picture"),
    path("bansos/peta/peta.pdf", poverty_map.map_pdf, name="map_pdf"),
    path("bansos/dampak/", effect.effect_page, name="effect"),
    path("bansos/padankan/", overview.match_action, name="match"),
    path("bansos/daftar/<slug:kind>/", lists.list_page, name="list"),
    path("bansos/daftar/<slug:kind>/unduh/", lists.list_download, name="list_download"),
    path("bansos/keluarga/<uuid:family_id>/", family.family_page, name="family"),
]

PROGRAMMES = [
    path("bansos/program/", programmes.programmes_page, name="programmes"),
    path("bansos/program/baru/", programmes.programme_new_page, name="programme_new"),
    path("bansos/program/<slug:code>/", programmes.programme_page, name="programme"),
    path("bansos/program/<slug:code>/rancangan/", programmes.draft_action, name="draft"),
    path("bansos/ketentuan/<uuid:terms_id>/", terms.terms_page, name="terms"),
    path("bansos/ketentuan/<uuid:terms_id>/data/", terms.terms_data_page, name="terms_data"),
    path("bansos/ketentuan/<uuid:terms_id>/butir/", rule_parts.condition_page, name="condition"),
    path("bansos/ketentuan/<uuid:terms_id>/ubah/", rule_parts.part_action, name="rule_part"),
    path("bansos/ketentuan/<uuid:terms_id>/simulasi/", terms.simulation_page, name="simulation"),
    path("bansos/ketentuan/<uuid:terms_id>/berlakukan/", terms.publish_page, name="publish"),
    path("bansos/ketentuan/<uuid:terms_id>/buang/", terms.discard_action, name="discard"),
]

PUBLIC = [
    path("cek-bansos/", check.check_page, name="check"),
    path("bansos/terbuka/", transparency.open_figures_page, name="open_figures"),
    path("bansos/terbuka/<str:area_code>/", transparency.open_figures_page, name="open_figures_of"),
]

DELIVERIES = [
    path("bansos/kiriman/", deliveries.deliveries_page, name="deliveries"),
    path("bansos/kiriman/templat/<slug:kind>/", deliveries.template_file, name="delivery_template"),
    path("bansos/kiriman/<uuid:delivery_id>/", deliveries.delivery_page, name="delivery"),
    path("bansos/kiriman/<uuid:delivery_id>/aksi/", deliveries.delivery_action, name="delivery_action"),
    path("bansos/kiriman/<uuid:delivery_id>/perbaikan/", deliveries.refused_file, name="delivery_refused"),
    path("bansos/kiriman/<uuid:delivery_id>/baris/<int:number>/", deliveries.row_page, name="delivery_row"),
]

CONTESTS = [
    path("cek-bansos/usul/", contests.submit_page, name="contest_new"),
    path("cek-bansos/usul/<uuid:contest_id>/", contests.own_contest_page, name="own_contest"),
    path("bansos/usul-sanggah/", contests.contests_page, name="contests"),
    path("bansos/usul-sanggah/<uuid:contest_id>/", contests.contest_page, name="contest"),
    path("bansos/usul-sanggah/<uuid:contest_id>/pelapor/", contests.reporter_page, name="contest_reporter"),
    path("bansos/usul-sanggah/<uuid:contest_id>/bukti/", contests.evidence_file, name="contest_evidence"),
]

MEETINGS = [
    path("bansos/musyawarah/", meetings.meetings_page, name="meetings"),
    path("bansos/musyawarah/<uuid:meeting_id>/", meetings.meeting_page, name="meeting"),
    path(
        "bansos/musyawarah/<uuid:meeting_id>/<slug:paper>.pdf", meetings.meeting_paper, name="meeting_paper"
    ),
    path("bansos/musyawarah/<uuid:meeting_id>/putusan/", meetings.decisions_page, name="decisions"),
    path("bansos/musyawarah/<uuid:meeting_id>/unduh/", proposals.meeting_download, name="meeting_download"),
    path("bansos/usulan/", proposals.proposals_page, name="proposals"),
    path("bansos/usulan/unduh/", proposals.proposals_download, name="proposals_download"),
    path("bansos/musyawarah/calon/<uuid:candidate_id>/", meetings.candidate_page, name="candidate"),
]

CASES = [
    path("ugd-kemiskinan/", cases.report_page, name="report"),
    path("ugd-kemiskinan/whatsapp/", whatsapp.whatsapp_hook, name="whatsapp"),
    path("bansos/kasus/", cases.cases_page, name="cases"),
    path("bansos/kasus/<uuid:case_id>/", cases.case_page, name="case"),
    path("bansos/kasus/<uuid:case_id>/keluarga/", case_family.case_family_page, name="case_family"),
    path("bansos/kasus/<uuid:case_id>/selesai/", cases.close_action, name="case_close"),
    path("bansos/kasus/tindakan/<uuid:intervention_id>/", cases.intervention_page, name="intervention"),
]

OUTREACH = [
    path("bansos/jemput-bola/", outreach.hints_page, name="outreach"),
    path("bansos/jemput-bola/<uuid:hint_id>/", outreach.hint_page, name="hint"),
]

urlpatterns = [*PUBLIC, *OFFICE, *PROGRAMMES, *DELIVERIES, *CONTESTS, *MEETINGS, *CASES, *OUTREACH]
