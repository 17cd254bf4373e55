"""A kind of letter under work: what will be its next version, and binds nobody until it is published."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .catalogue import LetterType


class LetterTypeDraft(models.Model):
    """The draft (rancangan) of a kind of letter, one at most; `content` has the shape of a type file and may be
    unfinished. `area_code` is the village or the regency that works on it: nobody else sees it."""

    letter_type = models.OneToOneField(
        LetterType, on_delete=models.CASCADE, primary_key=True, related_name="draft"
    )
    area_code = models.CharField(_("kode wilayah"), max_length=32)
    content = models.JSONField(_("isi"))
    changed_at = models.DateTimeField(_("diubah pada"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("diubah oleh")
    )

    def __str__(self) -> str:
        return str(self.letter_type_id)
