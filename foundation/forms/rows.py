"""A field of several rows, each a small form: people, things, stages of a journey. Works without scripts."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

__all__ = ["RowsField", "RowsWidget", "wants_row"]

COUNT, ADD = "rows", "add"
MOST = 40


class Row(forms.Form):
    """One row. Until it is judged, it shows what was typed and complains of nothing."""

    judged = False

    def full_clean(self) -> None:
        """Judge the row only when the whole form is."""
        if self.judged:
            super().full_clean()
        else:
            self._errors = ErrorDict()


class RowsWidget(forms.Widget):
    """The rows beneath each other, and a button that brings one more and keeps everything that was typed.

    Posted names are `<name>-<number>-<column>`, with `<name>-rows` for the count; a list of mappings under `<name>`
    is taken as well, so that a program can fill the same form. The value is a list of mappings of texts as posted.
    """

    template_name = "forms/widgets/rows.html"
    use_fieldset = True

    def __init__(self, make_row: Callable[[str, Mapping[str, Any]], Row], *, fewest: int, most: int) -> None:
        """`make_row` gives the form of a row for its prefix and posted data."""
        super().__init__()
        self.make_row = make_row
        self.fewest = fewest
        self.most = most
        self.judged = False

    def rows(self, name: str, value: Any) -> list[Row]:
        """The rows' forms; as many empty ones as are needed to reach the fewest."""
        values = list(value or [])[: self.most]
        values += [{}] * (max(self.fewest, 1) - len(values))
        forms_ = []
        for number, row in enumerate(values):
            prefix = f"{name}-{number}"
            form = self.make_row(prefix, {f"{prefix}-{key}": part for key, part in row.items()})
            # An empty row beyond the fewest is left out, so nothing is wrong with it.
            form.judged = self.judged and (bool(_filled(row)) or number < self.fewest)
            forms_.append(form)
        return forms_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the rows and the names of its button and its count."""
        context = super().get_context(name, value, attrs)
        rows = self.rows(name, value)
        context["widget"] |= {
            "rows": rows,
            "count_name": f"{name}-{COUNT}",
            "add_name": f"{name}-{ADD}",
            "may_add": len(rows) < self.most,
        }
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, Any]]:
        """The rows as posted, with one more where the button asked for it."""
        given = data.get(name)
        if isinstance(given, list):
            return [dict(row) for row in given if isinstance(row, Mapping)][: MOST + 1]
        text = str(data.get(f"{name}-{COUNT}") or "0")
        count = min(int(text), MOST) if text.isascii() and text.isdigit() else 0
        rows: list[dict[str, Any]] = [{} for _number in range(count + (f"{name}-{ADD}" in data))]
        for number, row in enumerate(rows):
            prefix = f"{name}-{number}-"
            row |= {key[len(prefix) :]: data.get(key) for key in data if key.startswith(prefix)}
        return rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """True only when neither rows nor a list were posted."""
        return name not in data and f"{name}-{COUNT}" not in data


class RowsField(forms.Field):
    """Rows of the same small form; the value is a list of their cleaned data, without the rows left empty."""

    def __init__(
        self, columns: Mapping[str, forms.Field], *, fewest: int = 0, most: int = MOST, **options: Any
    ) -> None:
        """`columns` are the fields of a row by name."""
        row_form = type("RowForm", (Row,), dict(columns))

        def make_row(prefix: str, data: Mapping[str, Any]) -> Row:
            made: Row = row_form(data, prefix=prefix, auto_id=f"id_{prefix}_%s")
            return made

        super().__init__(widget=RowsWidget(make_row, fewest=fewest, most=most), **options)
        self.fewest = fewest
        self.most = most

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Judge the rows.

        Raises:
            ValidationError: too few or too many rows, or a row with something wrong in it.
        """
        widget = self.widget
        widget.judged = True
        given = [row for row in value or [] if _filled(row)]
        if len(given) > self.most:
            raise ValidationError(_("Paling banyak %(most)s baris."), params={"most": self.most})
        if not given and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if given and len(given) < self.fewest:
            raise ValidationError(_("Isi paling sedikit %(fewest)s baris."), params={"fewest": self.fewest})
        if not given:
            widget.judged = False
            return []
        wrong = []
        cleaned = []
        for number, row in enumerate(value, 1):
            if _filled(row):
                form = widget.make_row("row", {f"row-{key}": part for key, part in row.items()})
                form.judged = True
                if form.is_valid():
                    cleaned.append(form.cleaned_data)
                else:
                    wrong.append(self._of_row(number, form))
        if wrong:
            raise ValidationError(wrong)
        return cleaned

    def _of_row(self, number: int, form: Row) -> ValidationError:
        name, texts = next(iter(form.errors.items()))
        return ValidationError(
            _("Baris %(number)s, %(column)s: %(text)s"),
            params={"number": number, "column": form.fields[name].label, "text": texts[0]},
        )


def wants_row(data: Mapping[str, Any], names: list[str]) -> bool:
    """Whether a post only asks for one more row of one of these fields."""
    return any(f"{name}-{ADD}" in data for name in names)


def _filled(row: Mapping[str, Any]) -> bool:
    return any(str(part).strip() for part in row.values() if part is not None)
