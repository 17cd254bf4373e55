"""The head names who signs in the head's place: joins a village's officials with the office's accounts."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.access.middleware import actor_of
from foundation.access.roles import Actor, Role
from foundation.access.rules import allow
from foundation.accounts import step_up
from foundation.accounts.queries import holders
from villages.deputy_forms import DeputyForm
from villages.models import Official, Region
from villages.queries import official_of
from villages.services.deputies import deputy_end, deputy_name


@allow(Role.HEAD)
@require_http_methods(["GET", "POST"])
def deputy_page(request: HttpRequest) -> HttpResponse:
    """A new deputy, from the office's own people."""
    actor = actor_of(request)
    region = _own_region(actor)
    people = {
        user.pk: user
        for user in holders(region.pk, Role.OPERATOR, Role.SECRETARY)
        if user.pk != actor.user_id
    }
    accounts = [(pk, f"{user.name} ({user.username})") for pk, user in people.items()]
    form = DeputyForm(request.POST or None, accounts=accounts, needs_code=step_up.needs_code(request))
    if request.method == "POST" and form.is_valid() and form.code_is_right(request):
        values = {name: form.cleaned_data[name] for name in ("title", "nip", "mandate")}
        days = {name: form.cleaned_data[name] for name in ("term_start", "term_end")}
        user = people[UUID(form.cleaned_data["account"])]
        deputy_name(
            region, user_id=user.pk, name=user.name, prefix=form.cleaned_data["manner"], **values, **days
        )
        messages.success(request, _("%(name)s dapat menandatangani pada tanggal itu.") % {"name": user.name})
        return redirect("villages:settings")
    return render(request, "villages/deputy_form.html", {"form": form})


@allow(Role.HEAD)
@require_POST
def deputy_end_page(request: HttpRequest, official_id: UUID) -> HttpResponse:
    """Ends a deputy's power at once."""
    region = _own_region(actor_of(request))
    deputies = Official.objects.filter(
        region=region, prefix__in=dict(Official.DEPUTY_FORMS), user_id__isnull=False
    )
    deputy = deputies.filter(pk=official_id).first()
    if deputy is None:
        raise Http404
    deputy_end(deputy)
    messages.success(request, _("Wewenang %(name)s sudah berakhir.") % {"name": deputy.name})
    return redirect("villages:settings")


def _own_region(actor: Actor) -> Region:
    """The village whose head the actor is. A deputy names no deputies: PermissionDenied."""
    region = Region.objects.get(code=actor.codes(Role.HEAD)[0])
    official = official_of(region, actor.user_id)
    if official is not None and official.prefix in dict(Official.DEPUTY_FORMS):
        raise PermissionDenied
    return region
