"""Form of a village's letterhead."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.documents.uploads import CleanUpload, check_arms

from .models import VillageProfile

MOST_LINES = 2
LONGEST_LINE = 90


class LetterheadForm(forms.ModelForm):
    """What stands at the head of the office's letters, and how they lie on the paper."""

    lines = forms.CharField(
        label=_("Baris tambahan di bawah nama kantor"),
        required=False,
        help_text=_("Paling banyak dua baris, misalnya nama sekretariat. Umumnya kosong."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    website = forms.URLField(
        label=_("Laman"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    arms_file = forms.FileField(
        label=_("Ganti lambang"),
        required=False,
        help_text=_("PNG atau JPG, atau SVG sederhana sampai 300 KB. Gambar dibuat ulang sebelum disimpan."),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.svg"}),
    )
    arms_neutral = forms.BooleanField(label=_("Kembali ke tanda netral bawaan"), required=False)

    class Meta:
        model = VillageProfile
        fields = (
            "address",
            "phone",
            "email",
            "website",
            "paper",
            "margin_top",
            "margin_left",
            "margin_right",
        )
        widgets = {"paper": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("lines", "\n".join(self.instance.letterhead_lines))
        self.arms: CleanUpload | None = None

    def clean_lines(self) -> list[str]:
        """The lines without empty ones."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
            raise forms.ValidationError(
                _("Paling banyak %(lines)s baris, masing-masing paling panjang %(letters)s huruf.")
                % {"lines": MOST_LINES, "letters": LONGEST_LINE}
            )
        return lines

    def clean_arms_file(self) -> None:
        """Has the file looked into; the clean copy is in `arms`."""
        upload = self.cleaned_data["arms_file"]
        if upload:
            self.arms = check_arms(upload)

    def draft(self) -> VillageProfile:
        """The profile as typed, not saved. Only after `is_valid`."""
        profile: VillageProfile = self.save(commit=False)
        profile.letterhead_lines = self.cleaned_data["lines"]
        if self.cleaned_data["arms_neutral"]:
            profile.arms = ""
        return profile
