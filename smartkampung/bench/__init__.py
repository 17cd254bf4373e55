"""What Smart Kampung can do at the size of a regency, measured (`bin/bench`).

A subject is one small module here with a function that yields figures:

    def measure(ground: Ground) -> Iterator[Figure]:
        times = interleaved(ground.rounds, {"page": lambda: open_page(), "floor": lambda: raw_query()})
        expect(open_page() == raw_query(), "the page shows what the table holds")
        yield Figure("Search", p95(times["page"]), MS, target=5, beside="raw query", reference=p95(times["floor"]))

It is registered by one line in `subjects.py` and then runs with all others, or alone with `--only NAME`. Rules:

- measure a figure and its reference in the same run, interleaved, so that a busy machine troubles both alike;
- beside each figure stands an `expect`: a fast wrong answer ends `bin/bench` with code 1. A slow right one does not:
  the report says whether the target was reached, and machines differ;
- read under row-level security, as the product does: `ground.acting(…)` opens a transaction with somebody's reach;
- what a subject writes it takes back or can write again: the database may be kept (`--keep`).
"""
