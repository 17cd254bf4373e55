"""Addresses of letters."""

from django.urls import path

from .views import (
    after_issue,
    apply,
    archive,
    catalogue,
    certificates,
    counter,
    desk,
    electronic,
    entries,
    mail,
    mending,
    my_requests,
    numbers,
    office_letters,
    offline,
    papers,
    previews,
    queues,
    register,
    signing,
    verification,
)
from .views.types import lists, page, parts

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
    path("verifikasi/luring/", offline.offline_page, name="offline"),
    path("verifikasi/luring/kunci.json", offline.keys_page, name="offline_keys"),
    path("verifikasi/luring/pekerja.js", offline.worker_page, name="offline_worker"),
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
    path("desa/permohonan/<uuid:request_id>/isian/", mending.mend_page, name="mend"),
    path("desa/permohonan/<uuid:request_id>/ulangi/", mending.repeat_page, name="repeat"),
    path("desa/surat-dinas/", office_letters.office_letters_page, name="office_letters"),
    path("desa/surat-dinas/<slug:code>/", office_letters.office_letter_page, name="office_letter"),
    path("desa/register/", register.register_page, name="register"),
    path("desa/permohonan/<uuid:request_id>/cetak/", after_issue.print_page, name="print"),
    path("desa/permohonan/<uuid:request_id>/ambil/", after_issue.collect_page, name="collect"),
    path("desa/permohonan/<uuid:request_id>/ganti/", after_issue.replace_page, name="replace"),
    path("desa/permohonan/<uuid:request_id>/tanda-terima/", after_issue.receipt_page, name="receipt"),
    path("desa/habis-berlaku/", after_issue.expiring_page, name="expiring"),
    path("desa/arsip/", archive.archive_page, name="archive"),
]
MAIL = [
    path("desa/surat-masuk/", mail.mail_page, name="mail"),
    path("desa/surat-masuk/catat/", mail.record_page, name="mail_record"),
    path("desa/surat-masuk/<uuid:incoming_id>/", mail.incoming_page, name="incoming"),
    path("desa/surat-masuk/<uuid:incoming_id>/disposisi/", mail.dispose_page, name="dispose"),
    path(
        "desa/surat-masuk/<uuid:incoming_id>/lembar-disposisi.pdf", mail.sheet_page, name="disposition_sheet"
    ),
    path("desa/disposisi/", mail.tasks_page, name="dispositions"),
    path("desa/disposisi/<uuid:task_id>/", mail.report_page, name="disposition_report"),
]
NUMBERS = [
    path("desa/register/nomor/", numbers.numbers_page, name="numbers"),
    path("desa/register/catat/", numbers.paper_page, name="paper"),
    path("desa/register/mulai/", numbers.begin_page, name="register_begin"),
    path("desa/register/cadangan/", numbers.reserve_page, name="reserve"),
    path("desa/register/cadangan/<uuid:reservation_id>/", numbers.reservation_page, name="reservation"),
    path(
        "desa/register/cadangan/<uuid:reservation_id>/lembar/",
        numbers.sheet_page,
        name="reservation_sheet",
    ),
    path("desa/register/nomor/<uuid:entry_id>/", entries.entry_page, name="entry"),
    path("desa/register/nomor/<uuid:entry_id>/isi/", numbers.fill_page, name="entry_fill"),
    path("desa/register/nomor/<uuid:entry_id>/batal/", numbers.void_page, name="entry_void"),
    path("desa/register/nomor/<uuid:entry_id>/pindai/", entries.scan_page, name="scan"),
    path(
        "desa/register/nomor/<uuid:entry_id>/pindai/<uuid:scan_id>/", entries.scan_file_page, name="scan_file"
    ),
    path("desa/register/nomor/<uuid:entry_id>/kirim/", entries.hand_over_page, name="hand_over"),
    path(
        "desa/register/nomor/<uuid:entry_id>/kirim/<uuid:handover_id>/",
        entries.signature_page,
        name="signature",
    ),
    path("desa/register/buku/<slug:book>/", register.book_page, name="book"),
    path("desa/register/buku/<slug:book>/unduh/", register.download_page, name="book_download"),
]
ABOVE = [
    path("kecamatan/", signing.countersign_list_page, name="countersign_list"),
    path("kecamatan/permohonan/<uuid:request_id>/", desk.request_page, name="countersign_request"),
    path(
        "kecamatan/permohonan/<uuid:request_id>/tindakan/<slug:action>/",
        desk.action_page,
        name="countersign_action",
    ),
    path(
        "kecamatan/permohonan/<uuid:request_id>/pratinjau.pdf",
        previews.countersign_page,
        name="countersign_preview",
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
    path("sertifikat/dicabut.crl", certificates.revocation_list_page, name="revocation_list"),
    path("sertifikat/", certificates.certificates_page, name="certificates"),
    path("sertifikat/desa/<str:area_code>/", certificates.certificate_page, name="certificate"),
    path(
        "sertifikat/desa/<str:area_code>/terbitkan/",
        certificates.certificate_issue_page,
        name="certificate_issue",
    ),
    path(
        "sertifikat/desa/<str:area_code>/cabut/",
        certificates.certificate_revoke_page,
        name="certificate_revoke",
    ),
    path("tanda-tangan-elektronik/", electronic.electronic_page, name="electronic"),
    path("tanda-tangan-elektronik/lanjut/", electronic.continue_page, name="electronic_continue"),
    path("tanda-tangan-elektronik/nik/", electronic.identity_page, name="electronic_identity"),
    path("tanda-tangan-elektronik/periksa/", electronic.check_page, name="electronic_check"),
]
TYPES = [
    path("jenis-surat/", lists.types_page, name="types"),
    path("jenis-surat/baru/", lists.new_page, name="type_new"),
    path("jenis-surat/impor/", lists.import_page, name="type_import"),
    path("jenis-surat/tempel/", lists.paste_page, name="type_paste"),
    path("jenis-surat/<uuid:type_id>/", page.type_page, name="type"),
    path("jenis-surat/<uuid:type_id>/tindakan/<slug:action>/", page.action_page, name="type_action"),
    path("jenis-surat/<uuid:type_id>/unduh/", page.file_page, name="type_file"),
    path("jenis-surat/<uuid:type_id>/banding/", page.compare_page, name="type_compare"),
    path("jenis-surat/<uuid:type_id>/pratinjau.pdf", previews.type_page, name="type_preview"),
    path("jenis-surat/<uuid:type_id>/data/", parts.data_page, name="type_data"),
    path("jenis-surat/<uuid:type_id>/langkah/", parts.steps_page, name="type_steps"),
    path("jenis-surat/<uuid:type_id>/naskah/", parts.wording_page, name="type_wording"),
    path("jenis-surat/<uuid:type_id>/inggris/", parts.english_page, name="type_english"),
    path("jenis-surat/<uuid:type_id>/bagian/<slug:part>/", parts.parts_page, name="type_parts"),
    path("jenis-surat/<uuid:type_id>/bagian/<slug:part>/baru/", parts.part_page, name="type_part_new"),
    path(
        "jenis-surat/<uuid:type_id>/bagian/<slug:part>/ubah/<slug:name>/",
        parts.part_page,
        name="type_part",
    ),
]
PREVIEWS = [
    path("desa/permohonan/<uuid:request_id>/pratinjau.pdf", previews.desk_page, name="desk_preview"),
    path("surat/saya/<uuid:request_id>/pratinjau.pdf", previews.my_page, name="my_preview"),
]

urlpatterns = SIGNATORY + CITIZEN + PUBLIC + DESK + NUMBERS + MAIL + ABOVE + TYPES + PREVIEWS
