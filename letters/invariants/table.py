"""The invariants I1–I10, each with what looks for its breaches."""

from collections.abc import Iterator

from foundation.jobs.health import STUCK_AFTER
from letters.workflow import State

from .breaches import Breaches, Invariant, Scope, broken_by, listed
from .files import documents_are_whole, documents_verify
from .history import history_follows_the_table

NUMBERED_STATES = ("signed", "countersigned", "issued", "collected", "revoked", "replaced")

INVARIANTS = (
    Invariant(
        "I1",
        "Setiap permohonan dalam satu keadaan yang dikenal, sama dengan akhir riwayatnya",
        broken_by(
            f"""
            SELECT r.code FROM letters_request r
              LEFT JOIN (SELECT DISTINCT ON (request_id) request_id, state FROM letters_requestevent
                          ORDER BY request_id, at DESC, id DESC) AS e ON e.request_id = r.id
             WHERE r.state NOT IN ({listed(State.values)}) OR e.state IS DISTINCT FROM r.state
            """  # noqa: S608 - the states are constants
        ),
    ),
    Invariant(
        "I2",
        "Nomor surat berurutan tanpa lubang dan tanpa kembar, sama dengan penghitung registernya",
        broken_by(
            """
            SELECT concat_ws(' ', village_id, register, year)
              FROM (SELECT village_id, register, year, count(*) AS many,
                           min(sequence) AS first, max(sequence) AS last
                      FROM letters_registerentry GROUP BY village_id, register, year) AS e
              FULL JOIN letters_registercounter c USING (village_id, register, year)
             WHERE c.last_number IS NULL OR coalesce(first, c.first_number) <> c.first_number
                OR coalesce(last, c.first_number - 1) <> c.last_number
                OR coalesce(many, 0) <> c.last_number - c.first_number + 1
            """,
            """
            SELECT l.number FROM letters_letter l LEFT JOIN letters_registerentry e ON e.letter_id = l.id
             WHERE (e.village_id, e.register, e.year, e.sequence, e.number)
                   IS DISTINCT FROM (l.village_id, l.register, l.year, l.sequence, l.number)
            """,
            """
            SELECT min(number) FROM letters_registerentry WHERE direction = 'out'
             GROUP BY village_id, number HAVING count(*) > 1
            """,
        ),
    ),
    Invariant(
        "I3",
        "Tanggal surat tidak pernah mundur terhadap nomornya",
        broken_by(
            """
            SELECT number FROM (
              SELECT number, year, issued_on, lag(issued_on) OVER
                       (PARTITION BY village_id, register, year ORDER BY sequence) AS before
                FROM letters_letter) AS l
             WHERE before > issued_on OR extract(year FROM issued_on) <> year
            """,
            """
            SELECT concat_ws(' ', village_id, register, year, sequence) FROM (
              SELECT village_id, register, year, sequence, date, lag(date) OVER
                       (PARTITION BY village_id, register, year ORDER BY sequence) AS before
                FROM letters_registerentry) AS e
             WHERE before > date OR extract(year FROM date) <> year
            """,
            """
            SELECT e.number FROM letters_registerentry e JOIN letters_paperletter p ON p.id = e.paper_id
             WHERE p.date < e.date OR extract(year FROM p.date) <> e.year
            """,
        ),
    ),
    Invariant(
        "I4",
        "Setiap surat terbit mempunyai satu PDF yang berlaku, ada di penyimpanan dan sama dengan registernya",
        documents_are_whole,
    ),
    Invariant(
        "I5",
        "Tanda tangan setiap PDF sah dan kode QR-nya menuju suratnya",
        documents_verify,
    ),
    Invariant(
        "I6",
        "Setiap peristiwa, pekerjaan, dan pengiriman tercatat sekali",
        broken_by(
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
        history_follows_the_table,
    ),
    Invariant(
        "I8",
        "Tidak ada pekerjaan atau surat yang macet lebih dari 10 menit",
        broken_by(
            """
            SELECT l.number FROM letters_letter l
              FULL JOIN letters_signatureorder o ON o.letter_id = l.id
             WHERE l.document_state = 'unsigned' AND (o.letter_id IS NULL OR o.signed_at IS NOT NULL)
                OR o.signed_at IS NOT NULL AND l.document_state <> 'ready'
            """,
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
        broken_by(
            f"""
            SELECT coalesce(l.number, r.code) FROM letters_request r
              FULL JOIN letters_letter l ON l.request_id = r.id
             WHERE r.id IS NULL OR (r.state IN ({listed(NUMBERED_STATES)})) <> (l.id IS NOT NULL)
                OR (r.state = 'revoked') <> (l.revoked_at IS NOT NULL) AND l.id IS NOT NULL
                OR (r.state = 'replaced') <> (l.replaced_by_id IS NOT NULL) AND l.id IS NOT NULL
            """  # noqa: S608 - the states are constants
        ),
    ),
    Invariant(
        "I10",
        "Tidak ada rujukan ke desa lain",
        broken_by(
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
              JOIN letters_request r
                ON r.id = CASE WHEN j.kind LIKE 'letters.%' THEN (j.payload ->> 'request')::uuid END
             WHERE j.area_code <> r.village_id
            """,
        ),
    ),
)


def examine_everything(scope: Scope) -> Iterator[tuple[Invariant, Breaches]]:
    """Looks for breaches of each invariant in turn."""
    for invariant in INVARIANTS:
        yield invariant, invariant.look(scope)
