"""People's ways of writing dates, money and card numbers."""

from datetime import date, timedelta
from typing import cast

import pytest
from django import forms
from django.utils import timezone

from foundation.forms.fields import DateField, DigitsField, MoneyField
from foundation.forms.renderer import GovBoundField


class DateForm(forms.Form):
    born = DateField(label="Tanggal lahir", past_only=True)


def date_form(day: str, month: str, year: str) -> DateForm:
    return DateForm({"born_day": day, "born_month": month, "born_year": year})


@pytest.mark.parametrize("month", ["8", "08", "Agustus", "agu", "AGT.", "august"])
def test_month_may_be_a_number_or_a_name(month: str) -> None:
    form = date_form("17", month, "1985")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == date(1985, 8, 17)


@pytest.mark.parametrize(
    ("day", "month", "year", "code"),
    [
        ("", "8", "1985", "missing_day"),
        ("17", "", "", "missing_month_year"),
        ("32", "8", "1985", "invalid_day"),
        ("17", "13", "1985", "invalid_month"),
        ("17", "8", "85", "invalid_year"),
        ("31", "Februari", "1985", "invalid_day_month_year"),
        ("", "", "", "required"),
    ],
)
def test_error_names_the_boxes(day: str, month: str, year: str, code: str) -> None:
    form = date_form(day, month, year)
    assert [error.code for error in form["born"].errors.as_data()] == [code]


def test_future_is_refused_when_only_the_past_counts() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not date_form(str(tomorrow.day), str(tomorrow.month), str(tomorrow.year)).is_valid()


def test_typed_boxes_come_back_and_the_wrong_one_is_marked() -> None:
    form = date_form("17", "Agustoos", "1985")
    html = str(form)
    assert 'value="Agustoos"' in html
    assert html.count("govuk-input--error") == 1
    assert cast(GovBoundField, form["born"]).anchor == "id_born_month"


def test_single_iso_text_fills_the_same_field() -> None:
    assert DateForm({"born": "1985-08-17"}).is_valid()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.500.000", 1_500_000),
        ("Rp 1.500.000,00", 1_500_000),
        ("rp1500000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("Rp. 750.000,-", 750_000),
        ("0", 0),
    ],
)
def test_money_as_people_write_it(text: str, amount: int) -> None:
    assert MoneyField().clean(text) == amount


@pytest.mark.parametrize("text", ["1.5", "satu juta", "1.500.00", "-5", "1.500.000,50", "²5"])
def test_unclear_money_is_refused(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        MoneyField().clean(text)


def test_stored_money_is_shown_with_dots() -> None:
    assert MoneyField().prepare_value(1_500_000) == "1.500.000"


def test_digits_stay_text_and_lose_spaces() -> None:
    assert DigitsField(length=16, subject="NIK").clean("0510 0145-0890.0003") == "0510014508900003"


@pytest.mark.parametrize("text", ["351001", "35100145089000031", "35100145089OOO03", "٣٥١٠٠١٤٥٠٨٩٠٠٠٠٣"])
def test_other_than_sixteen_digits_is_refused(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        DigitsField(length=16, subject="NIK").clean(text)
