"""The tests' ground: real PostgreSQL under the runtime role, with the regency's regions and the letter catalogue."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from xdist.scheduler import LoadScopeScheduling

from tests.acting import see_everything
from tests.product import product

__all__ = ["product"]


PRODUCT_NEEDED = ("tests/journeys/", "tests/chaos/")


class ProductOnOneWorker(LoadScopeScheduling):
    """All that needs the running product goes to one worker, and first; beside it the other does the rest."""

    def _split_scope(self, nodeid: str) -> str:
        return "product" if nodeid.startswith(PRODUCT_NEEDED) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """How several workers share the tests."""
    return ProductOnOneWorker(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Fills the fresh database as its owner, then steps down to the role that the product runs under."""
    from foundation.access.management.commands.prepare_database import grant_runtime_role

    role = settings.DATABASE_RUNTIME_ROLE
    options = connection.settings_dict["OPTIONS"]
    before = options.get("options", "")
    with django_db_blocker.unblock():
        load_reference_data()
        grant_runtime_role(role)
        with connection.cursor() as cursor:
            # Tests that commit are cleaned up by TRUNCATE, which the product itself never needs.
            cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {role}")
        connection.close()
        options["options"] = f"{before} -c role={role}".strip()
    yield
    with django_db_blocker.unblock():
        connection.close()
        options["options"] = before


def load_reference_data() -> None:
    """Regions, office hours, holidays and letter types, as an installation has them."""
    call_command("load_regions", verbosity=0)
    call_command("load_holidays", verbosity=0)
    call_command("load_letter_types", verbosity=0)


@pytest.fixture(autouse=True)
def _tests_see_everything(request: pytest.FixtureRequest) -> None:
    """Factories and assertions see all villages; what the product does in between is limited as ever."""
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    # A test that commits begins on the emptied tables of the one before.
    if commits or {"transactional_db", "live_server"} & set(request.fixturenames):
        request.getfixturevalue("transactional_db")
        from villages.models import Region

        see_everything()
        if not Region.objects.exists():
            load_reference_data()
    elif "db" in request.fixturenames or marker is not None:
        request.getfixturevalue("db")
        see_everything()


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Any) -> None:
    """Pages are drawn without the collected, hashed copies of style sheets and pictures."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
