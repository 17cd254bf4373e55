"""Addresses of the letters' API."""

from django.urls import path

from foundation.access.roles import OFFICE_ROLES, Role
from foundation.access.rules import ANYONE, allow
from letters.permissions import REQUEST_READERS
from letters.queries.letters import LETTER_READERS
from letters.queries.queues import QUEUE_READERS
from letters.workflow import TRANSITIONS

from . import views

API_ACTIONS = (
    "submit",
    "check",
    "return",
    "reject",
    "initial",
    "sign",
    "countersign",
    "decline",
    "cancel",
    "collect",
)
WRITERS = (Role.CITIZEN, *OFFICE_ROLES)

urlpatterns = [
    path("letter-types", allow(ANYONE, write=())(views.LetterTypes.as_view())),
    path("requests", allow(Role.CITIZEN, *REQUEST_READERS, write=WRITERS)(views.Requests.as_view())),
    path(
        "requests/<uuid:request_id>",
        allow(Role.CITIZEN, *REQUEST_READERS, write=())(views.OneRequest.as_view()),
    ),
    *(
        path(
            f"requests/<uuid:request_id>/{action}",
            allow(*TRANSITIONS[action].roles)(views.RequestAction.as_view(action=action)),
            name=f"api-request-{action}",
        )
        for action in API_ACTIONS
    ),
    path("letters", allow(Role.CITIZEN, *LETTER_READERS, write=())(views.Letters.as_view())),
    path(
        "letters/<uuid:letter_id>", allow(Role.CITIZEN, *LETTER_READERS, write=())(views.OneLetter.as_view())
    ),
    path(
        "letters/<uuid:letter_id>/pdf",
        allow(Role.CITIZEN, *LETTER_READERS, write=())(views.LetterPdf.as_view()),
    ),
    path(
        "letters/<uuid:letter_id>/revoke",
        allow(*TRANSITIONS["revoke"].roles)(views.LetterRevocation.as_view()),
    ),
    path("verify/<str:token>", allow(ANYONE, write=())(views.Verify.as_view())),
    path("queues", allow(*QUEUE_READERS, write=())(views.Queues.as_view())),
]
