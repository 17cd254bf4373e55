"""Addresses of letters."""

from django.urls import path

from .views import (
    apply,
    catalogue,
    counter,
    desk,
    electronic,
    my_requests,
    papers,
    queues,
    register,
    signing,
    verification,
)

app_name = "letters"

CITIZEN = [
    path("surat/", catalogue.catalogue_page, name="catalogue"),
    path("surat/ajukan/<slug:code>/", apply.fill_page, name="apply"),
    path("surat/saya/", my_requests.list_page, name="my_requests"),
    path("surat/saya/<uuid:request_id>/", my_requests.detail_page, name="my_request"),
    path("surat/saya/<uuid:request_id>/isian/", apply.change_page, name="apply_change"),
    path("surat/saya/<uuid:request_id>/berkas/", apply.documents_page, name="apply_documents"),
    path(
        "surat/saya/<uuid:request_id>/berkas/<uuid:attachment_id>/", apply.attachment_page, name="attachment"
    ),
    path(
        "surat/saya/<uuid:request_id>/berkas/<uuid:attachment_id>/hapus/",
        apply.remove_document_page,
        name="attachment_remove",
    ),
    path("surat/saya/<uuid:request_id>/periksa/", apply.check_page, name="apply_check"),
    path("surat/saya/<uuid:request_id>/batal/", my_requests.cancel_page, name="cancel"),
    path("surat/saya/<uuid:request_id>/surat.pdf", my_requests.pdf_page, name="my_letter_pdf"),
]
PUBLIC = [
    path("v/<str:token>/", verification.token_page, name="verify"),
    path("verifikasi/", verification.check_page, name="verify_upload"),
]
DESK = [
    path("desa/", desk.inbox_page, name="inbox"),
    path("desa/permohonan/<uuid:request_id>/", desk.request_page, name="desk_request"),
    path("desa/permohonan/<uuid:request_id>/tindakan/<slug:action>/", desk.action_page, name="desk_action"),
    path("desa/permohonan/<uuid:request_id>/kenal/", desk.vouch_page, name="vouch"),
    path("desa/permohonan/<uuid:request_id>/buat-ulang/", papers.retry_page, name="retry"),
    path("desa/permohonan/<uuid:request_id>/surat.pdf", papers.letter_pdf_page, name="desk_pdf"),
    path(
        "desa/permohonan/<uuid:request_id>/berkas/<uuid:attachment_id>/",
        papers.attachment_page,
        name="desk_attachment",
    ),
    path("desa/tanda-tangan/", signing.sign_list_page, name="sign_list"),
    path("desa/loket/", counter.find_page, name="counter"),
    path("desa/loket/<uuid:resident_id>/", counter.types_page, name="counter_types"),
    path("desa/loket/<uuid:resident_id>/<slug:code>/", counter.form_page, name="counter_form"),
    path("desa/register/", register.register_page, name="register"),
]
ABOVE = [
    path("kecamatan/", signing.countersign_list_page, name="countersign_list"),
    path("kecamatan/permohonan/<uuid:request_id>/", desk.request_page, name="countersign_request"),
    path(
        "kecamatan/permohonan/<uuid:request_id>/tindakan/<slug:action>/",
        desk.action_page,
        name="countersign_action",
    ),
    path("kecamatan/permohonan/<uuid:request_id>/surat.pdf", papers.letter_pdf_page, name="countersign_pdf"),
    path(
        "kecamatan/permohonan/<uuid:request_id>/berkas/<uuid:attachment_id>/",
        papers.attachment_page,
        name="countersign_attachment",
    ),
    path("kabupaten/", queues.district_queues_page, name="district_queues"),
]

SIGNATORY = [
    path("tanda-tangan-elektronik/", electronic.electronic_page, name="electronic"),
    path("tanda-tangan-elektronik/lanjut/", electronic.continue_page, name="electronic_continue"),
    path("tanda-tangan-elektronik/nik/", electronic.identity_page, name="electronic_identity"),
    path("tanda-tangan-elektronik/periksa/", electronic.check_page, name="electronic_check"),
]

urlpatterns = SIGNATORY + CITIZEN + PUBLIC + DESK + ABOVE
