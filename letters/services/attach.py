"""Documents sent with a request."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access.roles import Actor
from foundation.documents import storage
from foundation.documents.uploads import UploadRefused, check_upload
from letters.errors import WrongInput
from letters.models import Attachment

from .create import editable_request

MOST_PER_DOCUMENT = 5


@transaction.atomic
def attach_document(request_id: UUID | str, actor: Actor, document: str, upload: UploadedFile) -> Attachment:
    """Stores a checked and cleaned file with a request that may still be changed.

    Raises Http404, NotAllowed, OutOfTurn; WrongInput with a message by the document's name when the file is refused.
    """
    request = editable_request(request_id, actor)
    known = {spec["name"] for spec in request.type_version.documents}
    if document not in known:
        raise WrongInput({document: [_("Berkas ini tidak diminta untuk surat ini.")]})
    if request.attachments.filter(document=document).count() >= MOST_PER_DOCUMENT:
        raise WrongInput(
            {document: [_("Paling banyak 5 berkas untuk satu persyaratan. Hapus dahulu salah satunya.")]}
        )
    try:
        clean = check_upload(upload)
    except UploadRefused as error:
        raise WrongInput({document: list(error.messages)}) from error
    stored = storage.save(clean.content)
    return Attachment.objects.create(
        request=request,
        document=document,
        name=clean.name[:150],
        content_type=clean.content_type,
        size=stored.size,
        sha256=stored.sha256,
        path=stored.path,
    )


@transaction.atomic
def remove_document(request_id: UUID | str, actor: Actor, attachment_id: UUID) -> None:
    """Takes a document off a request that may still be changed; other rows may still name the stored file."""
    request = editable_request(request_id, actor)
    request.attachments.filter(pk=attachment_id).delete()
