"""One deed on a page of its own: shown, carried out, or shown again with what was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from letters.errors import NotAllowed, OutOfTurn, WrongInput


def deed_response(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[], HttpResponse],
    *,
    template: str = "letters/deed.html",
    **context: Any,
) -> HttpResponse:
    """The page of a deed, or what `do` answers when the form is right.

    Args: do: carries the deed out; WrongInput goes to the form's fields, NotAllowed and OutOfTurn lead back.
    context: title, submit_label, back_url, back_label and more of letters/deed.html.
    """
    if request.method == "POST" and form.is_valid():
        try:
            # What a deed wrote before it was refused is undone: a refused scan must not leave a number behind.
            with transaction.atomic():
                return do()
        except WrongInput as error:
            for name, texts in error.errors.items():
                form.add_error(name if name in form.fields else None, texts)
        except (NotAllowed, OutOfTurn) as error:
            messages.error(request, str(error))
            return redirect(context["back_url"])
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def pdf_sheet(content: bytes, name: str) -> HttpResponse:
    """A PDF made on the spot, for printing; `name` without ending, and never a person's."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
