"""How every form of the product is drawn: GOV.UK markup, in one place."""

from collections.abc import Mapping
from typing import Any

from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    Input,
    RadioSelect,
    Select,
    Textarea,
    Widget,
)

from foundation.forms.widgets import GovDateInput

__all__ = ["GovBoundField", "GovFormRenderer"]

# Django's own widget templates on the left, ours in templates/forms/ on the right.
INPUT_TYPES = ("text", "number", "email", "url", "password", "search", "tel", "date", "time", "datetime")
OWN_TEMPLATES: Mapping[str, str] = {
    **{f"django/forms/widgets/{kind}.html": "forms/widgets/text.html" for kind in INPUT_TYPES},
    "django/forms/errors/list/default.html": "forms/errors/field_errors.html",
    "django/forms/errors/list/ul.html": "forms/errors/field_errors.html",
    "django/forms/errors/dict/default.html": "forms/errors/all_errors.html",
    "django/forms/label.html": "forms/label.html",
    "django/forms/widgets/checkbox.html": "forms/widgets/checkbox.html",
    "django/forms/widgets/checkbox_select.html": "forms/widgets/checkboxes.html",
    "django/forms/widgets/clearable_file_input.html": "forms/widgets/file.html",
    "django/forms/widgets/file.html": "forms/widgets/file.html",
    "django/forms/widgets/radio.html": "forms/widgets/radios.html",
    "django/forms/widgets/textarea.html": "forms/widgets/textarea.html",
}


class GovBoundField(BoundField):
    """A field with its data that knows its GOV.UK classes and where an error should lead."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Add the class of the control; GOV.UK marks one that has an error with a second class."""
        built = super().build_widget_attrs(attrs, widget)
        base = control_class(widget or self.field.widget)
        if base:
            own = str((widget or self.field.widget).attrs.get("class", ""))
            wrong = f"{base}--error" if self.errors else ""
            built["class"] = " ".join(part for part in (base, own, wrong) if part)
        if self.errors and isinstance(widget or self.field.widget, GovDateInput):
            built["data-wrong"] = " ".join(sorted(self._wrong_parts()))
        return built

    @property
    def aria_describedby(self) -> str | None:
        """Hint, what is to be mended here, and what is wrong, in the order in which they stand on the page."""
        described = super().aria_describedby
        if described is None or not getattr(self.field, "to_mend", "") or not self.auto_id:
            return described
        parts = described.split()
        parts.insert(1 if self.help_text else 0, f"{self.auto_id}_mend")
        return " ".join(parts)

    def _wrong_parts(self) -> set[str]:
        """Which boxes of a date the errors speak of; all of them when they do not say."""
        named = {part for error in self.errors.as_data() for part in str(error.code or "").split("_")}
        return named & {"day", "month", "year"} or {"day", "month", "year"}

    @property
    def anchor(self) -> str:
        """The id that the error summary's link leads to: the control, or the first of a group."""
        widget = self.field.widget
        if isinstance(widget, GovDateInput):
            first = next(part for part in ("day", "month", "year") if part in self._wrong_parts())
            return f"{self.auto_id}_{first}"
        if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @property
    def summary_errors(self) -> list[str]:
        """The errors as the summary words them: with the field's label before those that do not name it."""
        label = str(self.label)
        return [
            text if label.casefold() in text.casefold() else f"{label} – {text}"
            for text in map(str, self.errors)
        ]

    @property
    def is_single_checkbox(self) -> bool:
        """Whether the field is one box whose label stands beside it."""
        return isinstance(self.field.widget, CheckboxInput)


class GovFormRenderer(TemplatesSetting):
    """Draws forms from templates/forms/ instead of Django's own templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = GovBoundField

    def get_template(self, template_name: str) -> Any:
        """Find ours for the names that Django's widgets carry, and Django's for the rest."""
        return super().get_template(OWN_TEMPLATES.get(template_name, template_name))


def control_class(widget: Widget) -> str:
    """The GOV.UK class of a widget's control; empty for those whose template writes classes itself."""
    if (
        isinstance(widget, RadioSelect | CheckboxSelectMultiple | CheckboxInput | GovDateInput)
        or widget.is_hidden
    ):
        return ""
    if isinstance(widget, FileInput):
        return "govuk-file-upload"
    if isinstance(widget, Input):
        return "govuk-input"
    if isinstance(widget, Textarea):
        return "govuk-textarea"
    if isinstance(widget, Select):
        return "govuk-select"
    return ""
