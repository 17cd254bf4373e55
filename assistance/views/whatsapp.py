"""Where the provider of WhatsApp hands over what people write to UGD Kemiskinan."""

import hmac
import logging

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from assistance.services.messages import message_take
from foundation.access.rules import ANYONE, allow
from foundation.notifications.whatsapp import incoming_texts, is_on, is_signed

logger = logging.getLogger(__name__)


@allow(ANYONE)
@csrf_exempt
@require_http_methods(["GET", "POST"])
def whatsapp_hook(request: HttpRequest) -> HttpResponse:
    """Answers the provider's question who we are, and takes its signed notices; 404 while it is off."""
    if not is_on():
        raise Http404
    if request.method == "GET":
        return _introduction(request)
    if not is_signed(request.body, request.headers.get("X-Hub-Signature-256", "")):
        return HttpResponseForbidden()
    try:
        texts = list(incoming_texts(request.body))
    except (ValueError, LookupError, TypeError, AttributeError):
        logger.warning("a notice of WhatsApp could not be read")
        return HttpResponseBadRequest()
    for text in texts:
        message_take(text)
    return HttpResponse(status=200)


def _introduction(request: HttpRequest) -> HttpResponse:
    """The provider's check that the address is ours (hub.challenge)."""
    token = settings.WHATSAPP_VERIFY_TOKEN
    asked = request.GET.get("hub.verify_token", "")
    if not token or not hmac.compare_digest(token.encode(), asked.encode()):
        return HttpResponseForbidden()
    return HttpResponse(request.GET.get("hub.challenge", ""), content_type="text/plain")
