"""What must always be true of requests, numbers, letters and their jobs, whatever failed on the way.

Each invariant reads the whole installation and gives what breaks it. Those on rows are one statement each, so that
they see one moment of a system that goes on working; those on files read one file after the other, between short
transactions.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection

from foundation.access.reach import EVERYWHERE, working_in
from foundation.documents.storage import StoredFileDamaged, read_stored
from foundation.jobs.health import STUCK_AFTER

from .certificates import trust_roots
from .models import LetterDocument
from .signing.verification import examine_pdf
from .verification import Status, verify_token
from .workflow import TRANSITIONS, State, sources_of

SHOWN = 3
FILES_AT_ONCE = 200
NUMBERED_STATES = ("signed", "countersigned", "issued", "collected", "revoked", "replaced")
UNCHANGING = {"vouch": frozenset({"submitted", "returned"})}
"""Entries of the history that leave the state as it is, and the states they may be written in."""


@dataclass(frozen=True)
class Scope:
    """How much is read: `files` switches the reading of files on, `sample` bounds how many (None: all)."""

    files: bool = True
    sample: int | None = None


@dataclass
class Breaches:
    """How many rows break an invariant, with the first few named; `skipped` says that nobody looked."""

    count: int = 0
    examples: list[str] = field(default_factory=list)
    skipped: bool = False

    def add(self, what: str) -> None:
        """Counts one breach."""
        self.count += 1
        if len(self.examples) < SHOWN:
            self.examples.append(what)


@dataclass(frozen=True)
class Invariant:
    """One statement that must hold, in Indonesian, and what looks for its breaches."""

    code: str
    statement: str
    look: Callable[[Scope], Breaches]


def _broken_by(*queries: str) -> Callable[[Scope], Breaches]:
    """Looks with SQL; each row's first column names one breach."""

    def look(scope: Scope) -> Breaches:
        found = Breaches()
        for query in queries:
            with working_in(EVERYWHERE), connection.cursor() as cursor:
                _take_time(cursor.execute)
                # Only constants of this module are put together here.
                cursor.execute(f"SELECT count(*), (array_agg(what))[1:{SHOWN}] FROM ({query}) AS b (what)")  # noqa: S608
                count, examples = cursor.fetchone()
            found.count += count
            found.examples += [str(what) for what in (examples or [])][: SHOWN - len(found.examples)]
        return found

    return look


def _take_time(execute: Callable[[str], object]) -> None:
    # The limit that guards web requests is too short for a look at three million letters.
    execute("SET LOCAL statement_timeout = 0")


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _history_follows_the_table(scope: Scope) -> Breaches:
    """The steps of all histories, counted by kind of step, each held against the table of transitions."""
    with working_in(EVERYWHERE), connection.cursor() as cursor:
        _take_time(cursor.execute)
        cursor.execute(
            """
            SELECT v.steps #>> '{}', coalesce(h.before, ''), h.action, h.state, count(*), min(r.code)
              FROM (SELECT request_id, action, state,
                           lag(state) OVER (PARTITION BY request_id ORDER BY at, id) AS before
                      FROM letters_requestevent) AS h
              JOIN letters_request r ON r.id = h.request_id
              JOIN letters_lettertypeversion v ON v.id = r.type_version_id
             GROUP BY 1, 2, 3, 4
            """
        )
        rows = cursor.fetchall()
    found = Breaches()
    for steps, before, action, after, count, code in rows:
        if not _may_follow(before, action, after, [step for step in TRANSITIONS if f'"{step}"' in steps]):
            found.add(f"{code}: {before or '-'} → {action} → {after}")
            found.count += count - 1
    return found


def _may_follow(before: str, action: str, after: str, steps: list[str]) -> bool:
    if action == "create":
        return before == "" and after == State.DRAFT
    if action in UNCHANGING:
        return before == after and before in UNCHANGING[action]
    if action not in TRANSITIONS:
        return False
    return after == TRANSITIONS[action].target and before in sources_of(action, steps)


def _documents(scope: Scope) -> Iterator[LetterDocument]:
    """The current documents, newest first, read in short transactions."""
    rows = LetterDocument.objects.select_related("letter").filter(is_current=True).order_by("-id")
    left, last = scope.sample, None
    while left is None or left > 0:
        size = FILES_AT_ONCE if left is None else min(left, FILES_AT_ONCE)
        with working_in(EVERYWHERE):
            batch = list((rows.filter(pk__lt=last) if last else rows)[:size])
        yield from batch
        if len(batch) < size:
            return
        last = batch[-1].pk
        left = None if left is None else left - size


def _documents_are_whole(scope: Scope) -> Breaches:
    found = _ISSUED_HAVE_ONE_DOCUMENT(scope)
    if not scope.files:
        return found
    for document in _documents(scope):
        try:
            content = read_stored(document.path)
        except StoredFileDamaged:
            found.add(f"{document.letter.number}: berkas hilang atau rusak")
            continue
        if not content or len(content) != document.size or not document.path.endswith(document.sha256):
            found.add(f"{document.letter.number}: berkas tidak sama dengan register")
    return found


def _documents_verify(scope: Scope) -> Breaches:
    if not scope.files:
        return Breaches(skipped=True)
    found = Breaches()
    roots = trust_roots()
    for document in _documents(scope):
        letter = document.letter
        try:
            content = read_stored(document.path)
        except StoredFileDamaged:
            continue  # I4 tells of it
        # Our own file: it needs no process of its own. Judged as on its day, for certificates end and letters stay.
        later = document.created_at + timedelta(minutes=1)
        report = examine_pdf(content, trust_roots=roots, now=later, contained=False)
        if not report.genuine or report.certificate_serial != document.certificate_serial:
            found.add(f"{letter.number}: {report.problem or 'sertifikat lain'}")
        answer = verify_token(letter.token)
        if answer.status == Status.UNKNOWN or answer.number != letter.number:
            found.add(f"{letter.number}: kode QR tidak menuju surat ini")
    return found


_ISSUED_HAVE_ONE_DOCUMENT = _broken_by(
    """
    SELECT l.number FROM letters_letter l
      LEFT JOIN letters_letterdocument d ON d.letter_id = l.id AND d.is_current
     WHERE l.issued_at IS NOT NULL
     GROUP BY l.id, l.number, l.document_state
    HAVING count(d.id) <> 1 OR l.document_state <> 'ready' OR min(d.size) IS NOT DISTINCT FROM 0
    """,
    """
    SELECT r.code FROM letters_request r JOIN letters_letter l ON l.request_id = r.id
     WHERE r.state IN ('issued', 'collected', 'revoked', 'replaced') AND l.issued_at IS NULL
        OR r.state IN ('signed', 'countersigned') AND l.issued_at IS NOT NULL
    """,
)

INVARIANTS = (
    Invariant(
        "I1",
        "Setiap permohonan dalam satu keadaan yang dikenal, sama dengan akhir riwayatnya",
        _broken_by(
            f"""
            SELECT r.code FROM letters_request r
              LEFT JOIN (SELECT DISTINCT ON (request_id) request_id, state FROM letters_requestevent
                          ORDER BY request_id, at DESC, id DESC) AS e ON e.request_id = r.id
             WHERE r.state NOT IN ({_listed(tuple(State.values))}) OR e.state IS DISTINCT FROM r.state
            """  # noqa: S608 - the states are constants
        ),
    ),
    Invariant(
        "I2",
        "Nomor surat berurutan tanpa lubang dan tanpa kembar, sama dengan penghitung registernya",
        _broken_by(
            """
            SELECT concat_ws(' ', village_id, register, year)
              FROM (SELECT village_id, register, year, count(*) AS many, count(DISTINCT sequence) AS different,
                           min(sequence) AS first, max(sequence) AS last
                      FROM letters_letter GROUP BY village_id, register, year) AS l
              FULL JOIN letters_registercounter c USING (village_id, register, year)
             WHERE first IS DISTINCT FROM 1 OR many IS DISTINCT FROM last OR many IS DISTINCT FROM different
                OR c.last_number IS DISTINCT FROM last
            """,
            "SELECT min(number) FROM letters_letter GROUP BY village_id, number HAVING count(*) > 1",
        ),
    ),
    Invariant(
        "I3",
        "Tanggal surat tidak pernah mundur terhadap nomornya",
        _broken_by(
            """
            SELECT number FROM (
              SELECT number, year, issued_on, lag(issued_on) OVER
                       (PARTITION BY village_id, register, year ORDER BY sequence) AS before
                FROM letters_letter) AS l
             WHERE before > issued_on OR extract(year FROM issued_on) <> year
            """
        ),
    ),
    Invariant(
        "I4",
        "Setiap surat terbit mempunyai satu PDF yang berlaku, ada di penyimpanan dan sama dengan registernya",
        _documents_are_whole,
    ),
    Invariant(
        "I5",
        "Tanda tangan setiap PDF sah dan kode QR-nya menuju suratnya",
        _documents_verify,
    ),
    Invariant(
        "I6",
        "Setiap peristiwa, pekerjaan, dan pengiriman tercatat sekali",
        _broken_by(
            "SELECT name || ' ' || key FROM jobs_event GROUP BY name, key HAVING count(*) > 1",
            "SELECT kind || ' ' || key FROM jobs_job GROUP BY kind, key HAVING count(*) > 1",
            """
            SELECT channel FROM notifications_delivery GROUP BY notification_id, channel HAVING count(*) > 1
            """,
        ),
    ),
    Invariant(
        "I7",
        "Setiap perubahan keadaan ada dalam riwayat dan sesuai urutannya",
        _history_follows_the_table,
    ),
    Invariant(
        "I8",
        "Tidak ada pekerjaan atau surat yang macet lebih dari 10 menit",
        _broken_by(
            f"""
            SELECT kind || ' ' || id FROM jobs_job
             WHERE state = 'waiting' AND run_after < now() - interval '{STUCK_AFTER.total_seconds()} s'
                OR state = 'running' AND lease_until < now() - interval '{STUCK_AFTER.total_seconds()} s'
            """,  # noqa: S608 - a constant of the jobs
            f"""
            SELECT l.number FROM letters_letter l
             WHERE l.document_state = 'rendering'
               AND coalesce(l.countersigned_at, l.signed_at) < now() - interval '{STUCK_AFTER.total_seconds()} s'
               AND NOT EXISTS (SELECT 1 FROM jobs_job j WHERE j.kind = 'letters.produce_document'
                                AND j.payload ->> 'request' = l.request_id::text
                                AND j.state IN ('waiting', 'running'))
            """,  # noqa: S608 - as above
        ),
    ),
    Invariant(
        "I9",
        "Setiap nomor tetap milik suratnya, juga yang dicabut, dan setiap surat milik permohonannya",
        _broken_by(
            f"""
            SELECT coalesce(l.number, r.code) FROM letters_request r
              FULL JOIN letters_letter l ON l.request_id = r.id
             WHERE r.id IS NULL OR (r.state IN ({_listed(NUMBERED_STATES)})) <> (l.id IS NOT NULL)
                OR (r.state = 'revoked') <> (l.revoked_at IS NOT NULL) AND l.id IS NOT NULL
            """  # noqa: S608 - the states are constants
        ),
    ),
    Invariant(
        "I10",
        "Tidak ada rujukan ke desa lain",
        _broken_by(
            """
            SELECT r.code FROM letters_request r
              JOIN letters_lettertypeversion v ON v.id = r.type_version_id
              JOIN letters_lettertype t ON t.id = v.letter_type_id
             WHERE NOT starts_with(r.area_code || '.', r.village_id || '.')
                OR t.village_id IS NOT NULL AND t.village_id <> r.village_id
            """,
            """
            SELECT l.number FROM letters_letter l JOIN letters_request r ON r.id = l.request_id
             WHERE (l.village_id, l.area_code, l.family_id) IS DISTINCT FROM (r.village_id, r.area_code, r.family_id)
                OR NOT starts_with(l.area_code || '.', l.village_id || '.')
            """,
            """
            SELECT l.number FROM letters_letterdocument d
              JOIN letters_letter l ON l.id = d.letter_id
              JOIN letters_certificate c ON c.serial = d.certificate_serial
             WHERE c.village_id <> l.village_id
            """,
            """
            SELECT j.kind || ' ' || j.id FROM jobs_job j
              JOIN letters_request r ON r.id = (j.payload ->> 'request')::uuid
             WHERE j.kind LIKE 'letters.%' AND j.area_code <> r.village_id
            """,
        ),
    ),
)


def examine_everything(scope: Scope) -> Iterator[tuple[Invariant, Breaches]]:
    """Looks for breaches of each invariant in turn."""
    for invariant in INVARIANTS:
        yield invariant, invariant.look(scope)
