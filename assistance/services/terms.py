"""Writing the terms of a programme: drafts, their rule part by part, and putting them in force."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from assistance.errors import AidRefused
from assistance.models import Programme, Terms
from assistance.queries.terms import programme_codes
from assistance.rules.grammar import RuleRefused, read_rule
from foundation.access.roles import Actor

from .runs import run_ask

_COPIED = ("article", "rule", "amount", "in_kind", "period", "components", "documents", "quota_per_village")


@transaction.atomic
def programme_add(actor: Actor, values: dict[str, Any]) -> Programme:
    """Adds a programme; its bit is the lowest that is free. Raises AidRefused when there is no room for another one."""
    taken = set(Programme.objects.select_for_update().values_list("bit", flat=True))
    free = next((bit for bit in range(63) if bit not in taken), None)
    if free is None:
        raise AidRefused(_("Paling banyak 63 program. Tutup dan hapus program lama lebih dahulu."))
    return Programme.objects.create(bit=free, **values)


@transaction.atomic
def draft_begin(programme: Programme, actor: Actor) -> Terms:
    """A draft of the programme's next terms, begun from the latest ones; a draft that is there is gone on with."""
    draft = Terms.objects.filter(programme=programme, state=Terms.State.DRAFT).first()
    if draft is not None:
        return draft
    latest = (
        Terms.objects.filter(programme=programme, state=Terms.State.PUBLISHED).order_by("-valid_from").first()
    )
    values = (
        {name: getattr(latest, name) for name in _COPIED}
        if latest
        else {"rule": {"all": []}, "period": "month"}
    )
    next_year = timezone.localdate().replace(month=1, day=1).replace(year=timezone.localdate().year + 1)
    return Terms.objects.create(
        programme=programme, valid_from=next_year, written_by_name=actor.name, **values
    )


@transaction.atomic
def draft_change(terms_id: UUID, actor: Actor, **values: Any) -> Terms:
    """Writes values into a draft. Http404 for terms that are no draft."""
    terms = _locked_draft(terms_id)
    for name, value in values.items():
        setattr(terms, name, value)
    terms.written_by_name = actor.name
    terms.save()
    return terms


@transaction.atomic
def draft_change_rule(
    terms_id: UUID, actor: Actor, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> Terms:
    """Changes the rule of a draft. Http404 for terms that are no draft and for a place that is not there."""
    terms = _locked_draft(terms_id)
    try:
        terms.rule = change(terms.rule)
    except LookupError as error:
        raise Http404 from error
    terms.written_by_name = actor.name
    terms.save()
    return terms


@transaction.atomic
def draft_discard(terms_id: UUID) -> Programme:
    """Throws a draft away. Http404 for terms that are no draft."""
    terms = _locked_draft(terms_id)
    programme = terms.programme
    terms.delete()
    return programme


@transaction.atomic
def terms_publish(terms_id: UUID, actor: Actor) -> Terms:
    """Puts a draft in force from its first day; the terms before end on the day before.

    Locks the programme. Everybody is matched again where it begins today or has begun. Raises Http404 for terms that
    are no draft; AidRefused where the rule means nothing yet or other terms begin on the same day or later.
    """
    terms = _locked_draft(terms_id)
    programme = Programme.objects.select_for_update().get(pk=terms.programme_id)
    try:
        read_rule(terms.rule, for_persons=not programme.is_for_families, programmes=programme_codes())
    except RuleRefused as refused:
        raise AidRefused(refused.message) from refused
    published = Terms.objects.filter(programme=programme, state=Terms.State.PUBLISHED)
    if published.filter(valid_from__gte=terms.valid_from).exists():
        raise AidRefused(
            _(
                "Sudah ada ketentuan yang mulai berlaku pada atau sesudah tanggal ini. Pilih tanggal yang lebih baru."
            )
        )
    before = published.order_by("-valid_from").first()
    if before is not None and (before.valid_until is None or before.valid_until >= terms.valid_from):
        before.valid_until = terms.valid_from - timedelta(days=1)
        before.save(update_fields=["valid_until", "updated_at"])
    terms.state, terms.published_at, terms.published_by_name = (
        Terms.State.PUBLISHED,
        timezone.now(),
        actor.name,
    )
    terms.save()
    if terms.valid_from <= timezone.localdate():
        run_ask(actor)
    return terms


def _locked_draft(terms_id: UUID) -> Terms:
    rows = Terms.objects.select_for_update(of=("self",)).select_related("programme")
    terms = rows.filter(pk=terms_id, state=Terms.State.DRAFT).first()
    if terms is None:
        raise Http404
    return terms
