"""PostgreSQL partitioned by place: the database refuses what leads to another place, and a place reads its own partitions."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from helpfulacts.cli.doctor import database
from helpfulacts.cli.doctor.found import Look
from helpfulacts.core import register, triggers
from helpfulacts.core.errors import Refused
from helpfulacts.core.models import GivenAnswer, RegisterEntry, RegisterHead
from helpfulacts.core.partitioning import applying
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.models import Offer
from helpfulacts.people.models import Person
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.models import Area, Place
from helpfulacts.support import caseload
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.models import Plan
from tests.apps.core.partition_makers import catalog_now, on_postgresql, partition, together
from tests.web.plan_makers import offer as offer

pytestmark = pytest.mark.django_db


def test_sqlite_is_refused_in_one_sentence() -> None:
    if connection.vendor == "postgresql":
        pytest.skip("about SQLite")
    with pytest.raises(Refused, match="Only a PostgreSQL database"):
        applying.planned()


@on_postgresql
@together
def test_it_shows_its_sql_and_changes_nothing(place: Any) -> None:
    before = catalog_now()
    told = partition()
    assert not told["applied"] and told["places"] == 1 and told["tables"] == len(before)
    assert any("PARTITION BY LIST (place_id)" in one for one in told["statements"])
    assert catalog_now() == before and not connection.partitioned  # type: ignore[attr-defined]
    assert database.partitions() == "The rows of all places stand together."


@on_postgresql
@together
def test_it_keeps_rows_checks_indexes_and_triggers(place: Any, make_person: Any, taken_back: None) -> None:
    person = make_person(called="Asha")
    before, entries = catalog_now(), list(register.entries(place).values_list("leaf", flat=True))
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE people_person IS 'It''s people'")
        cursor.execute("ALTER TABLE people_person SET (autovacuum_vacuum_scale_factor = 0.5)")
    partition("--apply")
    with pytest.raises(Refused, match="partitioned already"):
        partition("--apply")
    after = catalog_now()
    assert after.keys() == before.keys()
    for name, was in before.items():
        now = after[name]
        assert now["kind"] == "p"
        assert (now["checks"] if "checks" in was else None) == was.get("checks"), name
        assert (now["columns"], now["triggers"]) == (was["columns"], was["triggers"])
        assert now["indexes"] == was["indexes"]
        assert [one[0] for one in now["links and keys"]] == [one[0] for one in was["links and keys"]]
        for (_, new), (_, old) in zip(now["links and keys"], was["links and keys"], strict=True):
            if new != old:
                assert new.startswith(("PRIMARY KEY (id, place_id)", "FOREIGN KEY (place_id, ")), new
                assert new.endswith("DEFERRABLE INITIALLY DEFERRED") == old.endswith("INITIALLY DEFERRED")
    assert Person.objects.get(place=place, pk=person.pk).vouched_by == "Tom"
    assert list(register.entries(place).values_list("leaf", flat=True)) == entries
    create_place(slug="elsewhere", name="Elsewhere", person_to_talk_to="Ada")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT obj_description('people_person'::regclass), array_agg(reloptions) FROM pg_class "
            "WHERE relispartition AND relname LIKE 'people_person\\_%%' AND relkind = 'r'"
        )
        comment, options = cursor.fetchone()
        assert comment == "It's people" and len(options) == 2
        assert all("autovacuum_vacuum_scale_factor=0.5" in one for one in options)


@on_postgresql
@together
def test_what_cannot_be_kept_is_named_and_nothing_is_touched(place: Any) -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIEW wards AS SELECT name FROM places_area")
        cursor.execute("CREATE UNIQUE INDEX one_name ON places_postcode (code)")
    with pytest.raises(Refused) as refused:
        partition("--apply")
    assert "the view wards reads places_area" in str(refused.value)
    assert "one_name is unique without its place" in str(refused.value)


@on_postgresql
@together
def test_who_else_is_connected_keeps_it_from_being_done(place: Any) -> None:
    import psycopg

    told = connection.get_connection_params()
    where = {name: told[name] for name in ("dbname", "user", "host") if told.get(name)}
    with psycopg.connect(**where), pytest.raises(Refused, match="Others are connected"):
        partition("--apply")


@on_postgresql
def test_a_row_that_leads_to_another_place_is_refused_by_the_database(
    partitioned: Any, elsewhere: Place, offer: Callable[..., Any]
) -> None:
    ward = Area.objects.create(
        place=elsewhere, level="ward", version="1", code="X", name="X", latitude=52, longitude=-2
    )
    saw = offer("A saw")
    with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
        Offer.objects.filter(pk=saw.pk).update(ward=ward)
        connection.check_constraints()
    Offer.objects.filter(pk=saw.pk).update(ward=Area.objects.filter(place=partitioned).first())
    connection.check_constraints()


@on_postgresql
def test_a_row_of_no_place_is_refused(partitioned: Any) -> None:
    with pytest.raises(IntegrityError, match="no partition"), transaction.atomic():
        RegisterHead.objects.create(place_id=uuid.uuid4(), root="0")


@on_postgresql
def test_a_new_place_has_its_partitions_in_the_same_transaction(partitioned: Any) -> None:
    class Enough(Exception):
        pass

    with pytest.raises(Enough), transaction.atomic():
        create_place(slug="elsewhere", name="Elsewhere", person_to_talk_to="Ada")
        assert database.partitions().startswith("Each place has partitions of its own")
        raise Enough
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_inherits WHERE inhparent = 'support_plan'::regclass")
        assert cursor.fetchone() == (2,), "those that were made for the tests"


@on_postgresql
def test_the_doctor_says_which_place_has_not_all_its_partitions(partitioned: Any, elsewhere: Place) -> None:
    with connection.cursor() as cursor:
        connection.check_constraints()
        cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits "
                       "WHERE inhparent = 'core_givenanswer'::regclass AND inhrelid::regclass::text LIKE %s",
                       [f"%{elsewhere.pk.hex[:16]}"])  # fmt: skip
        cursor.execute(f"DROP TABLE {cursor.fetchone()[0]}")
    with pytest.raises(Look, match=r"without all their partitions: elsewhere\."):
        database.partitions()
    applying.keep_up()
    assert database.partitions().startswith("Each place has")


@on_postgresql
def test_a_trigger_switched_off_in_one_partition_is_missed(partitioned: Any) -> None:
    assert triggers.missing() == []
    with connection.cursor() as cursor:
        connection.check_constraints()
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'core_registerentry'::regclass"
        )
        cursor.execute(f"ALTER TABLE {cursor.fetchone()[0]} DISABLE TRIGGER core_registerentry_no_update")
    assert triggers.missing() == ["core_registerentry_no_update"]


@on_postgresql
def test_what_was_decided_stays_so_in_each_partition(partitioned: Any, elsewhere: Place) -> None:
    for place in (partitioned, elsewhere):
        register.record(place=place, action="began", noun="plan")
        for change in (lambda rows: rows.update(action="x"), lambda rows: rows._raw_delete("default")):
            with pytest.raises(IntegrityError, match=triggers.MESSAGE), transaction.atomic():
                change(RegisterEntry.objects.filter(place=place))


@on_postgresql
def test_writes_of_every_kind_go_on(partitioned: Any, make_person: Any) -> None:
    """What is inserted or left as it is, what is put in place of another, what is locked first, what is deleted."""
    from helpfulacts.core.clock import now

    row = {"place": partitioned, "key": "k", "action": "a", "fingerprint": "f", "at": now()}
    for _ in range(2):
        GivenAnswer.objects.bulk_create([GivenAnswer(**row)], ignore_conflicts=True)
    GivenAnswer.objects.bulk_create(
        [GivenAnswer(**row | {"action": "b"})], update_conflicts=True, unique_fields=["place", "key"], update_fields=["action"]
    )  # fmt: skip
    held = GivenAnswer.objects.select_for_update(of=("self",)).get(place=partitioned, key="k")
    assert held.action == "b"
    held.action = "c"
    with CaptureQueriesContext(connection) as seen:
        held.save()
    [update] = [set(relations_of(one["sql"])) for one in seen if one["sql"].startswith("UPDATE")]
    assert update - {"core_givenanswer"} == {f"core_givenanswer_{partitioned.pk.hex[:16]}"}
    person = make_person()
    assert GivenAnswer.objects.filter(place=partitioned).update(fingerprint="g") == 1
    assert [
        one.people for one in Area.objects.filter(place=partitioned).annotate(people=models.Count("parts"))
    ]
    assert Person.objects.filter(pk=person.pk).exists()
    assert held.delete()[0] == 1


@on_postgresql
def test_a_scoped_query_reads_one_partition_of_each_table(
    partitioned: Any, elsewhere: Place, make_person: Any, citizen_of: Any, offer: Callable[..., Any]
) -> None:
    place = partitioned
    offer("A saw")
    person = make_person()
    begin_plan(place=place, person=person, words="Quiet.", by=citizen_of(person))
    asked: dict[str, Callable[[], Any]] = {
        "offers": lambda: list(directory.browse(place)),
        "plans": lambda: list(Plan.objects.filter(place=place).select_related("person", "person__ward")),
        "register": lambda: list(register.entries(place)[:5]),
        "head": lambda: register.head(place),
        "answers": lambda: support.waiting_for_answer(place, from_round=True),
        "care": lambda: caseload.caseload(place, uuid.uuid4()),
    }
    for name, ask in asked.items():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            ask()
        statements = [one["sql"] for one in seen.captured_queries if place.pk.hex in one["sql"]]
        assert statements, name
        for sql in statements:
            read = relations_of(sql)
            assert [one for one in read if elsewhere.pk.hex[:16] in one] == [], sql
            assert any(place.pk.hex[:16] in one for one in read) or not read, sql


def relations_of(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + sql.replace("%", "%%"))
        return re.findall(r"""["']Relation Name["']: ["'](\w+)["']""", json.dumps(cursor.fetchone()))
