"""What is found of a broken promise, what puts it right, one next step, and clocks that stand still and go on."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.except_promise import except_promise, except_promises_about
from helpfulacts.promises.actions.find_against_promise import agree_remedy, find_against_promise
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.promises.actions.keep_promises import keep_promises
from helpfulacts.promises.actions.lengthen_clock import lengthen_clock
from helpfulacts.promises.actions.pause_clock import go_on, pause_clock
from helpfulacts.promises.clocks import IDENTITY
from helpfulacts.promises.models import Promise, PromiseNotice, PromisePause

DAY = dt.timedelta(days=1)
MEL = Actor("Mel, partnership officer", "officer")
TOM = Actor("Tom, link worker", "navigator")


def at(day: dt.date) -> Any:
    return as_if(dt.datetime.combine(day, dt.time(10), dt.UTC))


def access_to(promise_of: Any) -> Any:
    return promise_of(kind="clock", clock="subject-access", by_noun="partnership", by_id=None)


def test_how_a_promise_stands_is_worked_out_from_the_day(promise_of: Any) -> None:
    def standing(promise: Any, day: dt.date) -> str:
        return promises.standing_of(promise, day)

    day = today()
    kept, late_one, excused = promise_of(), promise_of(due=day - DAY), promise_of()
    assert (standing(kept, day), standing(kept, day + DAY)) == ("open", "late")
    keep_promise(promise=kept, evidence="done", by="provider")
    keep_promise(promise=late_one, evidence="done", by="provider")
    except_promise(promise=excused, reason="the van broke down", by="provider")
    assert [standing(one, day + DAY) for one in (kept, late_one, excused)] == ["kept", "kept late", "excused"]


def test_what_is_found_of_a_late_promise_stays_and_its_remedy_names_it(place: Any, promise_of: Any) -> None:
    promise = promise_of(due=today() - DAY)
    with pytest.raises(NotAllowed):
        find_against_promise(promise=promise, finding="broken", words="Canaryword waited", by=TOM)
    with pytest.raises(Refused):
        find_against_promise(promise=promise_of(), finding="broken", words="It is not late", by=MEL)
    with pytest.raises(Refused):
        agree_remedy(promise=promise, what="A cooker this week", due=today() + DAY, by=MEL)
    with pytest.raises(Refused, match=r"a phone number in it\. Both sides can read it"):
        find_against_promise(promise=promise, finding="broken", words="Ring 01632 960123", by=MEL)
    find_against_promise(promise=promise, finding="broken", words="Canaryword waited", by=MEL)
    with pytest.raises(Refused, match="an e-mail address in it"):
        agree_remedy(promise=promise, what="Write to bea@example.org", due=today() + DAY, by=MEL)
    remedy = agree_remedy(promise=promise, what="A cooker this week", due=today() + DAY, by=MEL)
    assert (remedy.remedy_of, remedy.by_id, remedy.to_id) == (promise, promise.by_id, promise.to_id)
    assert list(promise.remedies.all()) == [remedy]
    with pytest.raises(Refused):
        find_against_promise(promise=promise, finding="good reason", words="Second thoughts", by=MEL)
    for change in ({"finding": "good reason"}, {"found_by": "Somebody else"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Promise.objects.filter(place=place, pk=promise.pk).update(**change)
    assert "Canaryword" not in "\n".join(register.saved_lines(place))
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(place=place, pk=remedy.pk).update(finding="broken", found_on=today())


def test_one_introduction_has_one_next_step_at_a_time(place: Any, promise_of: Any) -> None:
    step = {"kind": "next", "about_noun": "introduction", "about_id": uuid.uuid4()}
    first = promise_of(**step)
    with pytest.raises(IntegrityError), transaction.atomic():
        promise_of(**step)
    promise_of(**(step | {"about_id": uuid.uuid4()}))
    keep_promise(promise=first, evidence="done", by="navigator")
    second = promise_of(**step)
    assert promises.open_about(place, "introduction", step["about_id"], kind="next") == [second]


def test_no_promise_outlives_what_it_is_about(place: Any, promise_of: Any) -> None:
    ends = uuid.uuid4()
    kept = keep_promise(promise=promise_of(about_id=ends), evidence="done", by="provider")
    for kind in ("act", "next", "remedy"):
        promise_of(about_id=ends, kind=kind)
    access = promise_of(about_id=ends, kind="clock", clock="subject-access")
    pause_clock(promise=access, why=IDENTITY, by="officer")
    other = promise_of()
    assert (
        except_promises_about(place=place, noun="helpful act", subject=ends, reason="it ended", by="system")
        == 4
    )
    [entry] = register.entries(place).filter(action="excused")
    assert (entry.noun, entry.subject) == ("helpful act", ends), "one entry for them all"
    assert promises.open_about(place, "helpful act", ends) == []
    assert promises.open_about(place, "helpful act", other.about_id) == [other]
    kept.refresh_from_db()
    assert kept.exception == ""
    assert not PromisePause.objects.filter(place=place, until__isnull=True).exists()


def test_a_clock_that_stood_still_moves_its_day_by_the_days_it_stood(place: Any, promise_of: Any) -> None:
    begun = dt.date(2027, 3, 1)  # a Monday: due on Thursday 1 April
    with at(begun):
        promise = access_to(promise_of)
        other = promise_of()
        with pytest.raises(Refused):
            pause_clock(promise=promise, why="we had no time", by="officer")
        with pytest.raises(Refused):
            pause_clock(promise=other, why=IDENTITY, by="officer")
        assert promise.due == dt.date(2027, 4, 1)
    with at(begun + 9 * DAY):
        pause_clock(promise=promise, why=IDENTITY, by="officer")
        with pytest.raises(Refused):
            pause_clock(promise=promise, why=IDENTITY, by="officer")
        with pytest.raises(IntegrityError), transaction.atomic():
            PromisePause(place=place, promise=promise, since=today(), why=IDENTITY).save()
        with pytest.raises(DatabaseError), transaction.atomic():
            PromisePause.objects.filter(place=place).update(promise=other)
    assert promises.standing_of(promise, dt.date(2027, 6, 1)) == "stands still"
    assert promise not in promises.overdue(place, dt.date(2027, 6, 1))
    with at(begun + 19 * DAY):  # over the change of the clocks: days, not hours
        go_on(promise=promise, by="officer")
        assert promise.due == dt.date(2027, 4, 12)  # 1 April and ten days is a Sunday
        with pytest.raises(Refused):
            go_on(promise=promise, by="officer")
        lengthen_clock(promise=promise, by="officer")
        assert promise.due == dt.date(2027, 6, 11)
        with pytest.raises(Refused):
            lengthen_clock(promise=promise, by="officer")
    for change in ({"why": "we changed our mind"}, {"until": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            PromisePause.objects.filter(place=place).update(**change)
    with at(promise.due + DAY), pytest.raises(Refused):
        pause_clock(promise=promise, why=IDENTITY, by="officer")


def test_what_stood_still_is_kept_in_time_when_its_days_are_given_back(place: Any, promise_of: Any) -> None:
    with at(dt.date(2027, 3, 1)):
        one, other = access_to(promise_of), access_to(promise_of)
        pause_clock(promise=one, why=IDENTITY, by="officer")
        pause_clock(promise=other, why=IDENTITY, by="officer")
    with at(dt.date(2027, 5, 3)):
        keep_promise(promise=one, evidence="given", by="officer")
        keep_promises(place=place, promises=[other.pk], evidence="given", by="officer")
    for promise in (one, other):
        promise.refresh_from_db()
        assert promises.standing_of(promise, today()) == "kept"


def test_a_law_sets_its_own_day_and_a_promise_with_no_day_is_refused(place: Any, promise_of: Any) -> None:
    with at(dt.date(2026, 12, 1)):
        complaint = promise_of(kind="clock", clock="complaint", due=dt.date(2027, 12, 1))
        compact = promise_of(clock="compact-notice", due=dt.date(2027, 1, 1))
    assert (complaint.due, compact.due) == (dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    with pytest.raises(Refused):
        promise_of(due=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(place=place, pk=complaint.pk).update(counts_from=None)
    PromiseNotice.objects.create(place=place, promise=complaint, notice="late", due=today(), said_on=today())
    with pytest.raises(DatabaseError), transaction.atomic():
        PromiseNotice.objects.filter(place=place).update(notice="due soon")
