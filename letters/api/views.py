"""Requests, letters, verification and queues for programs."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response
from rest_framework.views import APIView

from citizens.models import Resident
from citizens.nik import NumberError, parse_nik
from foundation.access.guard import reachable
from foundation.access.middleware import actor_of
from foundation.access.rate_limit import client_address, take
from foundation.access.roles import Actor
from foundation.accounts import step_up
from foundation.api.pagination import page_of
from foundation.api.problems import Problem
from foundation.audit.models import Screen
from letters.documents import pdf_response
from letters.errors import NotAllowed, OutOfTurn, WrongInput
from letters.forms import posted_form
from letters.journal import record_case, record_cases
from letters.queries.catalogue import offered_versions
from letters.queries.letters import visible_letter, visible_letters
from letters.queries.offices import office_village
from letters.queries.queues import village_queues
from letters.queries.requests import visible_request, visible_requests
from letters.services import actions
from letters.services.after_issue import revoke_letter
from letters.services.attach import attach_document
from letters.services.create import create_request
from letters.signing.backend import asks_passphrase
from letters.signing_round import begin_round
from letters.verification import Status, verify_token
from letters.verification_limits import UNKNOWN_TOKENS
from letters.workflow import TRANSITIONS, State

from . import serializers
from .shapes import letter_shape, request_shape, type_shape

IDEMPOTENCY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)


class LetterView(APIView):
    """Translates what the services refuse into problem details."""

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, WrongInput):
            exc = Problem(400, _("Periksa kembali isian berikut."), errors=exc.errors)
        elif isinstance(exc, NotAllowed):
            exc = Problem(403, str(exc))
        elif isinstance(exc, OutOfTurn):
            exc = Problem(409, str(exc))
        return super().handle_exception(exc)

    def actor(self) -> Actor:
        """Who calls."""
        return actor_of(self.request._request)


class LetterTypes(LetterView):
    """The letters that are served."""

    @extend_schema(responses=serializers.TypeOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        return Response(
            [type_shape(version) for version in offered_versions(request.query_params.get("village"))]
        )


class Requests(LetterView):
    """Requests within the caller's reach; new ones."""

    @extend_schema(
        responses=serializers.RequestOut(many=True),
        parameters=[OpenApiParameter("state", str), OpenApiParameter("page", int)],
    )
    def get(self, request: ApiRequest) -> Response:
        actor = self.actor()
        rows = visible_requests(actor).select_related("letter", "type_version__letter_type")
        rows = rows.prefetch_related("history")
        state = request.query_params.get("state", "")
        if state in State.values:
            rows = rows.filter(state=state)
        page = page_of(rows.order_by("-created_at"), request, lambda row: request_shape(row, actor))
        record_cases(actor, len(page.data), screen=Screen.PROGRAM)
        return page

    @extend_schema(
        request=serializers.RequestIn,
        responses={201: serializers.RequestOut, 200: serializers.RequestOut},
        parameters=[IDEMPOTENCY],
    )
    def post(self, request: ApiRequest) -> Response:
        body = serializers.RequestIn(data=request.data)
        body.is_valid(raise_exception=True)
        actor = self.actor()
        values = body.validated_data
        with transaction.atomic():
            row, created = create_request(
                actor,
                type_code=values["letter_type"],
                resident=_resident(values["resident"], actor) if values["resident"] else None,
                village=None if values["resident"] else office_village(actor, values["village"]),
                data=posted_form(values["data"]),
                channel=values["channel"],
                idempotency_key=request.headers.get("Idempotency-Key", "")[:120],
            )
            if created:
                for document in values["documents"]:
                    attach_document(row.pk, actor, document["document"], serializers.as_upload(document))
        return Response(request_shape(visible_request(actor, row.pk), actor), status=201 if created else 200)


class OneRequest(LetterView):
    """One request."""

    @extend_schema(responses=serializers.RequestOut)
    def get(self, request: ApiRequest, request_id: UUID) -> Response:
        case = visible_request(self.actor(), request_id)
        record_case(self.actor(), case, screen=Screen.PROGRAM, fields=["nik"])
        return Response(request_shape(case, self.actor()))


class RequestAction(LetterView):
    """A step on a request."""

    action = ""

    @extend_schema(request=serializers.ActionIn, responses=serializers.RequestOut)
    def post(self, request: ApiRequest, request_id: UUID) -> Response:
        body = serializers.ActionIn(data=request.data)
        body.is_valid(raise_exception=True)
        actor = self.actor()
        if TRANSITIONS[self.action].needs_second_factor:
            # Out of reach comes before the second factor: a stranger learns nothing by being asked for a code.
            visible_request(actor, request_id)
            step_up.require(request._request, body.validated_data["otp"])
        signs = self.action in ("sign", "countersign") and asks_passphrase()
        passphrase = body.validated_data["passphrase"] if signs else ""
        marks = dict.fromkeys(body.validated_data["fields_to_mend"], "") | body.validated_data["remarks"]
        # Refused is refused whole: no number stays taken because the service does not know the signatory.
        with transaction.atomic():
            actions.perform(self.action, request_id, actor, note=body.validated_data["note"], fields=marks)
            if passphrase:
                begin_round(actor, passphrase)
        return Response(request_shape(visible_request(actor, request_id), actor))


class Letters(LetterView):
    """Letters within the caller's reach, newest first."""

    @extend_schema(responses=serializers.LetterOut(many=True), parameters=[OpenApiParameter("page", int)])
    def get(self, request: ApiRequest) -> Response:
        rows = visible_letters(self.actor()).prefetch_related("documents")
        page = page_of(rows.order_by("-signed_at"), request, letter_shape)
        record_cases(self.actor(), len(page.data), screen=Screen.PROGRAM)
        return page


class OneLetter(LetterView):
    """One letter."""

    @extend_schema(responses=serializers.LetterOut)
    def get(self, request: ApiRequest, letter_id: UUID) -> Response:
        letter = visible_letter(self.actor(), letter_id)
        record_case(self.actor(), letter.request, screen=Screen.PROGRAM)
        return Response(letter_shape(letter))


class LetterPdf(LetterView):
    """A letter's signed PDF."""

    @extend_schema(responses={(200, "application/pdf"): bytes})
    def get(self, request: ApiRequest, letter_id: UUID) -> HttpResponse:
        letter = visible_letter(self.actor(), letter_id)
        record_case(self.actor(), letter.request, screen=Screen.PAPER, fields=["letter"])
        return pdf_response(letter)


class LetterRevocation(LetterView):
    """Revokes an issued letter."""

    @extend_schema(request=serializers.RevokeIn, responses=serializers.LetterOut)
    def post(self, request: ApiRequest, letter_id: UUID) -> Response:
        body = serializers.RevokeIn(data=request.data)
        body.is_valid(raise_exception=True)
        letter = visible_letter(self.actor(), letter_id)
        step_up.require(request._request, body.validated_data["otp"])
        revoke_letter(letter.request_id, self.actor(), reason=body.validated_data["reason"])
        return Response(letter_shape(visible_letter(self.actor(), letter_id)))


class Verify(LetterView):
    """Checks a letter by its token; no account is needed."""

    @extend_schema(responses=serializers.VerificationOut)
    def get(self, request: ApiRequest, token: str) -> Response:
        result = verify_token(token)
        if result.status == Status.UNKNOWN:
            take(UNKNOWN_TOKENS, client_address(request._request))
        return Response(result.as_data())


class Queues(LetterView):
    """The queue of each village in reach, in figures."""

    @extend_schema(responses=serializers.QueueOut(many=True))
    def get(self, request: ApiRequest) -> Response:
        return Response([queue.as_data() for queue in village_queues(self.actor())])


def _resident(text: str, actor: Actor) -> Resident:
    people = reachable(Resident.objects.select_related("family"), actor)
    try:
        found = people.filter(pk=UUID(text)).first()
    except ValueError:
        try:
            found = people.filter(nik=parse_nik(text).number).first()
        except NumberError as error:
            raise WrongInput({"resident": [str(error)]}) from error
    if found is None:
        raise WrongInput({"resident": [_("Tidak ada warga dengan nomor ini di wilayah Anda.")]})
    return found
