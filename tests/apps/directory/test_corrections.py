"""“This was wrong”: anybody says so, a person answers, and everybody reads the answer without knowing who said it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory import corrections
from helpfulacts.directory.actions.answer_corrections import answer_corrections
from helpfulacts.directory.actions.say_wrong import say_wrong
from helpfulacts.directory.models import Correction
from helpfulacts.people.actor import NOBODY

pytestmark = pytest.mark.django_db


def test_what_is_urgent_comes_first_then_what_has_waited_longest(place: Any, offer_of: Any) -> None:
    late, closed, unsafe = offer_of(title="Late"), offer_of(title="Closed"), offer_of(title="Unsafe")
    say_wrong(offer=late, what="time", mark="a")
    say_wrong(offer=closed, what="closed", mark="a")
    say_wrong(offer=unsafe, what="unsafe", mark="a")
    assert [row.offer.title for row in corrections.to_answer(place)] == ["Unsafe", "Closed", "Late"]
    assert [row.urgent for row in corrections.to_answer(place)] == [True, True, False]


def test_one_voice_counts_once_and_two_that_say_closed_mark_the_card_until_a_person_looked(
    offer_of: Any, officer: Any
) -> None:
    offer = offer_of()
    for _ in range(3):
        say_wrong(offer=offer, what="closed", mark="one browser")
    assert corrections.may_have_closed([offer]) == set()
    say_wrong(offer=offer, what="closed", mark="another browser")
    assert corrections.may_have_closed([offer]) == {offer.pk}
    said = corrections.open_about(offer)
    answer_corrections(offer=offer, which=said, answer="right", done="I rang. They are open.", by=officer)
    assert corrections.may_have_closed([offer]) == set()


def test_the_database_refuses_the_same_voice_twice(offer_of: Any) -> None:
    offer = offer_of()
    kept = say_wrong(offer=offer, what="closed", mark="one browser")
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(
            place=offer.place, offer=offer, what="closed", mark="one browser", at=kept.at
        )


def test_who_said_it_and_their_note_are_gone_once_it_is_answered(offer_of: Any, officer: Any) -> None:
    offer = offer_of()
    row = say_wrong(offer=offer, what="time", note="My bus came at ten.", mark="a browser")
    assert row.note == "My bus came at ten." and b"bus" not in bytes(row.note_sealed)
    answer_corrections(offer=offer, which=[row], answer="right", done="I went there.", by=officer)
    row.refresh_from_db()
    assert (row.mark, row.note, row.answer, row.answered_by) == ("", "", "right", officer.shown_as)
    kept = " ".join(str(entry.facts) for entry in register.entries(offer.place))
    assert "bus" not in kept and "a browser" not in kept
    [shown] = corrections.shown_about(offer)
    assert shown.done == "I went there."


def test_the_database_keeps_no_note_beside_an_answer(offer_of: Any, officer: Any) -> None:
    offer = offer_of()
    row = say_wrong(offer=offer, what="time", note="Ten.", mark="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=row.pk).update(answer="right", answered_at=row.at)


def test_each_is_answered_by_itself_and_once(offer_of: Any, officer: Any) -> None:
    offer = offer_of()
    time = say_wrong(offer=offer, what="time", mark="a")
    place = say_wrong(offer=offer, what="place", mark="b")
    answer_corrections(offer=offer, which=[time], answer="mended", done="I rang.", by=officer)
    assert corrections.open_about(offer) == [place]
    with pytest.raises(Refused, match="answered this already"):
        answer_corrections(offer=offer, which=[time], answer="right", done="I rang.", by=officer)


@pytest.mark.parametrize("note", ["Ring me on 07700 900123", "write to me@example.org"])
def test_contact_details_in_a_note_or_an_answer_are_refused(offer_of: Any, officer: Any, note: str) -> None:
    offer = offer_of()
    with pytest.raises(Refused, match="take it out"):
        say_wrong(offer=offer, what="other", note=note, mark="a")
    row = say_wrong(offer=offer, what="other", mark="a")
    with pytest.raises(Refused, match="take it out"):
        answer_corrections(offer=offer, which=[row], answer="right", done=note, by=officer)
    assert corrections.open_about(offer) == [row]


def test_only_people_who_look_after_the_list_answer_and_say_what_they_did(
    offer_of: Any, officer: Any
) -> None:
    offer = offer_of()
    row = say_wrong(offer=offer, what="time", mark="a")
    with pytest.raises(NotAllowed):
        answer_corrections(offer=offer, which=[row], answer="right", done="I rang.", by=NOBODY)
    with pytest.raises(Refused, match="what you did"):
        answer_corrections(offer=offer, which=[row], answer="right", done=" ", by=officer)
    with pytest.raises(Refused, match="mended, or"):
        answer_corrections(offer=offer, which=[row], answer="hidden", done="I rang.", by=officer)


def test_a_report_of_harm_is_not_answered_as_a_wrong_time_is_and_not_shown(
    offer_of: Any, officer: Any
) -> None:
    offer = offer_of()
    row = say_wrong(offer=offer, what="unsafe", mark="a")
    with pytest.raises(Refused):
        answer_corrections(offer=offer, which=[row], answer="right", done="I rang.", by=officer)
    assert corrections.shown_about(offer) == []


def test_nothing_is_said_of_what_is_not_on_the_list(offer_of: Any, officer: Any) -> None:
    offer = offer_of()
    type(offer).objects.filter(pk=offer.pk).update(status="ended")
    offer.refresh_from_db()
    with pytest.raises(Refused, match="not on the list"):
        say_wrong(offer=offer, what="time", mark="a")
    with pytest.raises(Refused, match="Choose what"):
        say_wrong(offer=offer, what="nonsense", mark="a")
