"""Controls that Django has not: a date in three boxes, money, and digits that stay text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms.widgets import TextInput, Widget
from django.utils.translation import gettext_lazy as _

__all__ = ["DigitsInput", "GovDateInput", "MoneyInput"]

DATE_PARTS = ("day", "month", "year")
DATE_LABELS = {"day": _("Hari"), "month": _("Bulan"), "year": _("Tahun")}
BIRTHDAY_AUTOCOMPLETE = {"day": "bday-day", "month": "bday-month", "year": "bday-year"}


class GovDateInput(Widget):
    """Day, month and year in three boxes, so that nobody has to work a calendar to find a birth year.

    The posted names are `<name>_day`, `<name>_month`, `<name>_year`; a single posted `<name>` in ISO form is
    taken as well, so that the API can fill the same form. The value is a mapping of the three texts as typed,
    and an unreadable date comes back into the boxes unchanged.
    """

    template_name = "forms/widgets/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        """`birthday` lets the browser fill in the person's own date of birth."""
        super().__init__(attrs)
        self.birthday = birthday

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template one entry per box."""
        context = super().get_context(name, value, attrs)
        texts = split_date(value)
        final = context["widget"]["attrs"]
        wrong = str(final.pop("data-wrong", "")).split()
        context["widget"]["parts"] = [
            {
                "id": f"{final.get('id', name)}_{part}",
                "name": f"{name}_{part}",
                "label": DATE_LABELS[part],
                "value": texts[part],
                "wrong": part in wrong,
                "numeric": part != "month",
                "width": {"day": 2, "month": 5, "year": 4}[part],
                "autocomplete": BIRTHDAY_AUTOCOMPLETE[part] if self.birthday else "off",
            }
            for part in DATE_PARTS
        ]
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> dict[str, str] | str | None:
        """The three texts as typed, or the single ISO text, or None when nothing was posted."""
        if not any(f"{name}_{part}" in data for part in DATE_PARTS):
            single: str | None = data.get(name)
            return single
        return {part: str(data.get(f"{name}_{part}") or "").strip() for part in DATE_PARTS}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> bool:
        """True only when neither the boxes nor the single text were posted."""
        return name not in data and not any(f"{name}_{part}" in data for part in DATE_PARTS)

    def id_for_label(self, id_: str) -> str:
        """The group has a legend; no single box is its label's target."""
        return ""


def split_date(value: Any) -> dict[str, str]:
    """Texts for the three boxes from a date, an ISO text, the texts as typed, or nothing."""
    if isinstance(value, Mapping):
        return {part: str(value.get(part, "")) for part in DATE_PARTS}
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return dict.fromkeys(DATE_PARTS, "")
    if isinstance(value, date):
        return {"day": str(value.day), "month": str(value.month), "year": f"{value.year:04d}"}
    return dict.fromkeys(DATE_PARTS, "")


class DigitsInput(TextInput):
    """Digits that are a name, not an amount (NIK, KK, one-time code): numeric keyboard, no spinner."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, width: int = 20) -> None:
        """`width` is one of GOV.UK's widths in characters: 2, 3, 4, 5, 10, 20, 30."""
        super().__init__(
            {
                "inputmode": "numeric",
                "autocomplete": "off",
                "spellcheck": "false",
                "class": f"govuk-input--width-{width} sk-digits",
                **(attrs or {}),
            }
        )


class MoneyInput(TextInput):
    """Whole rupiah with "Rp" before the box."""

    template_name = "forms/widgets/money.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """`attrs` are added to the input."""
        super().__init__(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10", **(attrs or {})}
        )
