"""Tokens for programs."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from foundation.accounts.sign_in import check_password
from foundation.accounts.tokens import issue_token
from foundation.api.problems import Problem


class CredentialsIn(serializers.Serializer[Any]):
    """An officer's name and password."""

    username = serializers.CharField(max_length=80)
    password = serializers.CharField(max_length=200, trim_whitespace=False)


class TokenOut(serializers.Serializer[Any]):
    """A bearer token, valid for twelve hours."""

    token = serializers.CharField()


class Token(APIView):
    """Gives a token for a name and a password; deeds of weight ask for the second factor besides."""

    authentication_classes = ()

    @extend_schema(request=CredentialsIn, responses=TokenOut, auth=[])
    def post(self, request: Request) -> Response:
        body = CredentialsIn(data=request.data)
        body.is_valid(raise_exception=True)
        user = check_password(request._request, **body.validated_data)
        if user is None:
            raise Problem(401, _("Nama pengguna atau kata sandi salah."))
        if user.must_change_password:
            raise Problem(403, _("Masuk lewat laman lebih dahulu untuk mengganti kata sandi."))
        return Response({"token": issue_token(user)})
