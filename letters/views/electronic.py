"""The signatory's own page: the certificate's standing, what waits for the electronic signature, how the batch goes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from foundation.access.middleware import actor_of
from foundation.access.roles import Role
from foundation.access.rules import allow
from foundation.accounts import step_up
from letters.errors import WrongInput
from letters.queries.electronic import (
    certificate_words,
    latest_round,
    on_their_way,
    round_words,
    service_rests,
    signer_of,
)
from letters.services.electronic import signer_check, signer_register
from letters.signing.backend import asks_passphrase
from letters.signing_round import begin_round

from .electronic_forms import ContinueForm, IdentityForm

SHOWN = 50


@allow(Role.HEAD, Role.SUBDISTRICT, write=())
def electronic_page(request: HttpRequest) -> HttpResponse:
    """What the signatory should know of the own electronic signature."""
    return render(request, "letters/electronic.html", _context(request))


@allow(Role.HEAD, Role.SUBDISTRICT)
@require_POST
@sensitive_post_parameters("passphrase")
def continue_page(request: HttpRequest) -> HttpResponse:
    """Signs what waits, with the passphrase typed anew."""
    _only_with_service()
    actor = actor_of(request)
    form = ContinueForm(request.POST, actor=actor, needs_code=step_up.needs_code(request))
    if form.is_valid() and form.code_is_right(request):
        try:
            begin_round(actor, form.cleaned_data["passphrase"])
            return redirect("letters:electronic")
        except WrongInput as error:
            form.add_error("passphrase", [text for texts in error.errors.values() for text in texts])
    return render(request, "letters/electronic.html", _context(request, continuing=form), status=422)


@allow(Role.HEAD, Role.SUBDISTRICT)
@require_POST
def identity_page(request: HttpRequest) -> HttpResponse:
    """Notes under which NIK or e-mail address the national service knows the signatory."""
    _only_with_service()
    actor = actor_of(request)
    form = IdentityForm(request.POST, needs_code=step_up.needs_code(request))
    if form.is_valid() and form.code_is_right(request):
        signer_register(actor, form.cleaned_data["identity"])
        messages.success(
            request, _("Sudah dicatat. Keadaan sertifikat sedang ditanyakan kepada layanan nasional.")
        )
        return redirect("letters:electronic")
    return render(request, "letters/electronic.html", _context(request, identity=form), status=422)


@allow(Role.HEAD, Role.SUBDISTRICT)
@require_POST
def check_page(request: HttpRequest) -> HttpResponse:
    """Has the service asked for the certificate's standing."""
    _only_with_service()
    if signer_check(actor_of(request).account_id):
        messages.success(request, _("Keadaan sertifikat sedang ditanyakan kepada layanan nasional."))
    return redirect("letters:electronic")


def _only_with_service() -> None:
    if not asks_passphrase():
        raise Http404


def _context(
    request: HttpRequest, *, continuing: ContinueForm | None = None, identity: IdentityForm | None = None
) -> dict[str, Any]:
    actor = actor_of(request)
    waiting = list(on_their_way(actor.account_id).select_related("request__type_version")[: SHOWN + 1])
    total = on_their_way(actor.account_id).count() if len(waiting) > SHOWN else len(waiting)
    signer = signer_of(actor.account_id)
    needs_code = step_up.needs_code(request)
    desk = "desk" if actor.has(Role.HEAD) else "countersign"
    return {
        "by_service": asks_passphrase(),
        "signer": signer,
        "certificate": certificate_words(signer),
        "round": round_words(latest_round(actor.account_id), total),
        "rests": service_rests(),
        "letters": [
            {"number": row.number, "kind": row.request.type_version.name, "request_id": row.request_id}
            for row in waiting[:SHOWN]
        ],
        "more": max(total - SHOWN, 0),
        "desk_route": f"letters:{desk}_request",
        "continue_form": continuing or ContinueForm(actor=actor, needs_code=needs_code),
        "identity_form": identity
        or IdentityForm(initial={"identity": signer.identity if signer else ""}, needs_code=needs_code),
        "form": continuing or identity,
        "title": gettext_lazy("Tanda tangan elektronik"),
    }
