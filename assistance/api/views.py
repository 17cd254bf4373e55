"""Programmes, and who is entitled without receiving or receives what excludes each other, for programs."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assistance.models import Candidate, Meeting, Programme, Standing
from assistance.queries.coverage import FIGURES, figures_by_programme
from assistance.queries.lists import ListKind, Wanted, standings
from assistance.queries.proposals import proposals
from foundation.access.middleware import actor_of
from foundation.access.roles import Actor, Role
from foundation.api.pagination import page_of
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen

API_READERS = (Role.SOCIAL_OFFICER, Role.OPERATOR, Role.SECRETARY, Role.HEAD)
_AREA = OpenApiParameter("area", str, description="Kemendagri code; the whole reach without it")
_PROGRAMME = OpenApiParameter("programme", str, description="code of a programme")


class ProgrammeOut(serializers.Serializer[Any]):
    """A programme with its figures in the reach; people or families by its unit."""

    code = serializers.CharField()
    name = serializers.CharField()
    owner = serializers.CharField()
    fund = serializers.CharField()
    unit = serializers.ChoiceField(Programme.Unit.values)
    entitled = serializers.IntegerField()
    enrolled = serializers.IntegerField()
    gap = serializers.IntegerField()
    unentitled = serializers.IntegerField()


class StandingOut(serializers.Serializer[Any]):
    """A family, or a person of it, and which programmes it is about."""

    family = serializers.UUIDField()
    resident = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()
    village = serializers.CharField()
    area_code = serializers.CharField()
    decile = serializers.IntegerField(allow_null=True)
    receives = serializers.ListField(child=serializers.CharField())
    entitled = serializers.ListField(child=serializers.CharField())


class ProposalOut(serializers.Serializer[Any]):
    """Somebody whom a village meeting approved; `state` is closed (waits for the decree) or enrolled."""

    id = serializers.UUIDField()
    programme = serializers.CharField()
    family = serializers.UUIDField()
    resident = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()
    address = serializers.CharField()
    village = serializers.CharField()
    decile = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()
    held_on = serializers.DateField()
    state = serializers.ChoiceField([Meeting.State.CLOSED.value, Meeting.State.ENROLLED.value])


class Programmes(APIView):
    """The programmes that stand open, with their figures in the reach or in an area of it."""

    @extend_schema(responses=ProgrammeOut(many=True), parameters=[_AREA])
    def get(self, request: Request) -> Response:
        area = _area(request, actor_of(request._request))
        return Response(
            [
                {
                    "code": programme.code,
                    "name": programme.name,
                    "owner": programme.owner,
                    "fund": programme.fund,
                    "unit": programme.unit,
                    **{name: getattr(figures, name) for name in FIGURES},
                }
                for programme, figures in figures_by_programme([area])
            ]
        )


class Gaps(APIView):
    """Who is entitled and does not receive: to a programme, or without one whoever receives nothing at all."""

    @extend_schema(responses=StandingOut(many=True), parameters=[_AREA, _PROGRAMME])
    def get(self, request: Request) -> Response:
        programme = _programme(request)
        return _page(request, ListKind.GAP if programme else ListKind.BARE, programme)


class Overlaps(APIView):
    """Families that receive aids which exclude each other."""

    @extend_schema(responses=StandingOut(many=True), parameters=[_AREA])
    def get(self, request: Request) -> Response:
        return _page(request, ListKind.CLASH, None)


class Proposals(APIView):
    """Whom village meetings approved: of one programme, or of all."""

    @extend_schema(responses=ProposalOut(many=True), parameters=[_AREA, _PROGRAMME])
    def get(self, request: Request) -> Response:
        actor = actor_of(request._request)
        rows = proposals(actor, *API_READERS, area=_area(request, actor), programme=_programme(request))
        answer = page_of(rows, request, _proposal)
        record_list(actor, len(answer.data), screen=Screen.PROGRAM, purpose=Purpose.AID)
        return answer


def _page(request: Request, kind: ListKind, programme: Programme | None) -> Response:
    actor = actor_of(request._request)
    rows = standings(actor, Wanted(kind, _area(request, actor), programme), *API_READERS)
    codes = dict(Programme.objects.values_list("bit", "code"))
    answer = page_of(rows, request, lambda row: _shape(row, codes))
    record_list(actor, len(answer.data), screen=Screen.PROGRAM, purpose=Purpose.AID)
    return answer


def _shape(standing: Standing, codes: dict[int, str]) -> dict[str, Any]:
    person = standing.resident or standing.family.head
    return {
        "family": str(standing.family_id),
        "resident": str(standing.resident_id) if standing.resident_id else None,
        "name": person.name if person else "",
        "village": standing.village_id,
        "area_code": standing.area_code,
        "decile": standing.decile,
        "receives": _codes(standing.enrolled, codes),
        "entitled": _codes(standing.entitled & ~standing.enrolled, codes),
    }


def _proposal(row: Candidate) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "programme": row.meeting.programme.code,
        "family": str(row.family_id),
        "resident": str(row.resident_id) if row.resident_id else None,
        "name": row.name,
        "address": row.address,
        "village": row.village_id,
        "decile": row.decile,
        "note": row.note,
        "held_on": row.meeting.held_on.isoformat(),
        "state": row.meeting.state,
    }


def _programme(request: Request) -> Programme | None:
    """The programme that was asked for, None without one; Http404 for one that there is not."""
    code = request.query_params.get("programme", "")
    programme = Programme.objects.filter(code=code).first() if code and "\x00" not in code else None
    if code and programme is None:
        raise Http404
    return programme


def _codes(mask: int, codes: dict[int, str]) -> list[str]:
    return [code for bit, code in sorted(codes.items()) if mask >> bit & 1]


def _area(request: Request, actor: Actor) -> str:
    """The area that was asked for, or the first of the reach; Http404 for one out of reach."""
    area = request.query_params.get("area", "") or actor.codes(*API_READERS)[0]
    if not actor.reaches(area, *API_READERS):
        raise Http404
    return area
