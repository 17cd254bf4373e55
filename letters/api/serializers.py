"""What programs send, and, for the schema, what they get."""

import base64
import binascii
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.forms.remarks import LONGEST_REMARK


class DocumentIn(serializers.Serializer[Any]):
    """A document with a new request; `content` is base64."""

    document = serializers.CharField(max_length=40)
    filename = serializers.CharField(max_length=150)
    content = serializers.CharField(max_length=14_000_000, trim_whitespace=False)

    def validate_content(self, value: str) -> bytes:
        """Decodes the content."""
        try:
            return base64.b64decode(value, validate=True)
        except binascii.Error as error:
            raise serializers.ValidationError(_("Isi berkas harus dalam bentuk base64.")) from error


def as_upload(document: dict[str, Any]) -> SimpleUploadedFile:
    """A decoded document as an uploaded file."""
    return SimpleUploadedFile(document["filename"], document["content"])


class RequestIn(serializers.Serializer[Any]):
    """A new request: the type's code, a NIK or an id, and the fields by name.

    The office's own letters name no resident, but the village where the caller works in several.
    """

    letter_type = serializers.SlugField(max_length=40)
    resident = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    village = serializers.CharField(max_length=13, required=False, allow_blank=True, default="")
    data = serializers.DictField(required=False, default=dict)  # type: ignore[assignment]
    documents = DocumentIn(many=True, required=False, default=list)
    channel = serializers.ChoiceField(
        choices=["web", "counter", "api", "kiosk"], required=False, default="api"
    )


class ActionIn(serializers.Serializer[Any]):
    """A step on a request."""

    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)
    fields_to_mend = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, default=list
    )
    remarks = serializers.DictField(
        child=serializers.CharField(max_length=LONGEST_REMARK, allow_blank=True), required=False, default=dict
    )
    otp = serializers.CharField(required=False, allow_blank=True, default="", max_length=12)
    passphrase = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=200, trim_whitespace=False, write_only=True
    )


class RevokeIn(serializers.Serializer[Any]):
    """Why a letter is revoked."""

    reason = serializers.CharField(max_length=500)
    otp = serializers.CharField(required=False, allow_blank=True, default="", max_length=12)


class ApplicantOut(serializers.Serializer[Any]):
    """Whom a letter is about."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    nik = serializers.CharField(allow_null=True)


class DocumentOut(serializers.Serializer[Any]):
    """A letter's PDF."""

    state = serializers.ChoiceField(choices=["rendering", "ready", "failed", "none"])
    sha256 = serializers.CharField(allow_null=True)
    bytes = serializers.IntegerField(allow_null=True)


class LetterOut(serializers.Serializer[Any]):
    """A numbered letter."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    state = serializers.ChoiceField(choices=["signed", "countersigned", "issued", "revoked", "replaced"])
    request = serializers.UUIDField()
    village = serializers.CharField()
    issued_on = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)
    document = DocumentOut()
    token = serializers.CharField()
    verification_url = serializers.URLField()


class ActorOut(serializers.Serializer[Any]):
    """Who took a step."""

    name = serializers.CharField()
    role = serializers.CharField()


class MarkOut(serializers.Serializer[Any]):
    """A field or document that is to be mended."""

    name = serializers.CharField()
    remark = serializers.CharField(allow_blank=True)


class EntryOut(serializers.Serializer[Any]):
    """One entry of a history."""

    state = serializers.CharField()
    action = serializers.CharField()
    at = serializers.DateTimeField()
    by = ActorOut(allow_null=True)
    note = serializers.CharField()
    marks = MarkOut(many=True)


class RequestOut(serializers.Serializer[Any]):
    """A request."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    state = serializers.CharField()
    letter_type = serializers.CharField()
    resident = ApplicantOut(allow_null=True)
    village = serializers.CharField()
    channel = serializers.CharField()
    created_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    letter = LetterOut(allow_null=True)
    data = serializers.DictField()  # type: ignore[assignment]
    history = EntryOut(many=True)
    actions = serializers.ListField(child=serializers.CharField())


class TypeOut(serializers.Serializer[Any]):
    """A letter type."""

    code = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    classification = serializers.CharField()
    version = serializers.IntegerField()
    audience = serializers.ListField(child=serializers.CharField())
    fields = serializers.ListField(child=serializers.DictField())  # type: ignore[assignment]
    documents = serializers.ListField(child=serializers.DictField())
    steps = serializers.ListField(child=serializers.CharField())
    validity_days = serializers.IntegerField(allow_null=True)
    service_minutes = serializers.IntegerField()
    paper = serializers.ChoiceField(choices=["F4", "A4"])
    languages = serializers.ListField(child=serializers.CharField())


class VerificationOut(serializers.Serializer[Any]):
    """The answer to a check."""

    status = serializers.ChoiceField(choices=["valid", "revoked", "replaced", "expired", "unknown"])
    kind = serializers.CharField(allow_null=True)
    number = serializers.CharField(allow_null=True)
    date = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    village = serializers.CharField(allow_null=True)
    signatory = serializers.CharField(allow_null=True)
    countersignatory = serializers.CharField(allow_null=True)
    holder = serializers.CharField(allow_null=True)


class QueueOut(serializers.Serializer[Any]):
    """A village's queue in figures."""

    village = serializers.CharField()
    name = serializers.CharField()
    district = serializers.CharField()
    waiting = serializers.IntegerField()
    late = serializers.IntegerField()
    oldest = serializers.DateTimeField(allow_null=True)
    by_state = serializers.DictField(child=serializers.IntegerField())
