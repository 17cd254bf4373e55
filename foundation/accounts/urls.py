"""Addresses of signing in."""

from django.urls import path

from . import views

urlpatterns = [
    path("masuk/", views.sign_in_page, name="sign_in"),
    path("masuk/kode/", views.code_page, name="sign_in_code"),
    path("masuk/kode-keamanan/", views.second_factor_page, name="sign_in_second_factor"),
    path("masuk/kode-keamanan/pasang/", views.enrol_page, name="sign_in_enrol"),
    path("masuk/kata-sandi/", views.password_page, name="sign_in_password"),
    path("akun/sandi/", views.own_password_page, name="own_password"),
    path("keluar/", views.sign_out_page, name="sign_out"),
]
