"""Addresses of the API, version 1."""

from django.urls import include, path

from citizens.api.views import Residents
from foundation.access.roles import OFFICE_ROLES
from foundation.access.rules import ANYONE, allow
from foundation.accounts.api.views import Token

urlpatterns = [
    path("auth/token", allow(ANYONE)(Token.as_view()), name="api-token"),
    path("residents", allow(*OFFICE_ROLES, write=())(Residents.as_view()), name="api-residents"),
    path("", include("letters.api.urls")),
    path("", include("assistance.api.urls")),
]
