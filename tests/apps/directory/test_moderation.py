"""Words that were reported: hidden only on a ground and with a reason, never in silence, and looked at again when asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory import corrections, history
from helpfulacts.directory.actions.change_offer import change_offer, change_offers
from helpfulacts.directory.actions.decide_reported import appeal, decide_reported
from helpfulacts.directory.actions.say_wrong import say_wrong
from helpfulacts.directory.actions.try_idea import try_idea
from helpfulacts.directory.drafts import TrialDraft
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Moderation, Trial
from helpfulacts.directory.redraft import redraft
from helpfulacts.directory.selectors import listed
from helpfulacts.people.actor import Actor
from helpfulacts.promises import selectors as promises

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")


@pytest.fixture
def writer(make_person: Any) -> Any:
    return make_person(called="Zebedee")


@pytest.fixture
def tried(offer_of: Any, writer: Any, citizen_of: Any) -> Any:
    return try_idea(
        offer=offer_of("idea"),
        shown_as="One home",
        words="They are fools.",
        worked=False,
        by=citizen_of(writer),
    )


def hide(trial: Any, by: Any, **more: Any) -> Moderation:
    given = {"decision": "hidden", "ground": "unkind", "reason": "It calls people names."} | more
    return decide_reported(offer=trial.offer, trial=trial, by=by, **given)


def test_reported_words_are_hidden_on_a_ground_and_the_writer_is_told(
    place: Any, tried: Any, writer: Any, officer: Any
) -> None:
    report = say_wrong(offer=tried.offer, what="unsafe", trial=tried, mark="a")
    row = hide(tried, officer)
    assert (row.number, row.decision, row.ground, row.reports) == (1, "hidden", "unkind", 1)
    assert Trial.objects.get(pk=tried.pk).hidden and Trial.objects.get(pk=tried.pk).words, (
        "nothing is deleted"
    )
    report.refresh_from_db()
    assert (report.answer, report.mark) == ("hidden", "")
    [told] = [one for one in promises.made_to(place, writer.pk) if one.kind == "tell"]
    assert "It calls people names." in told.what and "decision 1" in told.what


@pytest.mark.parametrize(
    ("given", "words"),
    [({"ground": ""}, "why it is hidden"), ({"reason": " "}, "reason"), ({"reason": "Ring 07700 900123"}, "take it out"),
     ({"decision": "gone"}, "hide it or keep")],
)  # fmt: skip
def test_nothing_is_hidden_without_a_ground_and_a_reason(
    tried: Any, officer: Any, given: Any, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        hide(tried, officer, **given)
    assert not Trial.objects.get(pk=tried.pk).hidden and not Moderation.objects.exists()


def test_the_database_keeps_decisions_as_they_were(tried: Any, officer: Any) -> None:
    row = hide(tried, officer)
    for tampering in ({"ground": "untrue"}, {"reason": "Another."}, {"decision": "kept"}, {"reports": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Moderation.objects.filter(pk=row.pk).update(**tampering)
    with pytest.raises(IntegrityError), transaction.atomic():
        Moderation.objects.filter(pk=row.pk).delete()


def test_an_appeal_is_answered_once_and_by_somebody_else(
    place: Any, tried: Any, writer: Any, citizen_of: Any, officer: Any
) -> None:
    row = hide(tried, officer)
    with pytest.raises(NotAllowed, match="who wrote it"):
        appeal(decision=row, words="Look again.", by=TOM)
    appeal(decision=row, words="It was a joke among us.", by=citizen_of(writer))
    with pytest.raises(Refused, match="looked again already"):
        appeal(decision=row, words="Again.", by=citizen_of(writer))
    assert corrections.open_appeals(place) == [row]
    tried.refresh_from_db()
    with pytest.raises(NotAllowed, match="Somebody else"):
        hide(tried, officer, decision="shown", reason="I was wrong.")
    again = hide(tried, TOM, decision="shown", reason="It was a joke.")
    assert again.answers == row and not Trial.objects.get(pk=tried.pk).hidden
    assert corrections.open_appeals(place) == []


def test_a_hidden_entry_is_found_nowhere_and_its_history_is_silent(
    place: Any, offer_of: Any, officer: Any
) -> None:
    offer = offer_of("service", title="Zither lessons", cost="Free")
    change_offer(offer=offer, draft=redraft(offer, cost="50p"), by=officer)
    decide_reported(offer=offer, decision="hidden", ground="scam", reason="It asks for money.", by=officer)
    assert not listed(place).exists() and find(place, "zither").results == []
    assert {(row.before, row.after) for row in history.versions_of(offer)} == {(None, None)}
    decide_reported(offer=offer, decision="shown", reason="It was another club.", by=officer)
    assert [one.offer.title for one in find(place, "zither").results] == ["Zither lessons"]
    assert [row.decision for row in corrections.decisions(place)] == ["shown", "hidden"]


def test_a_feed_neither_lists_a_hidden_entry_again_nor_brings_hidden_words_back(
    place: Any, offer_of: Any, officer: Any
) -> None:
    tries = (TrialDraft("One home", "They are fools.", False), TrialDraft("Six homes", "It rained.", True))
    offer = offer_of("idea", tried=tries)
    bad = Trial.objects.get(offer=offer, words="They are fools.")
    hide(bad, officer)
    change_offers(place=place, changes=[(offer, redraft(offer, tried=tries, cost="Free"))])
    shown = Trial.objects.filter(offer=offer).order_by("words").values_list("words", "hidden")
    assert list(shown) == [("It rained.", False), ("They are fools.", True)]
    decide_reported(offer=offer, decision="hidden", ground="untrue", reason="It does not exist.", by=officer)
    change_offers(place=place, changes=[(offer, redraft(offer, cost="50p"))])
    offer.refresh_from_db()
    assert offer.status == "hidden"
    assert find(place, "idea to test").results == []


def test_kept_words_stay_and_the_report_is_closed(tried: Any, officer: Any) -> None:
    say_wrong(offer=tried.offer, what="unsafe", trial=tried, mark="a")
    hide(tried, officer, decision="kept", ground="", reason="It names nobody.")
    assert not Trial.objects.get(pk=tried.pk).hidden
    assert corrections.open_about(tried.offer) == []


def test_nobody_without_a_role_decides(tried: Any, writer: Any, citizen_of: Any) -> None:
    with pytest.raises(NotAllowed):
        hide(tried, citizen_of(writer))
