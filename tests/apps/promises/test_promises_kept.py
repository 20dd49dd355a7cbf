"""A promise has an owner and a day; late is seen, kept is final, and an excuse needs a reason."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.except_promise import except_promise
from helpfulacts.promises.actions.keep_promise import keep_promise

DAY = dt.timedelta(days=1)


def test_late_begins_the_day_after_it_was_due(place: Any, promise_of: Any) -> None:
    promise = promise_of()
    assert promises.overdue(place, today()) == []
    assert promises.overdue(place, today() + DAY) == [promise]


def test_a_kept_promise_is_kept_once_and_is_not_late(place: Any, promise_of: Any) -> None:
    promise = promise_of()
    keep_promise(promise=promise, evidence="said done", by="citizen")
    first = promise.kept_at
    keep_promise(promise=promise, evidence="again", by="provider")
    assert (promise.kept_at, promise.evidence) == (first, "said done")
    assert promises.overdue(place, today() + DAY) == []
    assert sum('"kept"' in line for line in register.saved_lines(place)) == 1


def test_an_excuse_needs_a_reason_and_a_kept_promise_needs_no_excuse(promise_of: Any) -> None:
    promise = promise_of()
    with pytest.raises(Refused):
        except_promise(promise=promise, reason=" ", by="provider")
    except_promise(promise=promise, reason="the van broke down", by="provider")
    assert promise.exception == "the van broke down"
    with pytest.raises(Refused):
        keep_promise(promise=promise, evidence="late after all", by="provider")
    kept = keep_promise(promise=promise_of(), evidence="done", by="provider")
    with pytest.raises(Refused):
        except_promise(promise=kept, reason="no", by="provider")


def test_people_to_tell_are_listed_when_it_is_time_oldest_first(place: Any, promise_of: Any) -> None:
    later = promise_of(kind="tell", due=today() + 3 * DAY)
    second = promise_of(kind="tell", due=today())
    first = promise_of(kind="tell", due=today() - DAY)
    promise_of(kind="act", due=today() - DAY)
    assert promises.to_tell(place, today()) == [first, second]
    assert later in promises.to_tell(place, today() + 3 * DAY)


def test_what_is_owed_is_found_by_what_it_is_about_and_by_person(place: Any, promise_of: Any) -> None:
    owner, person = uuid.uuid4(), uuid.uuid4()
    theirs = promise_of(by_id=owner, to_id=person)
    board = promise_of(by_noun="partnership", by_id=None, to_id=person, due=today() + DAY)
    promise_of()
    assert promises.open_about(place, "helpful act", theirs.about_id) == [theirs]
    assert promises.open_about(place, "helpful act", theirs.about_id, by_noun="partnership") == []
    assert promises.made_to(place, person) == [theirs, board]


def test_telling_is_not_counted_as_help_and_late_counts_both_ways(place: Any, promise_of: Any) -> None:
    since = now() - DAY
    promise_of(kind="tell")
    promise_of(due=today() - DAY)
    keep_promise(promise=promise_of(due=today() - DAY), evidence="done", by="provider")
    keep_promise(promise=promise_of(), evidence="done", by="provider")
    counted = promises.counts(place, since, today())
    assert (counted.made, counted.kept, counted.late) == (3, 2, 2)


def test_late_is_a_day_of_the_place_and_not_of_utc(place: Any, promise_of: Any) -> None:
    """Half past midnight in summer is still the day before in UTC."""
    with as_if(dt.datetime(2026, 6, 18, 12, tzinfo=dt.UTC)):
        since, promise = now() - DAY, promise_of()
    with as_if(dt.datetime(2026, 6, 18, 23, 30, tzinfo=dt.UTC)):
        assert today(place.zone) == promise.due + DAY
        keep_promise(promise=promise, evidence="done", by="provider")
        assert promises.counts(place, since, today(place.zone)).late == 1
    [entry] = register.entries(place).filter(action="kept")
    assert entry.facts["late"] is True


def test_the_register_has_who_and_when_but_not_what(place: Any, promise_of: Any) -> None:
    promise_of()
    lines = "\n".join(register.saved_lines(place))
    assert "canarybird" not in lines
    assert today().isoformat() in lines


def test_a_promise_says_what(promise_of: Any) -> None:
    with pytest.raises(Refused):
        promise_of(what="  ")
