"""Addresses of social aid."""

from django.urls import path

from .views import family, lists, overview

app_name = "assistance"

OFFICE = [
    path("bansos/", overview.overview_page, name="overview"),
    path("bansos/padankan/", overview.match_action, name="match"),
    path("bansos/daftar/<slug:kind>/", lists.list_page, name="list"),
    path("bansos/keluarga/<uuid:family_id>/", family.family_page, name="family"),
]

urlpatterns = [*OFFICE]
