"""What the books of numbers are called."""

from django.utils.translation import gettext as _

from letters.classification import classification_names
from letters.models import LetterTypeVersion
from letters.numbering import INCOMING, ONE_REGISTER, OTHER_KINDS


def register_name(register: str) -> str:
    """The name of a register: of all letters, of what came in, of one code or one kind."""
    if register == ONE_REGISTER:
        return _("Semua surat")
    if register == INCOMING:
        return _("Surat masuk")
    if register == OTHER_KINDS:
        return _("Surat lain")
    if register in classification_names():
        return f"{register} {classification_names()[register].capitalize()}"
    version = LetterTypeVersion.objects.filter(letter_type__code=register).order_by("-number").first()
    return version.name if version else register
