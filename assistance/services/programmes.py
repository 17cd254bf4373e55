"""Loading the programmes that an installation begins with."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from assistance.models import Exclusion, Programme, Terms
from assistance.rules.grammar import read_rule

CATALOGUE = Path(__file__).parents[1] / "catalogue" / "programmes.toml"
_TERMS = (
    "valid_until",
    "article",
    "amount",
    "in_kind",
    "period",
    "components",
    "documents",
    "quota_per_village",
)


@dataclass(frozen=True)
class Loaded:
    """What a run of the loader added."""

    programmes: int
    terms: int
    exclusions: int


@transaction.atomic
def load_programmes(source: Path = CATALOGUE) -> Loaded:
    """Adds the programmes, terms and exclusions of the file that are not there yet; never changes any that are.

    The social office goes on from there on its own pages. Raises RuleRefused for a rule that the grammar refuses.
    """
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    codes = frozenset(row["code"] for row in content["programme"])
    added = [0, 0, 0]
    for row in content["programme"]:
        values = {name: value for name, value in row.items() if name not in ("code", "terms")}
        programme, is_new = Programme.objects.get_or_create(code=row["code"], defaults=values)
        added[0] += is_new
        if is_new:
            for terms in row["terms"]:
                _add_terms(programme, terms, codes)
                added[1] += 1
    programmes = {programme.code: programme for programme in Programme.objects.all()}
    for row in content.get("exclusion", ()):
        key = {
            "first": programmes[row["first"]],
            "first_component": row.get("first_component", ""),
            "second": programmes[row["second"]],
            "second_component": row.get("second_component", ""),
            "valid_from": row["valid_from"],
        }
        rest = {"article": row["article"], "valid_until": row.get("valid_until")}
        added[2] += Exclusion.objects.get_or_create(**key, defaults=rest)[1]
    return Loaded(*added)


def _add_terms(programme: Programme, row: dict[str, Any], codes: frozenset[str]) -> None:
    read_rule(row["rule"], for_persons=not programme.is_for_families, programmes=codes)
    Terms.objects.create(
        programme=programme,
        state=Terms.State.PUBLISHED,
        published_at=timezone.now(),
        valid_from=row["valid_from"],
        rule=row["rule"],
        **{name: row[name] for name in _TERMS if name in row},
    )
