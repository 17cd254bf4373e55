"""How long personal data is kept: rules as data, a nightly job that carries them out, and a ledger of what was erased.

Each application brings a `retention.toml` beside its code (what, how long after what, on what ground, what happens)
and, for each rule, how its rows are found and dealt with. UU 27/2022, arts. 16(2)g and 42 to 44.
"""
