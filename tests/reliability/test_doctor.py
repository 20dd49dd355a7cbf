"""The doctor says of each fault what it is and what to do, and takes nothing that is well for a fault."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from helpfulacts.cli.doctor import database, found, machine
from helpfulacts.cli.management.commands import doctor
from helpfulacts.core import ran, register
from helpfulacts.core.clock import as_if, now
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.make_again import make_again
from helpfulacts.directory.drafts import OfferDraft, Weekly
from helpfulacts.directory.models import Occurrence, Offer, OfferWords
from helpfulacts.places.models import Area, Place
from tests import installations

HELD = [(name, check) for name, check in doctor.CHECKS if check.__module__ == database.__name__]


def amiss() -> set[str]:
    """Names of the checks of the database that find something."""
    return {name for name, check in HELD if found.found_by(name, check).state != found.WELL}


@pytest.fixture
def offers(place: Any, make_person: Any) -> Any:
    """A place with two offers on certain days, one of them in a ward, and a person with a sealed name."""
    make_person(called="Ann")
    divided = {"mode": "divided", "unit": "hour", "amount": 9, "each": 1}
    weekly = (Weekly("tue", dt.time(19), dt.time(1)),)
    drafts = [
        OfferDraft(
            title=title,
            kind="resource",
            sphere="civic",
            shown_from="A hall",
            particulars=divided,
            weekly=weekly,
        )
        for title in ("A choir", "A walk")
    ]
    list_offers(place=place, drafts=drafts)
    assert Occurrence.objects.filter(place=place).exists()
    return place


def said_to(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def without_trigger(name: str) -> None:
    said_to(f"DROP TRIGGER {name}" + (" ON core_registerentry" if connection.vendor == "postgresql" else ""))


def a_changed_entry() -> None:
    without_trigger("core_registerentry_no_update")
    said_to("UPDATE core_registerentry SET action = 'something else'")


def a_ward_of_another_place() -> None:
    other = Place.objects.create(slug="other", name="Other", person_to_talk_to="Ann", desk="The hall.")
    ward = Area.objects.create(
        place=other, level="ward", version="1", code="X", name="X", latitude=52, longitude=-2
    )
    offer = Offer.objects.first()
    Offer.objects.filter(pk=offer.pk).update(ward=ward)
    make_again(place=offer.place)


def an_entry_of_tomorrow() -> None:
    with as_if(now() + dt.timedelta(days=1)):
        register.record(place=Place.objects.get(slug="testham"), action="began", noun="plan")


def newest_of(app: str) -> str:
    """The last migration of an app; on an older one others would rest."""
    return max(name for found, name in MigrationRecorder(connection).applied_migrations() if found == app)


FAULTS: dict[str, tuple[Callable[[], Any], set[str]]] = {
    "nothing": (lambda: None, set()),
    "a trigger is gone": (lambda: without_trigger("core_registerentry_no_delete"), {"triggers"}),
    "an entry was changed": (a_changed_entry, {"triggers", "register"}),
    "a row leads to another place": (a_ward_of_another_place, {"links"}),
    "an entry of tomorrow": (an_entry_of_tomorrow, {"clock"}),
    "tables of an older program": (
        lambda: MigrationRecorder(connection).record_unapplied("support", newest_of("support")),
        {"migrations"},
    ),
    "tables of a newer program": (
        lambda: MigrationRecorder(connection).record_applied("promises", "9999_later"),
        {"migrations"},
    ),
    "a word row is gone": (lambda: OfferWords.objects.first().delete(), {"derived"}),
    "a word row is left over": (lambda: Offer.objects.filter(title="A walk").update(status="held"), {"derived"}),
    "a title was changed behind its back": (
        lambda: Offer.objects.filter(title="A walk").update(title="A run"),
        {"derived"},
    ),
    "a date is gone": (lambda: Occurrence.objects.order_by("day")[3].delete(), {"derived"}),
    "a date is left over": (
        lambda: Occurrence.objects.filter(pk=Occurrence.objects.order_by("day")[3].pk).update(starts=dt.time(3)),
        {"derived"},
    ),
}  # fmt: skip


def test_each_fault_is_found_by_its_check_and_by_no_other(offers: Any, settings: Any) -> None:
    for what, (spoil, checks) in FAULTS.items():
        if installations.PARTITIONED and checks == {"links"}:
            continue  # the database refuses it: tests/apps/core/test_partition.py
        with transaction.atomic():
            spoil()
            assert amiss() == checks, what
            if "derived" in checks:
                make_again(place=offers)
                assert amiss() == set(), f"{what}, and was made again"
            transaction.set_rollback(True)
    settings.SEALING_KEYS = {"k1": "00" * 32}
    assert amiss() == {"sealed"}


def test_what_the_machine_lacks_is_said_with_what_to_do(place: Any, settings: Any, tmp_path: Path) -> None:
    def state(check: Callable[[], str]) -> str:
        one = found.found_by("", check)
        assert one.state == found.WELL or one.do.endswith(".")
        return one.state

    settings.DATA, settings.KEYS = tmp_path, tmp_path / "keys"
    for folder in (tmp_path, tmp_path / "keys"):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
    (tmp_path / "keys" / "keys.json").touch(0o600)
    assert state(machine.keys) == "well"
    (tmp_path / "keys" / "keys.json").chmod(0o640)
    assert state(machine.keys) == "look"
    (tmp_path / "keys" / "keys.json").unlink()
    assert state(machine.keys) == "unknown"

    for work, check in (("nightly", machine.nightly), ("backup", machine.backups)):
        assert state(check) == "look", "never done"
        ran.note(work)
        assert state(check) == "well"
        with as_if(now() + dt.timedelta(hours=49)):
            assert state(check) == "look"

    assert state(machine.mail) == "look"
    settings.SENDS_EMAIL, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "mail.example.org", 587
    assert state(machine.mail) == "look", "nobody can answer helpfulacts@localhost"
    settings.DEFAULT_FROM_EMAIL = "help@example.org"
    assert state(machine.mail) == "well"

    for hosts, https, address, expected in (
        (["127.0.0.1"], True, "https://help.example.org", "look"),
        (["*"], True, "https://help.example.org", "look"),
        (["help.example.org"], False, "https://help.example.org", "look"),
        (["help.example.org"], True, "http://127.0.0.1:8000", "look"),
        (["help.example.org"], True, "https://help.example.org", "well"),
    ):
        settings.ALLOWED_HOSTS, settings.HTTPS, settings.ADDRESS = hosts, https, address
        assert state(machine.addresses) == expected
    settings.DEBUG = True
    assert state(machine.debug) == "look"

    settings.SENDS_EMAIL, settings.HTTPS = False, False
    Place.objects.update(demonstration=True)
    assert {state(check) for check in (machine.mail, machine.addresses, machine.backups)} == {"well"}


def test_it_ends_with_0_when_well_1_when_you_should_look_and_2_when_it_cannot_tell(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def well() -> str:
        return "All is as it should be."

    def amiss() -> str:
        raise found.Look("Something is not.", "Do this.")

    def unknown() -> str:
        raise ZeroDivisionError("canarybird")

    monkeypatch.setattr(doctor, "one_moment", contextlib.nullcontext)
    for checks, code in (
        ([well], 0),
        ([well, amiss], 1),
        ([unknown, well], 2),
        ([unknown, amiss, well], 1),
    ):
        monkeypatch.setattr(doctor, "CHECKS", [(check.__name__, check) for check in checks])
        assert doctor.Command().handle(mend=False, as_json=False) == code
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == len(checks) + 1 and "canarybird" not in "".join(lines)
        assert doctor.Command().handle(mend=False, as_json=True) == code
        told = json.loads(capsys.readouterr().out)
        assert told["well"] is (code == 0) and len(told["checks"]) == len(checks)
