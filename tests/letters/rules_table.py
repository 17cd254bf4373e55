"""The letter's life as the contract tells it (design §2 and §3), written down apart from the product's own table."""

from typing import NamedTuple

STATES = (
    "draft",
    "submitted",
    "returned",
    "checked",
    "initialled",
    "signed",
    "countersigned",
    "issued",
    "collected",
    "rejected",
    "cancelled",
    "revoked",
    "replaced",
)


class Rule(NamedTuple):
    """From where to where an action leads in a letter with all four steps, and who may take it."""

    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...]


RULES = {
    "submit": Rule(("draft", "returned"), "submitted", ("citizen", "operator", "secretary")),
    "check": Rule(("submitted",), "checked", ("operator", "secretary")),
    "initial": Rule(("checked",), "initialled", ("secretary",)),
    "sign": Rule(("initialled",), "signed", ("head",)),
    "countersign": Rule(("signed",), "countersigned", ("camat",)),
    "return": Rule(("submitted", "checked", "initialled"), "returned", ("operator", "secretary", "head")),
    "reject": Rule(("submitted", "checked", "initialled"), "rejected", ("head",)),
    "cancel": Rule(
        ("draft", "submitted", "returned", "checked", "initialled"),
        "cancelled",
        ("citizen", "operator", "secretary"),
    ),
    "decline": Rule(("signed",), "revoked", ("camat",)),
    "collect": Rule(("issued",), "collected", ("operator", "secretary")),
    "revoke": Rule(("issued", "collected"), "revoked", ("head",)),
}
INSIDERS = (
    "citizen",
    "operator",
    "secretary",
    "head",
    "camat",
    "neighbourhood",
    "district_admin",
    "social_officer",
    "auditor",
)
"""Whoever reaches the request at all."""
OUTSIDERS = ("other_citizen", "other_operator", "other_head", "other_camat", "nobody")
"""For them it does not exist."""
EXCLUDED = ("district_admin", "social_officer", "auditor")
