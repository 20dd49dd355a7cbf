"""Who checked an entry, when and how: it decays, it is never stamped in batches, and a change is not a check."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import assurance
from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.actions.check_offer import MOST_A_DAY, check_offer
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.models import Assurance
from helpfulacts.directory.redraft import redraft
from helpfulacts.people.actor import Actor

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [
        (0, "fresh", "Checked by a person today."),
        (90, "fresh", "Checked by a person 3 months ago."),
        (91, "due", "Checked by a person 3 months ago. It is time to look again."),
        (180, "due", "Checked by a person 6 months ago. It is time to look again."),
        (181, "stale", "Checked by a person 6 months ago. That is long ago: ring first."),
    ],
)
def test_a_check_decays_and_says_so(days: int, state: str, words: str) -> None:
    checked = DAY - dt.timedelta(days=days)
    assert assurance.state_of(checked, DAY) == state
    assert assurance.checked_words(checked, DAY) == words


def test_what_nobody_checked_is_said_plainly() -> None:
    assert assurance.state_of(None, DAY) == "never"
    assert assurance.checked_words(None, DAY) == "Nobody has told us that they checked it."


def test_a_batch_stamp_is_refused(offer_of: Any, officer: Any) -> None:
    first, second = offer_of(title="One"), offer_of(title="Two")
    moment = now()
    with as_if(moment):
        check_offer(offer=first, by=officer, how="phone")
        with pytest.raises(Refused, match="at least a minute"):
            check_offer(offer=second, by=officer, how="visit")
        with pytest.raises(Refused, match="That is kept"):
            check_offer(offer=first, by=officer, how="phone")
    second.refresh_from_db()
    assert second.checked_on is None, "nothing is half done"
    with as_if(moment + dt.timedelta(seconds=59)), pytest.raises(Refused, match="at least a minute"):
        check_offer(offer=second, by=officer, how="phone")
    with as_if(moment + dt.timedelta(seconds=121)):
        check_offer(offer=second, by=officer, how="phone")
        check_offer(offer=first, by=Actor("Tom, link worker", "navigator"), how="phone")
    assert Assurance.objects.count() == 3


def test_the_database_refuses_two_checks_by_one_person_at_a_time(offer_of: Any, officer: Any) -> None:
    offer = offer_of()
    check_offer(offer=offer, by=officer)
    kept = Assurance.objects.values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assurance.objects.create(**{**kept, "id": offer.pk})


def test_more_checks_than_anybody_makes_in_a_day_are_refused(offer_of: Any, officer: Any) -> None:
    offer = offer_of()
    noon = now().replace(hour=9, minute=0)
    for number in range(MOST_A_DAY):
        with as_if(noon + dt.timedelta(minutes=2 * number)):
            check_offer(offer=offer, by=officer)
    with as_if(noon + dt.timedelta(minutes=2 * MOST_A_DAY)), pytest.raises(Refused, match="Go on tomorrow"):
        check_offer(offer=offer, by=officer)


def test_a_check_holds_for_a_time_and_is_never_edited(offer_of: Any, officer: Any) -> None:
    offer = offer_of()
    check_offer(offer=offer, by=officer, how="letter")
    row = Assurance.objects.get()
    assert (row.on, row.how, row.until) == (today(), "letter", today() + dt.timedelta(days=90))
    for tampering in ({"until": row.on}, {"by_shown_as": "Somebody"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Assurance.objects.update(**tampering)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assurance.objects.create(place=offer.place, offer=offer, on=DAY, at=now(), by_key="x", by_shown_as="x",
                                 how="phone", until=DAY, slot=0)  # fmt: skip


def test_a_change_is_not_a_check_unless_the_changer_says_so(offer_of: Any, officer: Any) -> None:
    old = today() - dt.timedelta(days=200)
    offer = offer_of("service", checked_on=old, checked_by="Ola", checked_how="visit")
    change_offer(
        offer=offer, draft=redraft(offer, cost="50p", checked_on=today(), checked_by="A batch"), by=officer
    )
    offer.refresh_from_db()
    assert (offer.checked_on, offer.checked_by) == (old, "Ola")
    change_offer(offer=offer, draft=redraft(offer, cost="60p"), by=officer, checked_how="phone")
    offer.refresh_from_db()
    assert (offer.checked_on, offer.checked_by) == (today(), officer.shown_as)


def test_a_change_of_when_where_or_for_whom_after_the_check_is_told(offer_of: Any, officer: Any) -> None:
    offer = offer_of("service", cost="Free")
    start = now()
    check_offer(offer=offer, by=officer)
    with as_if(start + dt.timedelta(hours=1)):
        change_offer(offer=offer, draft=redraft(offer, cost="50p"), by=officer)
        assert assurance.changed_since_check(offer) is None, "a price is not among what misleads most"
        change_offer(offer=offer, draft=redraft(offer, min_age=60), by=officer)
        changed = assurance.changed_since_check(offer)
        assert changed is not None and changed.after == {"min_age": 60}
    with as_if(start + dt.timedelta(hours=2)):
        check_offer(offer=offer, by=officer)
        assert assurance.changed_since_check(offer) is None


def test_reminders_come_two_weeks_ahead_the_most_used_first_then_the_oldest(place: Any, draft: Any) -> None:
    def checked(days: int) -> dt.date:
        return today() - dt.timedelta(days=days)

    made = list_offers(
        place=place,
        drafts=[
            draft("idea", title="Fresh", checked_on=checked(75)),
            draft("idea", title="Soon", checked_on=checked(76)),
            draft("idea", title="Old", checked_on=checked(300)),
            draft("idea", title="Never"),
            draft("idea", title="Used", checked_on=checked(100)),
        ],
    )
    used = {made[4].pk: 7}
    due = {offer.pk: offer.title for offer in made}
    assert [due[pk] for pk, _ in assurance.checks_due(place, used)] == ["Used", "Old", "Soon", "Never"]
