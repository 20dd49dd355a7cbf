"""Migrations of a database partitioned by place make what they add in the same form, and find it again to change it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from helpfulacts.cli.doctor import database
from helpfulacts.core.partitioning import catalog
from helpfulacts.places.models import Place
from tests import installations
from tests.apps.core.partition_makers import catalog_now, on_postgresql
from tests.web.plan_makers import offer as offer

pytestmark = [pytest.mark.django_db, on_postgresql]


def operations() -> list[migrations.operations.base.Operation]:
    key = models.UUIDField(primary_key=True, default=uuid.uuid4, serialize=False)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    offer_link = models.ForeignKey("directory.Offer", on_delete=models.CASCADE, related_name="+")
    return [
        migrations.CreateModel(
            "Shelf",
            [("id", key), ("name", models.CharField(max_length=20)), ("offer", offer_link), ("place", place)],
            options={"constraints": [models.UniqueConstraint(fields=["place", "name"], name="shelf_once")]},
        ),
        migrations.AddField("Shelf", "high", models.PositiveSmallIntegerField(default=1)),
        migrations.AddField(
            "Shelf", "person",
            models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+"),
        ),
        migrations.AddIndex("Shelf", models.Index(fields=["place", "high"], name="shelf_by_height")),
        migrations.AddConstraint(
            "Shelf", models.CheckConstraint(condition=models.Q(high__lte=9), name="shelf_in_reach")
        ),
        migrations.AddConstraint(
            "Shelf",
            models.UniqueConstraint(
                fields=["place", "high"], condition=models.Q(person__isnull=True), name="shelf_of_nobody_once"
            ),
        ),
        migrations.AlterField("Shelf", "name", models.CharField(max_length=40)),
        migrations.RenameField("Shelf", "high", "height"),
    ]  # fmt: skip


def links_of(table: str) -> dict[str, str]:
    [found] = [one for one in catalog.tables_of_places() if one.name == table]
    return {one.columns[-1]: one.definition for one in found.constraints if one.kind == "f"}


def test_a_migration_after_it_makes_and_changes_tables_in_their_partitioned_form(
    partitioned: Any, elsewhere: Place, offer: Callable[..., Any]
) -> None:
    saw = offer("A saw")
    connection.check_constraints()
    state = ProjectState.from_apps(apps)
    with connection.schema_editor() as editor:
        for operation in operations():
            before, state = state, state.clone()
            operation.state_forwards("directory", state)
            operation.database_forwards("directory", editor, before, state)
    links = links_of("directory_shelf")
    assert links["offer_id"].startswith(
        "FOREIGN KEY (place_id, offer_id) REFERENCES directory_offer(place_id, id)"
    )
    assert links["person_id"].startswith("FOREIGN KEY (place_id, person_id)")
    assert links["place_id"].startswith("FOREIGN KEY (place_id) REFERENCES places_place(id)")
    assert database.partitions().startswith("Each place has")
    Shelf = state.apps.get_model("directory", "Shelf")
    Shelf.objects.create(place_id=partitioned.pk, name="Top", offer_id=saw.pk)
    connection.check_constraints()
    with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
        Shelf.objects.create(place_id=elsewhere.pk, name="Top", offer_id=saw.pk)
        connection.check_constraints()
    with pytest.raises(IntegrityError, match="shelf_in_reach"), transaction.atomic():
        Shelf.objects.create(place_id=partitioned.pk, name="Low", offer_id=saw.pk, height=10)

    away = migrations.RemoveField("Shelf", "person")
    other = migrations.AlterField(
        "Shelf", "offer", models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    )  # fmt: skip
    Shelf.objects.all().delete()
    with connection.schema_editor() as editor:
        for operation in (away, other):
            before, state = state, state.clone()
            operation.state_forwards("directory", state)
            operation.database_forwards("directory", editor, before, state)
    assert set(links_of("directory_shelf")) == {"offer_id", "place_id"}
    assert "REFERENCES people_person(place_id, id)" in links_of("directory_shelf")["offer_id"]
    with connection.schema_editor() as editor:
        editor.delete_model(state.apps.get_model("directory", "Shelf"))
    assert "directory_shelf" not in connection.introspection.table_names()


def test_a_renamed_table_takes_its_partitions_along(partitioned: Any, elsewhere: Place) -> None:
    connection.check_constraints()
    state = ProjectState.from_apps(apps)
    with connection.schema_editor() as editor:
        for operation in (*operations()[:1], migrations.RenameModel("Shelf", "Ledge")):
            before, state = state, state.clone()
            operation.state_forwards("directory", state)
            operation.database_forwards("directory", editor, before, state)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'directory_ledge'::regclass"
        )
        names = [name for (name,) in cursor.fetchall()]
        assert len(names) > 1 and all(name.startswith("directory_ledge_") for name in names)
        cursor.execute("SELECT helpfulacts_partitions(%s)", [elsewhere.pk])
        assert cursor.fetchone() == (0,), "all are found under their names"


@pytest.mark.slow
def test_a_database_partitioned_from_its_first_migration_is_as_one_that_was_partitioned_afterwards(
    tmp_path: Path, transactional_db: None
) -> None:
    afterwards = installations.partitioned(tmp_path / "afterwards")
    first = installations.partitioned_first(tmp_path / "first")
    before, found = connection.settings_dict["NAME"], []
    for folder in (afterwards, first):
        connection.close()
        connection.settings_dict["NAME"] = installations.database(folder)
        found.append(catalog_now())
    connection.close()
    connection.settings_dict["NAME"] = before
    for table, said in found[0].items():
        for part, lines in said.items():
            assert found[1][table].get(part) == lines, (table, part)
    assert found[0].keys() == found[1].keys() and len(found[0]) > 80
    for folder in (afterwards, first):
        installations.remove(folder)
