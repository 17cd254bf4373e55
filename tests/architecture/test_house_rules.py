"""Rules of the house that linters don't know."""

import ast
import re
from pathlib import Path

from .sources import PACKAGES, PROJECT, modules_of_tests, product_modules, shown, templates

LONGEST_MODULE = 300
# Where SQL is written by hand, and why the ORM can't say it.
RAW_SQL = {
    "assistance/deliveries/matching.py": "whom the rows of a file mean, by likeness of names",
    "assistance/deliveries/writing.py": "whole files in a few statements",
    "assistance/demo/aid.py": "invented aid for a whole population in a few statements",
    "assistance/matching/writing.py": "everybody and every rule in one question",
    "assistance/queries/effect.py": "two statements of each family side by side",
    "assistance/queries/simulation.py": "the same question, counted",
    "citizens/demo/bulk.py": "COPY of invented people, indexes taken down and put up again",
    "citizens/demo/population.py": "ANALYZE after it",
    "citizens/duplicates.py": "a join of the register with itself by likeness",
    "citizens/imports/applying.py": "whole imports in a few statements",
    "citizens/imports/comparison.py": "the same for their preview",
    "citizens/imports/staging.py": "thousands of rows with one statement",
    "citizens/imports/undoing.py": "whole imports back, and who refers to whom as the database knows it",
    "citizens/search.py": "the search function that looks behind row-level security",
    "citizens/imports/unkept.py": "triggers that keep nothing for a while",
    "citizens/services/import_work.py": "advisory lock for one village's imports",
    "citizens/statistics.py": "the functions that read the kept figures",
    "foundation/access/management/commands/prepare_database.py": "roles and grants",
    "foundation/access/rate_limit.py": "count and window in one upsert",
    "foundation/access/reach.py": "settings of the transaction",
    "foundation/jobs/claims.py": "a claim in one statement",
    "foundation/jobs/events.py": "an event and a job in one statement each",
    "foundation/installation/backup/rows.py": "COPY of whole tables, triggers silenced while they are filled",
    "foundation/installation/examination/database.py": "the server's own tables",
    "foundation/installation/postgres.py": "making the database",
    "foundation/installation/steps.py": "what was done to the database before",
    "letters/certificates.py": "advisory lock",
    "letters/demo/requests.py": "the demo's history is moved back in time, by the owner of the tables",
    "letters/invariants/breaches.py": "one statement for each invariant",
    "letters/invariants/history.py": "one statement over all histories",
    "letters/numbering.py": "the counter's upsert",
    "letters/queries/archive.py": "the search function that looks behind row-level security",
    "letters/services/create.py": "advisory lock for one idempotency key",
    "letters/services/transition.py": "the database's clock",
    "smartkampung/bench/filling.py": "emptying the measured database",
    "smartkampung/bench/ground.py": "the owner's connection, for references",
    "smartkampung/bench/row_security.py": "the same question under both roles",
    "smartkampung/bench/statistics.py": "the count that kept figures save",
    "smartkampung/views.py": "SELECT 1 of the readiness check",
}
# Statements put together from names that the product itself chose; never from what somebody typed.
ASSEMBLED_SQL = {
    "citizens/demo/bulk.py": "names of indexes as the database gave them",
    "citizens/imports/undoing.py": "names of tables and columns as the database gave them",
    "foundation/access/management/commands/prepare_database.py": "quoted names of tables and of the role",
    "foundation/installation/backup/rows.py": "quoted names of tables and columns as the database gave them",
    "foundation/installation/postgres.py": "quoted name of the database",
    "smartkampung/bench/aid_by_hand.py": "settings and columns of the reference",
    "smartkampung/bench/imports.py": "columns of the table that the reference fills",
    "smartkampung/bench/seeding.py": "names of the two tables that are copied again",
    "letters/invariants/breaches.py": "statements from a table in the code",
}
# The frame of every page names the ways to all applications; it belongs to the project.
FRAME = {"templates/components/account_navigation.html", "templates/components/footer.html"}
# Markup that the product itself makes.
TRUSTED_MARKUP = {
    "foundation/accounts/views.py": "the QR code of the second factor, drawn by segno from numbers",
    "letters/rendering/html.py": "markup of a letter, built from escaped parts",
    "letters/rendering/qr.py": "the QR code of a letter, drawn by segno from numbers",
    "letters/templatetags/letter_numbers.py": "a letter's number, escaped part by part, with places to break",
}


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def having(pattern: str, paths: object = None) -> set[str]:
    found = re.compile(pattern)
    return {shown(path) for path in (paths or product_modules()) if found.search(text(path))}  # type: ignore[union-attr]


def test_no_module_is_longer_than_anybody_reads() -> None:
    lengths = {shown(path): text(path).count("\n") for path in [*product_modules(), *modules_of_tests()]}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_module_is_named_for_nothing() -> None:
    vague = {"utils.py", "helpers.py", "misc.py", "common.py", "base_utils.py", "functions.py"}
    assert [
        shown(path) for path in product_modules() if path.name in vague and "settings" not in path.parts
    ] == []


def test_sql_is_written_by_hand_where_it_has_to_be() -> None:
    assert having(r"\.cursor\(\)|\.raw\(|RawSQL|\.extra\(") == set(RAW_SQL)


def test_no_sql_is_put_together_from_values() -> None:
    """A value goes in as a parameter."""
    found = set()
    for path in product_modules():
        for node in ast.walk(ast.parse(text(path))):
            is_execute = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "execute"
            if is_execute and node.args and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp)):
                found.add(shown(path))
    assert found <= set(ASSEMBLED_SQL)


def test_markup_is_trusted_where_the_product_made_it() -> None:
    assert having(r"mark_safe|SafeString|format_html_join") <= set(TRUSTED_MARKUP)


def test_templates_escape_everything() -> None:
    pattern = re.compile(r"\|\s*safe\b|autoescape off|safeseq")
    # A text message is no page: there an ampersand has to stay one.
    pages = [path for path in templates() if path.suffix != ".txt"]
    assert {shown(path) for path in pages if pattern.search(text(path))} == set()


def test_templates_run_no_script_of_their_own() -> None:
    """The content security policy would stop it; this says so before a browser does."""
    pattern = re.compile(
        r"<script(?![^>]*\bsrc=)|\son(click|submit|load|change|input)=|javascript:", re.IGNORECASE
    )
    pages = [path for path in templates() if path.suffix == ".html"]
    assert {shown(path) for path in pages if pattern.search(text(path))} == set()


def test_pages_fetch_nothing_from_elsewhere() -> None:
    pattern = re.compile(r"""(src|href)=["'](https?:)?//""")
    pages = [path for path in templates() if path.suffix == ".html"]
    assert {shown(path) for path in pages if pattern.search(text(path))} == set()


def test_views_fetch_no_row_by_its_id_alone() -> None:
    """A row of a village comes through the guard, which knows who asks."""
    allowed = {
        "letters/views/apply.py": "the resident of a request that the guard gave",
    }
    doors = [p for p in product_modules() if p.parent.name in ("views", "api") or p.name == "views.py"]
    assert having(r"\.objects(\.\w+\([^)]*\))*\.get\(\s*(pk|id)=|get_object_or_404", doors) <= set(allowed)


def test_views_write_nothing_themselves() -> None:
    doors = [p for p in product_modules() if p.parent.name in ("views", "api") or p.name == "views.py"]
    assert (
        having(r"\.objects\.(create|bulk_create|update_or_create|get_or_create)\(|\.delete\(\)", doors)
        == set()
    )


def test_nothing_is_pickled() -> None:
    assert having(r"\bpickle\b|\bmarshal\b|\bshelve\b|\bdill\b|yaml\.load\(|\beval\(|\bexec\(") == set()


def test_tests_never_run_tasks_in_the_callers_process() -> None:
    eager = "ALWAYS" + "_EAGER"
    paths = [*product_modules(), *modules_of_tests()]
    assert {shown(path) for path in paths if eager in text(path)} == set()


def test_no_signal_of_ours() -> None:
    assert having(r"@receiver|(post|pre)_(save|delete)\.connect") == set()


def test_templates_name_no_address_of_a_higher_application() -> None:
    """A lower application's page knows no higher one; the frame joins them, and so do addresses handed in."""
    order = list(reversed(PACKAGES))
    home = {
        "accounts": "foundation",
        "notifications": "foundation",
        "forms": "foundation",
        "components": "foundation",
    }
    home |= {name: name for name in ("villages", "citizens", "letters", "assistance")}
    wrong = []
    for path in templates():
        folder = path.relative_to(PROJECT / "templates").parts[0]
        if folder not in home or shown(path) in FRAME:
            continue
        for name in re.findall(r"""{%\s*url\s+['"](\w+):""", text(path)):
            if name in home and order.index(home[name]) < order.index(home[folder]):
                wrong.append(f"{shown(path)}: {name}")
    assert wrong == []


def test_lower_applications_use_no_reverse_accessor_of_higher_ones() -> None:
    """Models of higher applications give their relations to lower ones no name to come back by."""
    from django.apps import apps

    rank = {name: number for number, name in enumerate(reversed(PACKAGES))}
    above = []
    for model in apps.get_models():
        package = model.__module__.split(".")[0]
        for field in model._meta.get_fields():
            remote = getattr(field, "remote_field", None)
            if package not in rank or not remote or field.auto_created or not field.is_relation:
                continue
            target = remote.model.__module__.split(".")[0]
            if target in rank and rank[target] != rank[package] and package in ("letters", "assistance"):
                above.append((f"{model.__name__}.{field.name}", remote.related_name))
    named = {name for _field, name in above if name and name != "+"}
    for package in ("foundation", "villages", "citizens"):
        for path in product_modules():
            if shown(path).startswith(package + "/"):
                used = {name for name in named if re.search(rf"\.{name}\b", text(path))}
                assert used == set(), shown(path)
