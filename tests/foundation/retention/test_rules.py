"""Rules of retention are data, each bound to its rows, with times that an installation may set."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from foundation.accounts.models import SignInCode
from foundation.retention.rules import KEEP, OWNER, Keeper, add_rules, all_rules, rule_named

RULE = """
[[rule]]
name = "sign-in-codes"
what = "Kode"
after = "diminta"
days = {days}
ground = "UU 27/2022"
action = "{action}"
"""


def write(folder: Path, text: str) -> Path:
    source = folder / "retention.toml"
    source.write_text(text)
    return source


def test_every_application_brings_its_own() -> None:
    assert {rule.application for rule in all_rules()} == {"foundation", "citizens", "letters", "assistance"}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_a_rule_says_what_how_long_and_on_what_ground(rule: Any) -> None:
    assert rule.what
    assert rule.after
    assert rule.ground
    assert (rule.days == 0) == (rule.action == KEEP)
    assert (rule.keeper is None) == (rule.action == KEEP)
    assert rule.by != OWNER or rule.days >= 366, "the journal refuses to lose what is younger than a year"


KEEPER = Keeper(lambda before: SignInCode.objects.filter(created_at__lt=before))


@pytest.mark.parametrize(
    ("text", "keepers"),
    [
        (RULE.format(days=30, action="erase"), {}),
        (RULE.format(days=0, action="erase"), {"sign-in-codes": KEEPER}),
        (RULE.format(days=30, action="burn"), {"sign-in-codes": KEEPER}),
        (RULE.format(days=0, action="keep"), {"sign-in-codes": KEEPER}),
        (RULE.format(days=30, action="erase"), {"sign-in-codes": KEEPER, "other": KEEPER}),
        ('[[rule]]\nname = "sign-in-codes"\n', {"sign-in-codes": KEEPER}),
        (RULE.format(days=30, action="erase"), {"sign-in-codes": KEEPER}),
    ],
    ids=["no rows", "no time", "unknown action", "kept with rows", "rows without rule", "half told", "taken"],
)
def test_what_is_no_rule_is_refused(tmp_path: Path, text: str, keepers: dict[str, Keeper]) -> None:
    before = all_rules()
    with pytest.raises(ImproperlyConfigured):
        add_rules("elsewhere", write(tmp_path, text), keepers)
    assert all_rules() == before


def test_an_installation_sets_times_of_its_own(tmp_path: Path, settings: Any) -> None:
    settings.RETENTION_FILE = write(tmp_path, '[days]\n"sign-in-codes" = 7\n')
    rule = rule_named("sign-in-codes")
    assert rule is not None
    assert rule.days == 7


@pytest.mark.parametrize("text", ['[days]\n"no-such-rule" = 7\n', '[days]\n"sign-in-codes" = 0\n'])
def test_times_for_no_rule_or_without_sense_are_refused(tmp_path: Path, settings: Any, text: str) -> None:
    settings.RETENTION_FILE = write(tmp_path, text)
    with pytest.raises(ImproperlyConfigured):
        all_rules()
