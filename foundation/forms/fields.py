"""Fields that take what people really write: dates in three boxes, rupiah with dots, digits with spaces."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.forms.widgets import DATE_PARTS, DigitsInput, GovDateInput, MoneyInput, split_date

__all__ = ["DateField", "DigitsField", "MoneyField"]

# Indonesian month names and their usual short forms; the first three letters tell them apart.
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "januari jan january",
            "februari feb pebruari peb february",
            "maret mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu ags agt agust august aug",
            "september sep sept",
            "oktober okt october oct",
            "november nov nopember nop",
            "desember des december dec",
        ],
        start=1,
    )
    for name in names.split()
}
OLDEST_YEAR = 1850


class DateField(forms.Field):
    """A date typed as day, month and year; the month may be a number or a name.

    Errors carry a code that names the boxes they speak of (`missing_day`, `invalid_month`,
    `invalid_day_month_year`).
    """

    widget = GovDateInput

    def __init__(
        self,
        *,
        past_only: bool = False,
        min_date: date | None = None,
        max_date: date | None = None,
        **options: Any,
    ) -> None:
        """`past_only` refuses a date after today; `min_date` and `max_date` bound it."""
        super().__init__(**options)
        self.past_only = past_only
        self.min_date = min_date
        self.max_date = max_date

    def to_python(self, value: Any) -> date | None:
        """Read the boxes.

        Raises:
            ValidationError: a box is empty or unreadable, or the calendar has no such day.
        """
        if isinstance(value, date):
            return value
        texts = value if isinstance(value, Mapping) else self._from_single(value)
        if not any(texts.values()):
            return None
        missing = [part for part in DATE_PARTS if not texts[part]]
        if missing:
            raise ValidationError(_missing_text(missing), code="missing_" + "_".join(missing))
        day, month, year = _read_day(texts["day"]), _read_month(texts["month"]), _read_year(texts["year"])
        try:
            return date(year, month, day)
        except ValueError as error:
            raise ValidationError(
                _("Tanggal itu tidak ada dalam kalender. Periksa hari dan bulannya."),
                code="invalid_day_month_year",
            ) from error

    def _from_single(self, value: Any) -> dict[str, str]:
        texts = split_date(value)
        if value and not any(texts.values()):
            raise ValidationError(
                _("Tulis tanggal dengan hari, bulan, dan tahun, misalnya 17 8 1985."),
                code="invalid_day_month_year",
            )
        return texts

    def validate(self, value: Any) -> None:
        """Apply `required` and the bounds.

        Raises:
            ValidationError: the date is missing or outside the bounds.
        """
        super().validate(value)
        if value is None:
            return
        if self.past_only and value > timezone.localdate():
            raise ValidationError(_("Tanggal tidak boleh sesudah hari ini."), code="invalid_day_month_year")
        if self.min_date and value < self.min_date:
            raise ValidationError(
                _("Tanggal paling awal adalah %(limit)s."),
                code="invalid_day_month_year",
                params={"limit": self.min_date.strftime("%d-%m-%Y")},
            )
        if self.max_date and value > self.max_date:
            raise ValidationError(
                _("Tanggal paling akhir adalah %(limit)s."),
                code="invalid_day_month_year",
                params={"limit": self.max_date.strftime("%d-%m-%Y")},
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare dates, not the texts in the boxes."""
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


class MoneyField(forms.IntegerField):
    """Whole rupiah; takes "1.500.000", "Rp1500000", "Rp 1.500.000,00"."""

    widget = MoneyInput
    default_error_messages = {
        "invalid": _("Tulis jumlah dalam rupiah bulat, misalnya 1.500.000."),
        "min_value": _("Jumlah paling sedikit adalah Rp %(limit_value)s."),
        "max_value": _("Jumlah paling banyak adalah Rp %(limit_value)s."),
    }

    def __init__(self, *, min_value: int = 0, max_value: int = 999_999_999_999, **options: Any) -> None:
        """Bounds are whole rupiah; the upper one keeps typing slips out of letters."""
        super().__init__(min_value=min_value, max_value=max_value, **options)

    def to_python(self, value: Any) -> int | None:
        """Read the amount.

        Raises:
            ValidationError: it is not a whole number of rupiah.
        """
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        text = re.sub(r"^rp\.?", "", "".join(str(value or "").split()), flags=re.IGNORECASE)
        text = re.sub(r"(,00|,-)$", "", text)
        if not text:
            return None
        plain = re.fullmatch(r"-?\d{1,15}", text, re.ASCII)
        grouped = re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+|-?\d{1,3}(?:,\d{3})+", text, re.ASCII)
        if not plain and not grouped:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text.replace(".", "").replace(",", ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `min` and `max`: the box holds text with dots."""
        return {}

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount with dots; what was typed stays as typed."""
        if isinstance(value, int) and not isinstance(value, bool):
            return f"{value:,}".replace(",", ".")
        return value


class DigitsField(forms.CharField):
    """A number that names something (NIK, KK, one-time code): exactly `length` digits, kept as text.

    Spaces, dots and dashes are dropped, as people copy them from cards.
    """

    widget = DigitsInput

    def __init__(self, *, length: int, subject: str | Promise, **options: Any) -> None:
        """`subject` names the number in messages, such as "NIK"."""
        self.length = length
        self.subject = subject
        options.setdefault("error_messages", {"required": _("Isi %(subject)s.") % {"subject": subject}})
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        """Drop what people write between digits."""
        return re.sub(r"[\s.\-]", "", super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        """Check that there are only digits and the right count of them.

        Raises:
            ValidationError: says what was written and what is needed.
        """
        super().validate(value)
        if not value:
            return
        names = {"subject": self.subject, "length": self.length, "written": len(value)}
        if not (value.isascii() and value.isdigit()):
            raise ValidationError(_("%(subject)s hanya terdiri atas angka."), code="invalid", params=names)
        if len(value) != self.length:
            raise ValidationError(
                _("%(subject)s terdiri atas %(length)s angka. Yang tertulis ada %(written)s angka."),
                code="length",
                params=names,
            )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave room for the spaces that people type between the digits."""
        return {**super().widget_attrs(widget), "maxlength": str(self.length * 2)}


def _missing_text(missing: list[str]) -> str:
    names = {"day": _("hari"), "month": _("bulan"), "year": _("tahun")}
    listed = [str(names[part]) for part in missing]
    return gettext("Tanggal belum lengkap: isi %(parts)s.") % {"parts": gettext(" dan ").join(listed)}


def _read_day(text: str) -> int:
    if re.fullmatch(r"\d{1,2}", text, re.ASCII) and 1 <= int(text) <= 31:
        return int(text)
    raise ValidationError(_("Hari harus berupa angka 1 sampai 31."), code="invalid_day")


def _read_month(text: str) -> int:
    if re.fullmatch(r"\d{1,2}", text, re.ASCII) and 1 <= int(text) <= 12:
        return int(text)
    month = MONTHS.get(text.casefold().rstrip("."))
    if month is None:
        raise ValidationError(
            _("Bulan harus berupa angka 1 sampai 12 atau nama bulan, misalnya Agustus."), code="invalid_month"
        )
    return month


def _read_year(text: str) -> int:
    if re.fullmatch(r"\d{4}", text, re.ASCII) and int(text) >= OLDEST_YEAR:
        return int(text)
    raise ValidationError(_("Tahun harus ditulis dengan empat angka, misalnya 1985."), code="invalid_year")
