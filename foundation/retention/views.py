"""The rules of retention and the erasure ledger, for those who oversee."""

from django.core.paginator import Paginator
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from foundation.access.roles import Role
from foundation.access.rules import allow

from .models import Erasure
from .rules import ANONYMISE, ERASE, KEEP, all_rules

READERS = (Role.DISTRICT_ADMIN, Role.AUDITOR)
PAGE_SIZE = 50
ACTIONS = {ERASE: _("dihapus"), ANONYMISE: _("dibuat tanpa nama"), KEEP: _("disimpan")}


@allow(*READERS, write=())
@require_safe
def retention_page(request: HttpRequest) -> HttpResponse:
    """What is kept how long and on what ground, what each rule has erased so far, and the ledger."""
    sums = Erasure.objects.order_by().values("rule").annotate(total=Sum("rows"), last=Max("at"))
    done = {row["rule"]: row for row in sums}
    rules = [
        {
            "rule": rule,
            "action": ACTIONS[rule.action],
            "total": done[rule.name]["total"] if rule.name in done else 0,
            "last": done[rule.name]["last"] if rule.name in done else None,
        }
        for rule in all_rules()
    ]
    names = {rule.name: rule.what for rule in all_rules()}
    page = Paginator(Erasure.objects.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    ledger = [
        {"row": row, "what": names.get(row.rule, row.rule), "action": ACTIONS.get(row.action, row.action)}
        for row in page.object_list
    ]
    return render(request, "retention/retention.html", {"rules": rules, "ledger": ledger, "page": page})
