"""The small forms below an officer's buttons."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from foundation.access.roles import Actor
from foundation.accounts.forms import SecondFactorForm
from foundation.forms.remarks import RemarkedChoiceField
from letters.forms import as_json, field_of, initial_from
from letters.models import LetterTypeVersion, Request
from letters.presentation import action_label
from letters.queries.electronic import signer_of
from letters.signing.backend import asks_passphrase
from letters.workflow import TRANSITIONS

DONE = {
    "submit": _("Permohonan sudah diajukan."),
    "check": _("Permohonan sudah diperiksa dan diteruskan."),
    "return": _("Permohonan sudah dikembalikan kepada pemohon."),
    "reject": _("Permohonan sudah ditolak."),
    "initial": _("Paraf sudah dicatat."),
    "sign": _("Surat sudah ditandatangani dan bernomor."),
    "countersign": _("Surat sudah disahkan."),
    "cancel": _("Permohonan sudah dibatalkan."),
    "revoke": _("Surat sudah dicabut."),
    "decline": _("Pengesahan sudah ditolak; desa dan pemohon diberi tahu."),
}
NOTE_LABELS = {
    "return": _("Apa yang harus diperbaiki?"),
    "reject": _("Alasan penolakan"),
    "revoke": _("Alasan pencabutan"),
    "decline": _("Mengapa surat ini tidak disahkan?"),
    "cancel": _("Alasan pembatalan"),
}
DANGEROUS = frozenset({"reject", "revoke", "decline", "cancel"})


def needs_passphrase(action: str, version: LetterTypeVersion | None = None) -> bool:
    """Whether the action ends in an electronic signature of the person who acts; without a version: whether it may."""
    if not asks_passphrase():
        return False
    if version is None:
        return action in ("sign", "countersign")
    return action == ("countersign" if version.needs_countersignature else "sign")


class PassphraseForm(SecondFactorForm):
    """A form whose deed may ask for the signatory's passphrase; it is in no log, no session and no error page."""

    def __init__(self, *args: Any, actor: Actor, needs_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, needs_code=needs_code, **kwargs)
        self.actor = actor

    def ask_for_passphrase(self) -> None:
        """Adds the field; what was typed is never sent back to the browser."""
        self.fields["passphrase"] = forms.CharField(
            label=_("Passphrase sertifikat"),
            max_length=200,
            strip=False,
            error_messages={"required": _("Ketik passphrase sertifikat elektronik Bapak/Ibu.")},
            widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
        )

    def clean_passphrase(self) -> str:
        """Without a registered signatory, or with a certificate that cannot sign, no number must be taken."""
        signer = signer_of(self.actor.account_id)
        if signer is None:
            raise forms.ValidationError(
                _("Isi dahulu NIK yang terdaftar pada BSrE di halaman Tanda tangan elektronik.")
            )
        if signer.status not in ("", "ISSUE"):
            raise forms.ValidationError(
                _("Menurut layanan nasional sertifikat Bapak/Ibu tidak dapat dipakai (%(status)s).")
                % {"status": signer.status}
            )
        passphrase: str = self.cleaned_data["passphrase"]
        return passphrase


class ActionForm(PassphraseForm):
    """What one action asks: a note, fields to mend, passphrase, second factor; often nothing."""

    def __init__(
        self, case: Request, action: str, actor: Actor, data: Any = None, *, needs_code: bool
    ) -> None:
        super().__init__(data, auto_id=f"id_{action}_%s", actor=actor, needs_code=needs_code)
        self.action = action
        # What was read is what is decided: a request that went round meanwhile is read again first.
        self.fields["seen"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=case.state_since.isoformat()
        )
        if action == "return":
            specs = [*case.type_version.fields, *case.type_version.documents]
            self.fields["fields"] = RemarkedChoiceField(
                label=_("Isian atau berkas yang perlu diperbaiki"),
                choices=[(spec["name"], spec["label"]) for spec in specs],
                required=False,
            )
        self.officer_fields: list[str] = []
        if action == "check":
            self._ask_officer(case, actor)
        if action in NOTE_LABELS:
            self.fields["note"] = forms.CharField(
                label=NOTE_LABELS[action],
                required=TRANSITIONS[action].needs_note,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={
                    "required": _("Tulis alasannya, agar pemohon tahu apa yang harus dilakukan.")
                },
            )
        if needs_passphrase(action, case.type_version):
            self.ask_for_passphrase()
        self.ask_for_code()

    def clean_seen(self) -> datetime | None:
        """When the state began that the page showed; None for what is no moment."""
        return moment_of(self.cleaned_data["seen"])

    def officer_data(self) -> dict[str, Any]:
        """Cleaned values of the fields that the office fills in."""
        return {name: as_json(self.cleaned_data[f"isian_{name}"]) for name in self.officer_fields}

    def _ask_officer(self, case: Request, actor: Actor) -> None:
        initial = initial_from(case.type_version, case.data)
        for spec in case.type_version.fields:
            if spec.get("officer"):
                field = field_of(spec, case.resident, actor)
                if isinstance(field, forms.ChoiceField):
                    # Radio buttons would push the page's content down; the bar takes a line.
                    field.widget = forms.Select()
                    field.choices = [("", _("Pilih…")), *((choice, choice) for choice in spec["choices"])]
                field.initial = initial.get(spec["name"])
                # The prefix keeps a type's names apart from the form's own.
                self.fields[f"isian_{spec['name']}"] = field
                self.officer_fields.append(spec["name"])

    def done_text(self) -> str:
        """What is said when the action is done."""
        return str(DONE[self.action])


class Everything(NamedTuple):
    """All that waited at a moment, from behind one request on."""

    until: datetime
    after: UUID | None = None


def everything_from(until: str, after: str) -> Everything | None:
    """The same, as an address says it; None for what is none."""
    moment = moment_of(until)
    try:
        return Everything(moment, UUID(after)) if moment else None
    except ValueError:
        return None


def moment_of(text: str) -> datetime | None:
    """A moment with its zone, as pages and addresses say it; None for what is none."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and is_aware(moment) else None


class SignManyForm(PassphraseForm):
    """The chosen requests, and one second factor (and one passphrase) for all of them."""

    def __init__(self, data: Any, choices: list[str], action: str, actor: Actor, *, needs_code: bool) -> None:
        super().__init__(data, actor=actor, needs_code=needs_code)
        posted = data.getlist("chosen") if data is not None else []
        # The boxes stand in the table's rows, not in the form; what is no longer waiting is passed over. Each says
        # which request it is, and since when it stood as it was shown.
        ticks = dict(value.partition("|")[::2] for value in posted)
        self.chosen = [pk for pk in choices if pk in ticks]
        since = {pk: moment_of(ticks[pk]) for pk in self.chosen}
        self.seen = {pk: moment for pk, moment in since.items() if moment is not None}
        if needs_passphrase(action):
            self.ask_for_passphrase()
        self.ask_for_code()

    def offer_everything(self, waiting: int, portion: int, initial: Everything) -> None:
        """Adds a box for all that waits, also what the page does not show, and what it means by that."""
        label = ngettext("Semua %(n)s yang menunggu", "Semua %(n)s yang menunggu", waiting)
        how = gettext(
            "Juga yang belum tampil di bawah. Diambil %(portion)s setiap kali, menurut urutan daftar; "
            "sisanya ditawarkan sesudah itu, tanpa kode keamanan lagi."
        )
        self.fields["everything"] = forms.BooleanField(
            label=label % {"n": waiting},
            help_text=how % {"portion": portion} if waiting > portion else "",
            required=False,
            initial=initial.after is not None,
            widget=forms.CheckboxInput(attrs={"data-everything": str(waiting)}),
        )
        self.fields["until"] = forms.CharField(
            initial=initial.until.isoformat(), max_length=40, required=False, widget=forms.HiddenInput
        )
        self.fields["after"] = forms.UUIDField(
            initial=initial.after, required=False, widget=forms.HiddenInput
        )
        # The box stands above the code and the button.
        self.order_fields(["everything"])

    def everything(self) -> Everything | None:
        """What was asked for when all that waits was chosen; None when single ones were."""
        if not self.cleaned_data.get("everything"):
            return None
        until = moment_of(self.cleaned_data["until"])
        return Everything(until, self.cleaned_data["after"]) if until else None

    def clean(self) -> dict[str, Any]:
        """Something must be chosen; what has come since the page was shown is never meant by everything."""
        values: dict[str, Any] = self.cleaned_data
        if values.get("everything"):
            if moment_of(values.get("until", "")) is None:
                raise forms.ValidationError(_("Muat ulang halaman ini, lalu pilih lagi."))
        elif not self.chosen:
            raise forms.ValidationError(_("Pilih paling sedikit satu permohonan."))
        return values


def action_entry(
    case: Request, action: str, actor: Actor, url: str, failed: ActionForm | None, *, needs_code: bool
) -> dict[str, Any]:
    """A button with its form, as the page of a request shows it."""
    return {
        "action": action,
        "label": action_label(action),
        "url": url,
        "needs_note": TRANSITIONS[action].needs_note,
        "needs_code": needs_code,
        "form": failed or ActionForm(case, action, actor, needs_code=needs_code),
        "danger": action in DANGEROUS,
        "open": failed is not None,
    }
