"""Signing in and out, and one's account."""

from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.access.middleware import actor_of
from foundation.access.rate_limit import Limit, TooManyTries, client_address, take
from foundation.access.roles import OFFICER_ROLES
from foundation.access.rules import ANYONE, SIGNED_IN, allow

from . import second_factor, sign_in
from .actors import example_number, find_by_number
from .codes import redeem_code, request_code
from .demo import DEMO_PASSWORD, DEMO_SECRET, demo_accounts
from .forms import CitizenSignInForm, CodeForm, OfficerSignInForm, OwnPasswordForm, PasswordChangeForm
from .models import User

CODE_KEY, NEXT_KEY = "sign_in_code", "sign_in_next"
# Many people share an address on mobile networks, so the address's limit is generous and the number's is strict.
CODES_PER_ADDRESS = Limit("code-address", 200, 60 * 60)
GUESSES_PER_ADDRESS = Limit("code-guess-address", 300, 60 * 60)


@allow(ANYONE)
@require_http_methods(["GET", "POST"])
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Both ways in: a citizen's number, or an officer's name and password."""
    if actor_of(request).is_signed_in and request.method == "GET":
        return redirect(_landing(request))
    citizen_form, officer_form = CitizenSignInForm(), OfficerSignInForm()
    if request.method == "POST":
        _remember_next(request)
        if "username" in request.POST:
            officer_form = OfficerSignInForm(request.POST)
            if officer_form.is_valid() and _begin_officer(request, officer_form):
                return redirect("sign_in_second_factor")
        else:
            citizen_form = CitizenSignInForm(request.POST)
            if citizen_form.is_valid() and _begin_citizen(request, citizen_form):
                return redirect("sign_in_code")
    context: dict[str, Any] = {
        "citizen_form": citizen_form,
        "officer_form": officer_form,
        # The page's title tells of the form that was sent.
        "form": citizen_form if citizen_form.is_bound else officer_form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "current": "sign_in",
    }
    if settings.DEMO:
        context |= {
            "demo_accounts": demo_accounts(),
            "demo_password": DEMO_PASSWORD,
            "demo_secret": DEMO_SECRET,
            "demo_number": example_number(),
        }
    return render(request, "accounts/sign_in.html", context)


@allow(ANYONE)
@require_http_methods(["GET", "POST"])
def code_page(request: HttpRequest) -> HttpResponse:
    """A citizen types the one-time code."""
    code_id = request.session.get(CODE_KEY)
    if code_id is None:
        return redirect("sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        take(GUESSES_PER_ADDRESS, client_address(request))
        user = redeem_code(UUID(code_id), form.cleaned_data["code"])
        if user is not None:
            request.session.pop(CODE_KEY, None)
            target = _next(request)
            sign_in.enter_citizen(request, user)
            return redirect(target or "home")
        form.add_error(
            "code", _("Kode salah atau sudah habis masa berlakunya. Periksa pesannya, atau minta kode baru.")
        )
    context = {"form": form, "minutes": 5, "outbox_url": resolve_url("demo_outbox") if settings.DEMO else ""}
    return render(request, "accounts/code.html", context)


@allow(ANYONE)
@require_http_methods(["GET", "POST"])
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """An officer whose password was right shows the second factor."""
    user = sign_in.pending_user(request)
    if user is None:
        return redirect("sign_in")
    if not second_factor.is_confirmed(user):
        return redirect("sign_in_enrol")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _complete(request, user, form):
        return redirect("sign_in_password" if sign_in.must_choose(request) else _landing(request))
    context = {"form": form, "demo_secret": DEMO_SECRET if settings.DEMO and user.is_demo else ""}
    return render(request, "accounts/second_factor.html", context)


@allow(ANYONE)
@require_http_methods(["GET", "POST"])
def enrol_page(request: HttpRequest) -> HttpResponse:
    """An officer without a second factor sets one up; nothing else is open before."""
    user = sign_in.pending_user(request)
    if user is None or second_factor.is_confirmed(user):
        return redirect("sign_in")
    factor = second_factor.pending_factor(user)
    secret = second_factor.secret_of(factor)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _complete(request, user, form):
        messages.success(request, _("Kode keamanan sudah aktif."))
        return redirect("sign_in_password" if sign_in.must_choose(request) else _landing(request))
    code = segno.make(second_factor.provisioning_uri(user, secret), micro=False)
    # The drawing is segno's own, made of numbers only.
    drawing = mark_safe(code.svg_inline(border=2, omitsize=True))  # noqa: S308
    return render(request, "accounts/enrol.html", {"form": form, "secret": secret, "qr_svg": drawing})


@allow(ANYONE)
@require_http_methods(["GET", "POST"])
def password_page(request: HttpRequest) -> HttpResponse:
    """An officer whose password somebody else made chooses an own one; nothing else is open before."""
    user = sign_in.must_choose(request)
    if user is None:
        return redirect("sign_in")
    form = OwnPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        target = _safe(request, request.session.get(NEXT_KEY, "") or "")
        sign_in.choose_password(request, user, form.cleaned_data["password"])
        request.session[NEXT_KEY] = target
        messages.success(request, _("Kata sandi baru sudah berlaku."))
        return redirect(_landing(request))
    return render(request, "accounts/password.html", {"form": form})


@allow(*OFFICER_ROLES)
@require_http_methods(["GET", "POST"])
def own_password_page(request: HttpRequest) -> HttpResponse:
    """An officer changes the own password; other devices have to sign in anew."""
    user = sign_in.signed_in_user(request)
    form = PasswordChangeForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_bound and form.is_valid() and form.present_is_right():
        sign_in.change_password(request, user, form.cleaned_data["password"])
        messages.success(request, _("Kata sandi baru sudah berlaku. Perangkat lain harus masuk lagi."))
        return redirect("account")
    return render(request, "accounts/own_password.html", {"form": form, "current": "account"})


@allow(SIGNED_IN)
@require_POST
def sign_out_page(request: HttpRequest) -> HttpResponse:
    """Ends the session on the server."""
    logout(request)
    messages.success(request, _("Bapak/Ibu sudah keluar."))
    return redirect("home")


def _begin_officer(request: HttpRequest, form: OfficerSignInForm) -> bool:
    try:
        user = sign_in.check_password(request, form.cleaned_data["username"], form.cleaned_data["password"])
    except TooManyTries as error:
        minutes = error.retry_after // 60 + 1
        form.add_error(
            None, _("Terlalu banyak percobaan. Silakan coba lagi dalam %(n)s menit.") % {"n": minutes}
        )
        return False
    if user is None:
        form.add_error(
            "password", _("Nama pengguna atau kata sandi salah. Periksa huruf besar dan kecilnya.")
        )
        return False
    sign_in.begin(request, user)
    return True


def _begin_citizen(request: HttpRequest, form: CitizenSignInForm) -> bool:
    typed = form.cleaned_data["nik"]
    try:
        take(CODES_PER_ADDRESS, client_address(request))
        person = find_by_number(typed)
        digits = "".join(character for character in typed if character.isdigit())
        code = request_code(digits, person.id if person else None, person.area_code if person else "")
    except TooManyTries as error:
        minutes = error.retry_after // 60 + 1
        form.add_error(
            "nik",
            _("Kode sudah terlalu sering diminta. Silakan coba lagi dalam %(n)s menit.") % {"n": minutes},
        )
        return False
    except ValueError as error:
        form.add_error("nik", str(error))
        return False
    request.session[CODE_KEY] = str(code.pk)
    return True


def _complete(request: HttpRequest, user: User, form: Form) -> bool:
    # The address is kept over a mistyped code, and over the new session that signing in begins.
    target = _safe(request, request.session.get(NEXT_KEY, "") or "")
    try:
        sign_in.complete(request, user, form.cleaned_data["code"])
        request.session[NEXT_KEY] = target
    except second_factor.WrongCode:
        form.add_error(
            "code", _("Kode salah atau sudah dipakai. Tunggu kode berikutnya, lalu ketik 6 angkanya.")
        )
        return False
    return True


def _remember_next(request: HttpRequest) -> None:
    request.session[NEXT_KEY] = _safe(request, request.POST.get("next", ""))


def _next(request: HttpRequest) -> str:
    return _safe(request, request.session.pop(NEXT_KEY, "") or "")


def _safe(request: HttpRequest, address: str) -> str:
    """Only an address of our own is followed."""
    allowed = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if allowed and address.startswith("/") else ""


def _landing(request: HttpRequest) -> str:
    return _next(request) or resolve_url("landing")
