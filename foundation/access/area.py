"""The database's own check that a row's finest region code lies in its village."""

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Concat


def lies_in_village() -> Func:
    """Expression for a check constraint on a model with `area_code` and `village`: the code lies in the village."""
    return Func(
        Concat(F("area_code"), Value(".")),
        Concat(F("village_id"), Value(".")),
        function="starts_with",
        output_field=models.BooleanField(),
    )
