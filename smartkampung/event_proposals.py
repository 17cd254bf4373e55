"""An issued letter of birth or death offers its event to the village's clerk: letters and register meet here."""

from typing import Any

from citizens import code_lists
from citizens.models import LifeEvent, Resident
from citizens.services.proposals import event_propose
from foundation.jobs.claims import Claim
from foundation.jobs.registry import task
from letters.models import Letter

# The letter's field that names the resident whose page the event belongs to, and the form's field for each other one.
EVENTS: dict[str, tuple[LifeEvent.Kind, str, dict[str, str]]] = {
    "kelahiran": (
        LifeEvent.Kind.BIRTH,
        "ibu",
        {
            "nama_anak": "name",
            "jenis_kelamin": "sex",
            "tanggal_lahir": "happened_on",
            "tempat_lahir": "birth_place",
            "nama_ayah": "father_name",
        },
    ),
    "kematian": (
        LifeEvent.Kind.DEATH,
        "almarhum",
        {"tanggal_meninggal": "happened_on", "tempat_meninggal": "place", "sebab": "cause"},
    ),
}


@task("smartkampung.propose_event", queue="notifications")
def propose_event(claim: Claim) -> None:
    """Suggests the event that an issued letter testifies; nothing for other kinds and for people of other villages."""
    with claim.result():
        letter = Letter.objects.select_related("request__type_version__letter_type").get(
            request_id=claim.id("request")
        )
        known = EVENTS.get(letter.request.type_version.letter_type.code)
        if known is None:
            return
        kind, person, names = known
        resident = Resident.objects.filter(pk=letter.request.data.get(person)).first()
        if resident is None or not resident.is_alive:
            return
        event_propose(
            kind,
            resident,
            source_key=str(_first_of(letter).pk),
            reference=letter.number,
            data={"name": resident.name} | _answers(letter.request.data, names),
        )


def _first_of(letter: Letter) -> Letter:
    """The letter that this one replaces, through all its predecessors: they testify one event."""
    while letter.request.replaces is not None:
        letter = letter.request.replaces
    return letter


def _answers(data: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """The letter's answers under the names of the event's form."""
    told = {ours: data[theirs] for theirs, ours in names.items() if data.get(theirs)}
    if "sex" in told:
        told["sex"] = code_lists.SEX.find(str(told["sex"]))
    return told
