"""Finding residents for programs."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from citizens import code_lists
from citizens.journal import subject_of
from citizens.models import Resident
from citizens.search import search_residents
from foundation.access.middleware import actor_of
from foundation.audit.journal import record_access
from foundation.audit.models import Purpose, Screen


class ResidentOut(serializers.Serializer[Any]):
    """A resident as a search shows them."""

    id = serializers.UUIDField()
    nik = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    sex = serializers.CharField()
    birth_place = serializers.CharField()
    birth_date = serializers.DateField()
    village = serializers.CharField()
    area_code = serializers.CharField()
    alive = serializers.BooleanField()


def resident_shape(resident: Resident) -> dict[str, Any]:
    """A resident for an officer of their village."""
    return {
        "id": str(resident.pk),
        "nik": resident.nik,
        "name": resident.name,
        "sex": code_lists.SEX.label(resident.sex),
        "birth_place": resident.birth_place,
        "birth_date": resident.birth_date.isoformat(),
        "village": resident.village_id,
        "area_code": resident.area_code,
        "alive": resident.status == code_lists.ALIVE,
    }


class Residents(APIView):
    """Residents within reach whom `q` may mean: a NIK, a KK number, a phone number, or fragments of a name."""

    @extend_schema(responses=ResidentOut(many=True), parameters=[OpenApiParameter("q", str, required=True)])
    def get(self, request: Request) -> Response:
        actor = actor_of(request._request)
        found = search_residents(actor, request.query_params.get("q", ""))
        for resident in found:
            # The shape has the whole number, so each person's own journal tells of it.
            record_access(
                actor, subject_of(resident), screen=Screen.PROGRAM, purpose=Purpose.SERVICE, fields=["nik"]
            )
        return Response([resident_shape(resident) for resident in found])
