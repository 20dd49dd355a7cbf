"""Makers for the tests of partitions: a database that the command has partitioned, and a second place in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from helpfulacts.places.models import Place
from tests import installations

ELSEWHERE = uuid.UUID("e15e0000-0000-4000-8000-000000000002")


@pytest.fixture
def taken_back() -> Iterator[None]:
    """For a test that partitions the database in its own transaction: that ends with all else in it."""
    yield
    connection._partitioned = False  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def partitioned_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """For all tests of a module another database, partitioned, with partitions for the two places of the tests."""
    before = connection.settings_dict["NAME"]
    folder = installations.partitioned(tmp_path_factory.mktemp("partitioned") / "data", ELSEWHERE)
    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["NAME"] = installations.database(folder)
    yield
    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["NAME"] = before
    installations.remove(folder)


@pytest.fixture
def partitioned(partitioned_database: None, place: Any) -> Any:
    """The place of most tests, in a partitioned database."""
    return place


@pytest.fixture
def elsewhere(partitioned: Any) -> Place:
    """A second place there."""
    return Place.objects.create(
        id=ELSEWHERE, slug="elsewhere", name="Elsewhere", person_to_talk_to="Ada", desk="Go there."
    )
