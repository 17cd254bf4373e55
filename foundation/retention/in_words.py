"""The rules of retention as a table for people, for docs/privasi.md."""

from .rules import ANONYMISE, ERASE, KEEP, OWNER, Rule, all_rules

ACTIONS = {ERASE: "dihapus", ANONYMISE: "dibuat tanpa nama", KEEP: "disimpan"}
HEAD = ("| aturan | data | berapa lama | lalu | dasar |", "|---|---|---|---|---|")


def table_lines() -> list[str]:
    """The lines of the table, one a rule."""
    return [*HEAD, *(_line(rule) for rule in all_rules())]


def _line(rule: Rule) -> str:
    time = f"{rule.days} hari sesudah {rule.after}" if rule.days else "tanpa batas"
    action = ACTIONS[rule.action] + (" oleh pengelola server" if rule.by == OWNER else "")
    return f"| `{rule.name}` | {rule.what} | {time} | {action} | {rule.ground} |"
