"""A form that is pressed twice is carried out once.

A browser may send the same form again: two taps on a slow line, a press after a time-out. Every page gives its forms a
token of its own against forgery (Django masks it anew for each page); the same token with the same content is therefore
the same press. Its second coming waits for the first in the database and is led to where the first one led.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from .models import PressedForm
from .roles import Actor

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
LONGEST_TARGET = 500


def press_begin(request: HttpRequest, actor: Actor) -> PressedForm | None:
    """Takes note of a press; None for what is none: a program's call, a question that a page asks while one types, or a
    form of somebody who is not signed in.

    Must be called in the transaction of the deed, which the same press waits for. `target` is filled where the form was
    carried out before.
    """
    if request.method != "POST" or not actor.is_signed_in or request.headers.get("HX-Request"):
        return None
    if not request.POST.get(TOKEN):
        return None
    digest = _digest(request, actor)
    pressed, _first = PressedForm.objects.get_or_create(digest=digest)
    return pressed


def press_end(pressed: PressedForm, response: HttpResponse) -> None:
    """Keeps where a deed led; a form that came back, or a file, may be asked for again."""
    target = response.get("Location", "")
    if response.status_code in (302, 303) and 0 < len(target) <= LONGEST_TARGET:
        PressedForm.objects.filter(pk=pressed.pk).update(target=target)
    else:
        PressedForm.objects.filter(pk=pressed.pk).delete()


def _digest(request: HttpRequest, actor: Actor) -> str:
    """A fingerprint of who pressed what, where; nothing can be read from it."""
    parts = [str(actor.account_id), request.get_full_path()]
    parts += [f"{name}={value}" for name, values in sorted(request.POST.lists()) for value in values]
    parts += [
        f"{name}={file.name}:{file.size}" for name, files in sorted(request.FILES.lists()) for file in files
    ]
    return salted_hmac("pressed-once", "\0".join(parts), algorithm="sha256").hexdigest()
