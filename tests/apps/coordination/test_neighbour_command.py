"""`helpfulacts neighbour link`: one link a neighbour, at an address that may be asked, with a secret or with one sentence."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.cli.management.commands.neighbour import Command
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.places import selectors as places
from helpfulacts.places.models import Neighbour
from helpfulacts.support.actions.hear_next_door import note_sent
from helpfulacts.support.models import Aspiration, NextDoorLine
from tests.many_places import make_asker, make_place

pytestmark = pytest.mark.django_db
DECIDED = ("--decided-by", "The board", "--decision", "Minute 12", "--until", "2029-12-31")
AT = "https://birch.example"


@pytest.fixture
def alder() -> Any:
    return make_place("alderham")


def run(*argv: str) -> str:
    command = Command(stdout=io.StringIO())
    given = vars(command.create_parser("helpfulacts", "neighbour").parse_args(list(argv)))
    command.handle(**{"as_json": False, **given})
    return str(command.stdout._out.getvalue())


def link(*more: str, to: str = "birchham") -> str:
    return run("link", to, "--place", "alderham", *DECIDED, *more)


def test_a_new_decision_replaces_the_last_whatever_its_address(alder: Any) -> None:
    said = link("--takes", "--at", "https://wrong.example")
    assert "Its offers come in with: helpfulacts import https://wrong.example/birchham/api/oruk/" in said
    secret = Neighbour.objects.get().secret
    said = link("--takes", "--offers", "--at", f"{AT}/")
    assert "This replaces its link at https://wrong.example." in said and "shown once" not in said
    [one] = places.neighbours(alder)
    assert (one.base, one.offers, one.secret) == (AT, True, secret)
    assert f"birchham at {AT}: what is left over may go there" in run("list", "--place", "alderham")
    with pytest.raises(IntegrityError), transaction.atomic():
        Neighbour.objects.create(
            place=alder, slug="birchham", base="", decided_by="x", decision_ref="x", until=one.until
        )


def test_nothing_is_said_to_come_in_where_nothing_may(alder: Any) -> None:
    said = link("--at", AT)
    assert "may not ask birchham, and birchham may not ask here." in said
    assert "import" not in said and "secret" not in said
    assert "import" not in link("--offers", "--at", AT)


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (f"{AT}/path?q", "without a “\\?” or “#”"),
        (f"{AT}#there", "without a “\\?” or “#”"),
        ("https://127.0.0.1", "not on the public internet"),
        ("https://[::1]:8443", "not on the public internet"),
        ("https://10.1.2.3", "not on the public internet"),
        ("http://93.184.216.34", "not asked over https"),
        ("https://me:pw@birch.example", "name or password"),
    ],
)
def test_an_address_that_is_none_of_an_installation_is_refused(alder: Any, at: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        link("--takes", "--at", at)
    assert not Neighbour.objects.exists()


def test_what_the_operator_lists_is_linked(alder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPFULACTS_FETCH_ALLOW", "127.0.0.1:8123")
    link("--takes", "--at", "http://127.0.0.1:8123/under/")
    assert Neighbour.objects.get().base == "http://127.0.0.1:8123/under"


def test_a_secret_that_is_none_leaves_no_link(alder: Any, tmp_path: Path) -> None:
    empty, short = tmp_path / "empty.txt", tmp_path / "short.txt"
    empty.write_text("\n")
    short.write_text("abc")
    for file, says in ((empty, "is empty"), (short, "no secret of the other")):
        with pytest.raises(Refused, match=says):
            link("--takes", "--at", AT, "--secret-from", str(file))
    with pytest.raises(Refused, match="not both"):
        link("--takes", "--at", AT, "--secret-from", str(short), "--new-secret")
    make_place("birchham")
    for more in (("--new-secret",), ("--secret-from", str(short))):
        with pytest.raises(Refused, match="needs no secret"):
            link("--takes", *more)
    assert not Neighbour.objects.exists()


def test_what_is_asked_goes_to_the_new_address_and_ends_before_the_link_does(alder: Any) -> None:
    link("--takes", "--at", "https://wrong.example")
    wish = Aspiration.objects.get(plan__person=make_asker(alder))
    who = (str(wish.pk), "--place", "alderham", "--to", "birchham", "--by", "Tom")
    until = (today() + dt.timedelta(days=40)).isoformat()
    run("ask", *who, "--until", until, "--basis", "spoken")
    note_sent(NextDoorLine.objects.get())
    link("--takes", "--at", AT)
    line = NextDoorLine.objects.get()
    assert (line.neighbour.base, line.sent_at) == (AT, None)
    make_place("birchham")
    with pytest.raises(Refused, match="still asked between"):
        link("--takes")
    assert "Taken back." in run("take-back", *who)
    with pytest.raises(Refused, match="taken back already"):
        run("take-back", *who)
