"""Shared makers: a small place with three wards, people and offers, on a real database."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests import installations, turns

# Nothing is said of how long an example takes to make or to run: the machine may be busy.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

HERE = Path(__file__).parent
ALL_HANDS = {"test_story_asha.py"}
"""Walked by pointer as well as by keyboard whenever anything is."""
SHARED = Path(os.environ.get("HELPFULACTS_SHARED", Path(__file__).parents[2] / "shared")).resolve()


def pytest_collection() -> None:
    """Thousands of tests are kept to the end: to look through them for what may go, again and again, is in vain."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Fast first, so that a mistake shows early; browser tests last.

    On SQLite a browser is walked through by keyboard; on PostgreSQL nothing is run a second time that knows no database, nor
    what walks in a browser: tests of `web` send the same forms there. `make test-release` walks by pointer on PostgreSQL,
    partitioned by place.
    """
    server, pointed = os.environ.get(installations.SERVER), os.environ.get("HELPFULACTS_PARTITIONED")
    if server:
        left = {
            item
            for item in items
            if not _knows_a_database(item)
            or _hand(item) == "keyboard"
            or (not pointed and "browser" in item.keywords)
        }
    else:
        left = {item for item in items if _hand(item) == "pointer" and item.path.name not in ALL_HANDS}
    if left:
        config.hook.pytest_deselected(items=list(left))
        items[:] = [item for item in items if item not in left]
    items.sort(key=lambda item: ("browser" in item.keywords, "slow" in item.keywords))


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """One of several runs that share the tests (`turns.py`); None leaves them all to pytest."""
    alone = turns.here() is None or session.testsfailed or session.config.option.collectonly
    return None if alone else turns.run(session)


def _knows_a_database(item: Any) -> bool:
    """Whether the test could tell one database from another.

    A test of this process that asks for no database is refused one (pytest-django sees to it when it is run on SQLite).
    Modules that start processes or installations are taken to know it, but for the engine, which the import contracts
    keep from it, and for tests marked `once`: their processes never have that server, or they
    look at pages that tests of `web` open on both.
    """
    if HERE / "engine" in item.path.parents or item.get_closest_marker("once"):
        return False
    asks = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames)
    starts = HERE / "reliability" in item.path.parents or HERE / "browser" in item.path.parents
    return bool(asks or starts or {"subprocess", "installations"} & vars(item.module).keys())


def _hand(item: pytest.Item) -> Any:
    """How a browser test walks: pointer or keyboard; None for every other test."""
    return (
        item.callspec.params.get("hand")
        if isinstance(item, pytest.Function) and hasattr(item, "callspec")
        else None
    )


def skip_or_fail(reason: str) -> None:
    """Skip by name with the reason; where nothing may be skipped, fail instead."""
    if os.environ.get("HELPFULACTS_NOTHING_SKIPPED"):
        pytest.fail(f"not allowed to skip: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of test data that nobody here wrote, beside the checkout."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"no test data at {SHARED / 'data'}: set HELPFULACTS_SHARED to the folder that holds it")
    return SHARED


@pytest.fixture(scope="session")
def django_db_setup(
    tmp_path_factory: pytest.TempPathFactory, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """The database of the tests of this process: a copy of one that was migrated once for all of them."""
    from django.db import connection

    folder = installations.migrated(tmp_path_factory.mktemp("database") / "data")
    file = str(folder / "helpfulacts.sqlite3")
    connection.settings_dict["NAME"] = (
        file if connection.vendor == "sqlite" else installations.database(folder)
    )
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            _nobody_counts_what_was_taken_back(connection)
    yield
    with django_db_blocker.unblock():
        connection.close()
    installations.remove(folder)


def _nobody_counts_what_was_taken_back(connection: Any) -> None:
    """A test's rows are never committed: whoever counts them meanwhile has PostgreSQL plan for tables of one row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        for (table,) in cursor.fetchall():  # a table that has partitions has no rows itself
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} SET (autovacuum_enabled = false)")


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_hashed_in_no_time() -> Iterator[None]:
    """As shipped, but for the million rounds; processes of their own, and so the browser's, have those too."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    shipped = PBKDF2PasswordHasher.iterations
    assert shipped >= 600_000
    PBKDF2PasswordHasher.iterations = 10
    yield
    PBKDF2PasswordHasher.iterations = shipped


@pytest.fixture(autouse=True)
def _by_words_alone(settings: Any) -> None:
    """Finding by meaning is an extra: every test stands without it, but those that ask for `by_meaning`."""
    settings.MEANING = False


@pytest.fixture(autouse=True)
def _a_search_may_take_a_minute(settings: Any) -> None:
    """As long as it takes on a busy machine: only the tests of the limit itself have the one that is shipped."""
    settings.PATIENCE = installations.PATIENCE


@pytest.fixture
def by_meaning(settings: Any) -> Any:
    """Finding by meaning as well, where the extra is installed; a skip with its reason where it is not."""
    from helpfulacts.directory.meaning import embedder

    settings.MEANING = True
    model = embedder()
    if model is None:
        skip_or_fail(
            "finding by meaning is not installed: pip install --require-hashes -r requirements/meaning.txt"
        )
    return model


@pytest.fixture
def place(db: None) -> Any:
    """A place called Testham with three wards in a row, one kilometre apart, deciles 1, 5 and 9."""
    from django.db import connection

    from helpfulacts.core.partitioning.scoped import is_partitioned
    from helpfulacts.places.models import Area, Place, Postcode

    here = Place.objects.create(
        **({"id": installations.TESTHAM} if is_partitioned(connection) else {}),
        slug="testham",
        name="Testham",
        person_to_talk_to="Tom at the desk",
        phone="01632 960117",
        desk="Go to any library and say Helpful Acts.",
    )
    for number, (name, decile) in enumerate((("North", 1), ("Middle", 5), ("South", 9))):
        ward = Area.objects.create(
            place=here,
            level="ward",
            version="2013",
            code=f"T{number}",
            name=name,
            latitude=52.52 - 0.009 * number,
            longitude=-2.1,
            decile=decile,
        )
        Postcode.objects.create(
            place=here,
            kind="sector",
            code=f"TT{number + 1} 1",
            latitude=ward.latitude,
            longitude=ward.longitude,
            ward=ward,
        )
    return here


@pytest.fixture
def make_person(place: Any) -> Callable[..., Any]:
    from helpfulacts.people.actions.begin_person import begin_person
    from helpfulacts.places.models import Postcode

    def make(**fields: Any) -> Any:
        sector = fields.pop("sector", "TT1 1")
        vouched = fields.pop("vouched", True)
        person = begin_person(place=place, postcode=Postcode.objects.get(place=place, code=sector), **fields)
        if vouched:
            person.vouched_by = "Tom"
            person.save(update_fields=["vouched_by"])
        return person

    return make


@pytest.fixture
def citizen_of() -> Callable[[Any], Any]:
    from helpfulacts.people.actor import Actor

    return lambda person: Actor("the person", "citizen", None, person.pk)


@pytest.fixture
def officer(place: Any) -> Any:
    """Mel, who may run rounds until the end of next year."""
    import datetime as dt

    from helpfulacts.core.clock import today
    from helpfulacts.people.actions.begin_account import begin_account
    from helpfulacts.people.actions.begin_organisation import begin_organisation
    from helpfulacts.people.actions.grant_role import grant_role
    from helpfulacts.people.actor import Actor

    body = begin_organisation(place=place, name="The partnership")
    account = begin_account(email="mel@example.org", password="a long enough password")
    grant_role(
        place=place,
        account=account,
        role="officer",
        shown_as="Mel, partnership officer",
        body=body,
        begins=today(),
        until=today() + dt.timedelta(days=365),
    )
    return Actor("Mel, partnership officer", "officer", account.pk, None, body.pk)
