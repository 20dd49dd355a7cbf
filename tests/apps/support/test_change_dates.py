"""Nobody who is coming finds a closed door: whoever loses their day is told before it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.directory import occurrences
from helpfulacts.directory.actions.book_slots import book_slots
from helpfulacts.directory.actions.change_days import drop_day, set_day
from helpfulacts.directory.drafts import OtherDay, Weekly
from helpfulacts.directory.models import Booking, Offer
from helpfulacts.exchange.oruk.importing import import_source
from helpfulacts.exchange.sheets.importing import undo
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.promises.models import Promise
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.change_dates import change_dates, change_dates_of
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import HelpfulAct
from tests.exchange.oruk_feed import service
from tests.sheets import CHESS, HEAD, TEA, as_csv, brought_in


def test_whoever_comes_on_a_day_that_is_closed_is_told_before_it(
    make_plan: Any, offer: Any, place: Any
) -> None:
    club, plan, officer = offer("Tea club", "service", by="A club"), make_plan(), Actor("Ann", "officer")
    act = choose_offer(plan=plan, offer=club, by=plan.actor)
    answer_act(act=act, answer="yes", by=plan.actor)
    act = HelpfulAct.objects.get(pk=act.pk)
    assert act.state == "promised" and act.on_day
    day = act.on_day
    about = Promise.objects.filter(about_id=act.pk, trigger="the giver changed the days")

    def close(other: dt.date) -> int:
        return change_dates(
            offer=club, write=lambda: set_day(offer=club, other=OtherDay(other, None, None, ""), by=officer)
        )

    assert close(day + dt.timedelta(days=7)) == 0 and not about.exists(), "another day concerns nobody"
    assert close(day) == 1
    told = about.get()
    assert "Tea club: " in told.what and told.due <= min(day, today() + dt.timedelta(days=1))
    assert told.to_id == plan.person_id
    act.refresh_from_db()
    assert act.on_day is None, "the plan names no day that is off"
    assert any('"its day is off"' in line for line in register.saved_lines(place))
    assert change_dates(offer=club, write=lambda: drop_day(offer=club, day=day, by=officer)) == 0
    assert about.count() == 1, "nobody is told twice"


def test_whoever_booked_a_room_is_told_when_it_is_closed(make_plan: Any, offer: Any, place: Any) -> None:
    hall = offer(
        "The hall", "resource", by="A hall", particulars={"mode": "booked", "unit": "hour", "units": 1, "amount": 1, "each": 1},
        weekly=tuple(Weekly(day, dt.time(9), dt.time(12)) for day in ("mon", "thu")),
    )  # fmt: skip
    officer, club = Actor("Ann", "officer"), begin_organisation(place=place, name="A club")
    day = occurrences.occurrences_of(hall, today() + dt.timedelta(days=2))[0].day
    book_slots(offer=hall, day=day, first=20, last=22, by=officer, body=club)

    def close(other: OtherDay) -> int:
        return change_dates(offer=hall, write=lambda: set_day(offer=hall, other=other, by=officer))

    assert close(OtherDay(day, dt.time(10), dt.time(11), "")) == 0, "their hour is still open"
    assert close(OtherDay(day, None, None, "")) == 1
    (told,) = Promise.objects.filter(trigger="the giver changed the days")
    assert told.to_id == club.pk and told.due <= day
    assert Booking.objects.get().released_at is None, "it is theirs until they answer"


def coming(plan: Any, title: str) -> Any:
    act = choose_offer(plan=plan, offer=Offer.objects.get(title=title), by=plan.actor)
    answer_act(act=act, answer="yes", by=plan.actor)
    act.refresh_from_db()
    assert act.state == "promised" and act.on_day
    return act


def told(act: Any) -> int:
    return Promise.objects.filter(about_id=act.pk, trigger="the giver changed the days").count()


def test_a_feed_that_moves_a_day_tells_whoever_comes(make_plan: Any, place: Any, tmp_path: Path) -> None:
    file = tmp_path / "feed.json"

    def run(**changes: Any) -> Any:
        file.write_text(json.dumps([service(**changes), service(id="two", name="Borrow a saw", **changes)]))
        return import_source(place=place, source=str(file), set_aside=tmp_path / "aside")

    run()
    act = coming(make_plan(), "Borrow a saw")
    assert run(minimum_age=21).updated == 2 and told(act) == 0, "its day is on as before"
    friday = [{"id": "s", "freq": "WEEKLY", "byday": "FR", "opens_at": "10:00", "closes_at": "13:00"}]
    assert run(minimum_age=21, schedules=friday).updated == 2 and told(act) == 1
    act.refresh_from_db()
    assert act.on_day is None
    assert Promise.objects.filter(trigger="the giver changed the days").count() == 1, (
        "nobody comes to the other"
    )


def test_a_spreadsheet_that_moves_a_day_tells_whoever_comes_and_so_does_its_undoing(
    make_plan: Any, place: Any
) -> None:
    brought_in(place, as_csv(HEAD, TEA, CHESS))
    first = coming(make_plan(), "Tea and talk")
    later = [*HEAD[:3], "Tuesday", "Phone"]
    one = brought_in(place, as_csv(later, TEA, CHESS))
    assert told(first) == 1
    second = coming(make_plan(), "Chess")
    undo(one=one, by=SYSTEM)
    assert (told(first), told(second)) == (1, 1)


def ended_told(act: Any, trigger: str = "an offer ended") -> list[Promise]:
    return list(Promise.objects.filter(about_id=act.pk, trigger=trigger))


def test_whoever_comes_to_what_a_feed_or_a_spreadsheet_ends_is_told_once_and_again_if_it_is_undone(
    make_plan: Any, place: Any, tmp_path: Path
) -> None:
    file = tmp_path / "feed.json"

    def run(status: str) -> None:
        file.write_text(json.dumps([service(), service(id="two", name="Borrow a saw", status=status)]))
        import_source(place=place, source=str(file), set_aside=tmp_path / "aside")

    run("active")
    saw = coming(make_plan(), "Borrow a saw")
    for _ in range(2):
        run("inactive")
    [promise] = ended_told(saw)
    assert promise.to_id == saw.plan.person_id and promise.what.startswith("Borrow a saw has ended.")
    saw.refresh_from_db()
    assert saw.state == "promised", "what comes instead, they find with the desk"

    closing = [*HEAD, "Status"]
    brought_in(place, as_csv(closing, [*TEA, "active"], [*CHESS, "active"]))
    tea, chess = coming(make_plan(), "Tea and talk"), coming(make_plan(), "Chess")
    one = brought_in(place, as_csv(closing, [*TEA, "closed"], [*CHESS, "closed"]))
    assert set(
        Offer.objects.filter(title__in=["Tea and talk", "Chess"]).values_list("status", flat=True)
    ) == {"ended"}
    [told_of_tea], [_] = ended_told(tea), ended_told(chess)
    keep_promise(promise=told_of_tea, evidence="rung", by="desk")
    undo(one=one, by=SYSTEM)
    assert len(ended_told(tea, "an offer goes on after all")) == 1
    assert not ended_told(chess, "an offer goes on after all"), "nobody had told them"
    assert ended_told(chess)[0].excepted_at


def test_an_end_is_told_only_to_whoever_still_comes_and_taken_back_only_from_them(
    make_plan: Any, offer: Any, place: Any
) -> None:
    """Told: who comes, and each body that booked. Not told: whose day is past. Hidden is not going on."""
    hall = offer(
        "The hall", "resource", by="A hall", particulars={"mode": "booked", "unit": "hour", "units": 1, "amount": 2, "each": 1},
        weekly=tuple(Weekly(day, dt.time(9), dt.time(12)) for day in ("mon", "thu")),
    )  # fmt: skip
    tea = offer("Tea club", "service", by="A club")
    past, comes = coming(make_plan(), "Tea club"), coming(make_plan(), "Tea club")
    HelpfulAct.objects.filter(pk=past.pk).update(on_day=today() - dt.timedelta(days=1), holds=None)
    officer = Actor("Ann", "officer")
    bodies = [begin_organisation(place=place, name=name) for name in ("A choir", "A band")]
    day = occurrences.occurrences_of(hall, today() + dt.timedelta(days=2))[0].day
    for first, body in zip((18, 20), bodies, strict=True):
        book_slots(offer=hall, day=day, first=first, last=first + 2, by=officer, body=body)

    def becomes(status: str) -> int:
        both = Offer.objects.filter(pk__in=[hall.pk, tea.pk])
        return change_dates_of(place=place, offers=[hall, tea], write=lambda: both.update(status=status))

    assert becomes("ended") == 3
    assert ended_told(comes) and not ended_told(past)
    choir, _band = (Promise.objects.get(to_id=body.pk, trigger="an offer ended") for body in bodies)
    keep_promise(promise=choir, evidence="rung", by="desk")
    back = Promise.objects.filter(trigger="an offer goes on after all")
    assert becomes("active") == 1
    assert [promise.to_id for promise in back] == [bodies[0].pk], "the band had not been told"
    becomes("ended")
    for promise in Promise.objects.filter(trigger="an offer ended", kept_at=None, excepted_at=None):
        keep_promise(promise=promise, evidence="rung", by="desk")
    assert becomes("hidden") == 0 and back.count() == 1, "nobody can come to what is hidden"
