"""How the rows behind the rules of retention for letters are found, and what is done to them."""

from datetime import datetime

from django.db.models import Q

from foundation.retention.rules import Done, Keeper, Rows

from .models import Attachment, Request
from .workflow import State

REFUSED = [State.REJECTED, State.CANCELLED]


def _refused_documents(before: datetime) -> Rows:
    return Attachment.objects.filter(request__state__in=REFUSED, request__state_since__lt=before)


def _erase_documents(rows: Rows) -> Done:
    paths = tuple(rows.values_list("path", flat=True))
    rows.delete()
    return Done(len(paths), paths)


def _refused_answers(before: datetime) -> Rows:
    return Request.objects.filter(state__in=REFUSED, state_since__lt=before).exclude(data={})


def _empty(rows: Rows) -> Done:
    return Done(rows.update(data={}, before_return=None))


def _drafts(before: datetime) -> Rows:
    filled = ~Q(data={}) | Q(attachments__isnull=False)
    return Request.objects.filter(filled, state=State.DRAFT, created_at__lt=before).distinct()


def _empty_drafts(rows: Rows) -> Done:
    done = _erase_documents(Attachment.objects.filter(request__in=rows))
    return Done(rows.update(data={}), done.paths)


KEEPERS = {
    "refused-documents": Keeper(_refused_documents, _erase_documents),
    "refused-answers": Keeper(_refused_answers, _empty),
    "abandoned-drafts": Keeper(_drafts, _empty_drafts),
}
