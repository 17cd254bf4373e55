"""The page that checks a letter's QR code without a network, and what it keeps in the browser for that."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from foundation.access.rules import ANYONE, allow
from letters.models import LetterTypeVersion
from letters.offline_keys import public_keys
from villages.models import Region

SCRIPT, STYLE = "js/offline-check.js", "css/smartkampung.css"
WORKER = "js/offline-worker.js"


@allow(ANYONE, write=())
def offline_page(request: HttpRequest) -> HttpResponse:
    """Checks a code by camera, photo or pasted text, with keys that the browser has kept."""
    return render(request, "letters/offline.html")


@allow(ANYONE, write=())
def keys_page(request: HttpRequest) -> HttpResponse:
    """Public keys, and the names of kinds and villages that a code names by their codes; nothing of anybody."""
    kinds = LetterTypeVersion.objects.order_by("number").values_list("letter_type__code", "name")
    villages = Region.objects.filter(level=Region.Level.VILLAGE).order_by("code")
    return JsonResponse(
        {
            "at": timezone.now().isoformat(),
            "keys": public_keys(),
            "kinds": dict(kinds),
            "villages": {village.digits: village.official_title for village in villages},
        }
    )


@allow(ANYONE, write=(), transaction=False)
def worker_page(request: HttpRequest) -> HttpResponse:
    """The service worker that keeps the page; it also answers for letters' addresses while there is no network."""
    page, keys = reverse("letters:offline"), reverse("letters:offline_keys")
    files = [page, keys, static(SCRIPT), static(STYLE)]
    version = hashlib.sha256("".join(files).encode()).hexdigest()[:12]
    values = {"FILES": files, "PAGE": page, "KEYS": keys, "VERSION": version}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in values.items())
    worker = (Path(settings.STATICFILES_DIRS[0]) / WORKER).read_text(encoding="utf-8")
    response = HttpResponse(head + worker, content_type="text/javascript")
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    return response
