"""What anybody may fetch of the product's own authority."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from foundation.access.rules import ANYONE, allow
from letters.certificates import current_revocation_list


@allow(ANYONE, write=())
@require_safe
@cache_control(public=True, max_age=3600)
def revocation_list_page(request: HttpRequest) -> HttpResponse:
    """The list of revoked certificates, as programs that check signatures fetch it."""
    content = current_revocation_list()
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="application/pkix-crl")
