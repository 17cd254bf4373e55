"""Addresses of social aid in the API."""

from django.urls import path

from foundation.access.rules import allow

from .views import API_READERS, Gaps, Overlaps, Programmes, Proposals

urlpatterns = [
    path("assistance/programmes", allow(*API_READERS, write=())(Programmes.as_view()), name="api-programmes"),
    path("assistance/gaps", allow(*API_READERS, write=())(Gaps.as_view()), name="api-gaps"),
    path("assistance/overlaps", allow(*API_READERS, write=())(Overlaps.as_view()), name="api-overlaps"),
    path("assistance/proposals", allow(*API_READERS, write=())(Proposals.as_view()), name="api-proposals"),
]
