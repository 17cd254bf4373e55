"""Addresses of residents."""

from django.urls import path

from . import views

app_name = "citizens"

urlpatterns = [
    path("desa/penduduk/", views.search_page, name="search"),
    path("desa/penduduk/<uuid:resident_id>/", views.resident_page, name="resident"),
]
