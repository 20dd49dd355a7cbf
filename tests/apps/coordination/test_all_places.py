"""`coordinate --all-places`: every place has its own round, once a batch; what refuses is set aside and named."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

import pytest

from helpfulacts.cli.main import main
from helpfulacts.cli.nation import cluster, work
from helpfulacts.coordination.actions import run_round as action
from helpfulacts.coordination.actions.say_next_door import say_next_door
from helpfulacts.coordination.models import Run
from helpfulacts.core.clock import today
from helpfulacts.directory.models import Offer
from helpfulacts.people.models import Person
from tests.many_places import make_place, outcomes

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(days=300)


@pytest.fixture
def command(monkeypatch: Any, capsys: Any) -> Any:
    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["helpfulacts", "coordinate", "--all-places", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


def test_it_works(command: Any) -> None:
    make_place("alderham", people=3, offers=1, places=2)
    make_place("birchham", people=1, offers=1)
    code, out, _ = command("--workers", "0", "--json")
    said = json.loads(out)
    assert code == 0 and said["set_aside"] == 0
    assert [row["place"] for row in said["places"]] == ["alderham", "birchham"]
    assert [row["placed"] for row in said["places"]] == [2, 1]
    assert said["people"] == said["placed"] + said["refused"] + said["gaps"] == 4
    assert Run.objects.count() == 2


def test_a_place_that_refuses_is_set_aside_and_named(command: Any) -> None:
    make_place("alderham", people=1)
    make_place("birchham", people=1, rules=False)
    code, out, _ = command("--workers", "0")
    assert code == 1
    assert "Set aside: Birchham. Birchham has no rules in force yet." in out
    assert "Sharing rounds in 1 place" in out


def test_where_every_place_refuses_nothing_was_done(command: Any) -> None:
    make_place("birchham", rules=False)
    code, _, err = command("--workers", "0")
    assert code == 2 and "No place could have a round. Birchham: Birchham has no rules" in err


def test_the_same_batch_gives_the_same_rounds_and_another_batch_new_ones(command: Any) -> None:
    make_place("alderham", people=2)
    make_place("birchham", people=2)
    first = json.loads(command("--workers", "0", "--batch", "night-one", "--json")[1])
    again = json.loads(command("--workers", "0", "--batch", "night-one", "--json")[1])
    assert [row["run"] for row in first["places"]] == [row["run"] for row in again["places"]]
    assert Run.objects.count() == 2
    assert "--batch night-two` goes on" in command("--workers", "0", "--batch", "night-two", "--json")[2]
    assert Run.objects.count() == 4


def test_a_task_that_two_workers_have_in_hand_gives_one_round(monkeypatch: Any) -> None:
    """The second began before the first one's round was kept: its own is not kept."""
    place = make_place("alderham", people=2)
    first = work.coordinate_one("night-one", str(place.pk))
    real, looked = action._of_batch, []

    def not_there_at_first(*given: Any) -> Any:
        looked.append(given)
        return real(*given) if len(looked) > 1 else None

    monkeypatch.setattr(action, "_of_batch", not_there_at_first)
    second = work.coordinate_one("night-one", str(place.pk))
    assert second["run"] == first["run"] and len(looked) == 2
    assert Run.objects.get().state == "proposed"


def test_nothing_of_any_person_goes_over_the_wire() -> None:
    place = make_place("alderham", people=1)
    told = work.coordinate_one("night-one", str(place.pk))
    assert set(told) == {"place", "run", *work.COUNTS}
    assert all(isinstance(value, int | float) for name, value in told.items() if name not in ("place", "run"))


def test_what_goes_wrong_in_a_place_is_set_aside_without_its_words(monkeypatch: Any, caplog: Any) -> None:
    place = make_place("alderham", people=1)

    def breaks(**_: Any) -> None:
        raise ValueError("Asha of 3 Mill Lane")

    monkeypatch.setattr(action, "run_round", breaks)
    told = work.coordinate_one("night-one", str(place.pk))
    assert told["set_aside"].startswith("It could not be finished.")
    assert "ValueError" in caplog.text and "Asha" not in caplog.text + str(told)


def test_an_installation_that_lacks_the_place_says_so(db: None) -> None:
    told = work.coordinate_one("night-one", "00000000-0000-4000-8000-000000000000")
    assert told["set_aside"].startswith("This place is not in the database here.")


def test_without_dask_the_places_go_one_after_another_and_one_sentence_says_so(
    command: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    make_place("alderham", people=1)
    make_place("birchham", people=1)
    code, out, err = command()
    assert code == 0 and "in 2 places, one after another in this process" in out
    assert "Dask is not installed, so the places go one after another." in err
    assert command("--workers", "2")[0] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--seed", "x"), "--seed is for one place"),
        (("--batch", "x"), "--batch takes 8 to 40 plain characters"),
        (("--workers", "99"), "There are 99 workers"),
        (("--workers", "2", "--scheduler", "tcp://127.0.0.1:1"), "not both"),
    ],
)
def test_a_mistake_is_one_sentence(command: Any, words: tuple[str, ...], said: str) -> None:
    make_place("alderham")
    code, _, err = command(*words)
    assert code == 2 and said in err and len(err.strip().splitlines()) == 1


def test_one_place_needs_no_workers(command: Any) -> None:
    make_place("alderham", people=1)
    assert json.loads(command("--json")[1])["where"] == "one after another in this process"


def test_no_place_at_all_is_one_sentence(command: Any) -> None:
    code, _, err = command()
    assert code == 2 and "There is no place here yet" in err


def test_outcomes_tell_who_got_what(command: Any) -> None:
    make_place("alderham", people=2)
    command("--workers", "0")
    (count, told), *_ = outcomes().values()
    assert count == 1 and len(told) == 64


@pytest.fixture
def neighbour(monkeypatch: Any, capsys: Any) -> Any:
    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["helpfulacts", "neighbour", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


def test_what_is_left_over_goes_next_door_after_all_first_rounds(command: Any, neighbour: Any) -> None:
    alder = make_place("alderham", people=3, offers=1, places=1)
    birch = make_place("birchham", people=1, offers=1, places=3)
    decided = ("--decided-by", "The board", "--decision", "Minute 12", "--until", f"{today() + LATER}")
    code, out, _ = neighbour("link", "birchham", "--place", "alderham", "--takes", *decided)
    assert code == 0 and "Birchham has not said yes yet." in out
    code, out, _ = neighbour("link", "alderham", "--place", "birchham", "--offers", *decided, "--json")
    assert json.loads(out)["people_there_may_be_told"] is True
    offer = str(Offer.objects.get(place=birch).pk)
    code, out, _ = neighbour("lend", offer, "--place", "birchham", "--yes", "--said-by", "The repair club")
    assert code == 0 and "“Repair Saturday”: what a round leaves over may go next door." in out
    assert "Offers that may go next door: 1." in neighbour("list", "--place", "birchham")[1]
    for person in Person.objects.filter(place=alder):
        say_next_door(person=person, yes=True)
    code, out, _ = command("--workers", "0")
    assert code == 0
    assert "Birchham has 2 places left over, and would offer 2 of them to people of its neighbours." in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("link", "alderham", "--place", "alderham"), "is no neighbour of itself"),
        (("link", "nowhere", "--place", "alderham"), "There is no place called “nowhere” here"),
    ],
)
def test_a_mistake_about_a_neighbour_is_one_sentence(neighbour: Any, words: Any, said: str) -> None:
    make_place("alderham")
    code, _, err = neighbour(*words, "--decided-by", "B", "--decision", "M", "--until", f"{today() + LATER}")
    assert code == 2 and said in err
    assert "is no day" in neighbour(*words, "--decided-by", "B", "--decision", "M", "--until", "soon")[2]
