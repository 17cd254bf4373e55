"""Signing several at once: the head's list, and the camat's."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from foundation.access.middleware import actor_of
from foundation.access.roles import Actor, Role
from foundation.access.rules import allow
from foundation.accounts import step_up
from letters.journal import record_cases
from letters.models import Letter
from letters.presentation import inbox_rows
from letters.queries.electronic import service_rests
from letters.queries.requests import awaiting, next_waiting, turn_count
from letters.services.sign import Seen, countersign_many, sign_many
from letters.signing_round import begin_round

from .action_forms import Everything, SignManyForm, everything_from

MOST_AT_ONCE = 500
"""How many a page shows, and one press signs: a request must end before its server loses patience."""
SignSeveral = Callable[[Iterable[UUID | str], Actor, Seen | None], tuple[list[Letter], list[str]]]


@allow(Role.HEAD)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("passphrase")
def sign_list_page(request: HttpRequest) -> HttpResponse:
    """What waits for the head's signature."""
    return _page(
        request,
        role=Role.HEAD,
        action="sign",
        sign=sign_many,
        name="letters:sign_list",
        desk="letters:desk_request",
        words={"title": _("Menunggu tanda tangan"), "button_label": _("Tanda tangani yang dipilih")},
    )


@allow(Role.SUBDISTRICT)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("passphrase")
def countersign_list_page(request: HttpRequest) -> HttpResponse:
    """What waits for the camat, from all villages of the sub-district."""
    return _page(
        request,
        role=Role.SUBDISTRICT,
        action="countersign",
        sign=countersign_many,
        name="letters:countersign_list",
        desk="letters:countersign_request",
        words={"title": _("Menunggu pengesahan Camat"), "button_label": _("Sahkan yang dipilih")},
    )


def _page(
    request: HttpRequest,
    *,
    role: str,
    action: str,
    sign: SignSeveral,
    name: str,
    desk: str,
    words: dict[str, str],
) -> HttpResponse:
    actor = actor_of(request)
    now = timezone.now()
    rows = list(awaiting(actor, role)[:MOST_AT_ONCE])
    waiting = turn_count(actor, role)
    needs_code = step_up.needs_code(request)
    posted = request.POST if request.method == "POST" else None
    form = SignManyForm(posted, [str(row.pk) for row in rows], action, actor, needs_code=needs_code)
    going_on = everything_from(request.GET.get("sampai", ""), request.GET.get("sesudah", ""))
    if going_on is not None:
        left = next_waiting(actor, role, until=going_on.until, after=going_on.after).count()
        if left:
            form.offer_everything(left, MOST_AT_ONCE, going_on)
    elif waiting > len(rows) or "everything" in (posted or {}):
        form.offer_everything(waiting, MOST_AT_ONCE, Everything(now))
    obstacles: list[str] = []
    if posted is not None and form.is_valid() and form.code_is_right(request):
        everything = form.everything()
        chosen: list[UUID | str] = [*form.chosen]
        if everything is not None:
            following = next_waiting(actor, role, until=everything.until, after=everything.after)
            chosen = list(following.values_list("pk", flat=True)[:MOST_AT_ONCE])
        letters, obstacles = sign(chosen, actor, form.seen if everything is None else None)
        passphrase = form.cleaned_data.get("passphrase")
        if letters and passphrase:
            begin_round(actor, passphrase)
        if letters:
            text = ngettext(
                "%(n)s surat sudah ditandatangani.", "%(n)s surat sudah ditandatangani.", len(letters)
            )
            messages.success(request, text % {"n": len(letters)})
        if everything is not None and chosen:
            rest = Everything(everything.until, UUID(str(chosen[-1])))
            if next_waiting(actor, role, until=rest.until, after=rest.after).exists():
                _tell(request, obstacles)
                query = urlencode({"sampai": rest.until.isoformat(), "sesudah": rest.after})
                return redirect(f"{reverse(name)}?{query}")
        if not obstacles:
            return redirect("letters:electronic" if passphrase else name)
        rows = list(awaiting(actor, role)[:MOST_AT_ONCE])
    record_cases(actor, len(rows))
    context: dict[str, Any] = {
        **words,
        "rows": [row | {"chosen": row["id"] in form.chosen} for row in inbox_rows(rows, desk)],
        "form": form,
        "needs_code": needs_code,
        "action_url": reverse(name),
        "obstacles": _counted(obstacles),
        "total": turn_count(actor, role),
        "service_rests": service_rests(),
        "show_village": role == Role.SUBDISTRICT,
    }
    return render(request, "letters/sign_list.html", context)


def _tell(request: HttpRequest, obstacles: list[str]) -> None:
    """What stood in the way, on the page that goes on with the rest."""
    for text in _counted(obstacles):
        messages.warning(request, text)


def _counted(obstacles: list[str]) -> list[str]:
    """Each text once, with how many requests it is about."""
    return [
        text if count == 1 else _("%(text)s (%(n)s permohonan)") % {"text": text, "n": count}
        for text, count in Counter(obstacles).items()
    ]
