"""Boxes to tick with room for a remark beside each."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

LONGEST_REMARK = 200


class RemarkedCheckboxes(forms.CheckboxSelectMultiple):
    """Draws each box with a line for its remark, posted as `<name>_<value>`; its value maps what is ticked to remarks.

    Whoever writes a remark means the box too, ticked or not.
    """

    template_name = "forms/widgets/remarked_checkboxes.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """What is ticked or remarked, by value."""
        ticked = set(super().value_from_datadict(data, files, name))
        remarks = {str(value): data.get(f"{name}_{value}", "").strip() for value, _label in self.choices}
        return {value: remark for value, remark in remarks.items() if remark or value in ticked}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Boxes that are not ticked are not posted, so nothing tells whether they were there."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The boxes, each with its remark."""
        remarks: Mapping[str, str] = value if isinstance(value, Mapping) else {}
        context = super().get_context(name, list(remarks), attrs)
        context["widget"]["longest"] = LONGEST_REMARK
        for _group, options, _index in context["widget"]["optgroups"]:
            for option in options:
                option["remark"] = remarks.get(str(option["value"]), "")
                option["is_too_long"] = len(option["remark"]) > LONGEST_REMARK
        return context


class RemarkedChoiceField(forms.MultipleChoiceField):
    """Several choices, each with a remark or without: a dictionary of remarks by choice."""

    widget = RemarkedCheckboxes

    def to_python(self, value: Any) -> Any:
        """The posted remarks by choice, as they are."""
        return {str(choice): str(remark) for choice, remark in (value or {}).items()}

    def validate(self, value: Any) -> None:
        """No remark may be longer than a line or two."""
        super().validate(list(value))
        refuse_null = ProhibitNullCharactersValidator()
        for remark in value.values():
            refuse_null(remark)
        labels = {str(choice): label for choice, label in self.choices}  # type: ignore[misc, union-attr]
        sentence = _("Catatan untuk “%(label)s” paling panjang %(most)s huruf.")
        too_long = [choice for choice, remark in value.items() if len(remark) > LONGEST_REMARK]
        if too_long:
            raise ValidationError(
                [
                    ValidationError(sentence, params={"label": labels[choice], "most": LONGEST_REMARK})
                    for choice in too_long
                ]
            )
