"""Who looks at an entry did not write it, and who asks for a thing does not answer for those who give it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from weaving_samples import Repair

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed
from helpfulacts.directory.actions.answer_corrections import answer_corrections
from helpfulacts.directory.actions.answer_part import answer_part, leave_weave
from helpfulacts.directory.actions.begin_weave import begin_weave
from helpfulacts.directory.actions.check_offer import check_offer
from helpfulacts.directory.actions.decide_reported import decide_reported
from helpfulacts.directory.actions.lift_stop import lift_stop
from helpfulacts.directory.actions.list_offer import list_offer
from helpfulacts.directory.actions.release_held_offer import release_held_offer
from helpfulacts.directory.actions.say_access import say_access
from helpfulacts.directory.actions.say_wrong import say_wrong
from helpfulacts.directory.actions.see_check import see_check
from helpfulacts.directory.actions.try_idea import try_idea
from helpfulacts.directory.models import AccessFact, Moderation, Offer, WeavePart
from helpfulacts.directory.weaving import found_for
from helpfulacts.people.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("own", ["giver", "kept_by"])
def test_an_officer_decides_nothing_about_what_they_give_themselves(
    place: Any, draft: Any, make_person: Any, citizen_of: Any, officer: Any, own: str
) -> None:
    """An actor of the pages in a role has no person: it is known by its account."""
    me = make_person()
    me.account_id = officer.account_id
    me.save(update_fields=["account"])
    mine = {own: me, "sphere": "personal" if own == "giver" else "civic"}
    offer = list_offer(place=place, draft=draft(**mine), by=citizen_of(me))
    with pytest.raises(NotAllowed):
        see_check(offer=offer, activities=("idea",), level="none", names=0, by=officer)
    with pytest.raises(NotAllowed):
        release_held_offer(offer=offer, by=officer, how="visit")
    Offer.objects.filter(pk=offer.pk).update(status="active", was_listed=True)
    offer.refresh_from_db()
    say_access(
        offer=offer, said={"quiet": "yes"}, on=today(), source="assessor", name="The inspectors", by=officer
    )
    assert AccessFact.objects.get().source == "keeper", "in a role or not, it is their own word"
    said = say_wrong(offer=offer, what="time", mark="a")
    say_wrong(offer=offer, what="unsafe", mark="a")
    for write in (
        lambda by: check_offer(offer=offer, by=by),
        lambda by: answer_corrections(offer=offer, which=[said], answer="right", done="I know.", by=by),
        lambda by: decide_reported(offer=offer, decision="kept", reason="It is fine.", by=by),
    ):
        with pytest.raises(NotAllowed):
            write(officer)
        write(Actor("Tom, link worker", "navigator"))
    assert [row.by_shown_as for row in Moderation.objects.all()] == ["Tom, link worker"]


def test_neither_who_wrote_the_words_nor_who_gives_the_idea_decides_about_them(
    offer_of: Any, make_person: Any, citizen_of: Any, officer: Any
) -> None:
    me = make_person()
    me.account_id = officer.account_id
    me.save(update_fields=["account"])
    trial = try_idea(
        offer=offer_of("idea"), shown_as="One home", words="Fools.", worked=False, by=citizen_of(me)
    )
    say_wrong(offer=trial.offer, what="unsafe", trial=trial, mark="a")
    with pytest.raises(NotAllowed, match="did not write"):
        decide_reported(offer=trial.offer, trial=trial, decision="kept", reason="Fine.", by=officer)


def test_who_weaves_says_yes_for_nobody_else_whatever_name_they_are_shown_by(
    place: Any, officer: Any
) -> None:
    repair = Repair(place)
    weave = begin_weave(
        place=place,
        title="Repair Saturday",
        offers=[repair.offers["mending"], repair.offers["money"]],
        by=officer,
    )
    weave.state = "asked"
    weave.save(update_fields=["state"])
    stop = next(one for one in found_for(weave).stops if one.code == "restricted_fund")
    with pytest.raises(NotAllowed, match="can lift this"):
        lift_stop(weave=weave, stop=stop.key, by=officer, seen_until=today())
    with pytest.raises(NotAllowed, match="can lift this"):
        lift_stop(weave=weave, stop=stop.key, by=replace(officer, shown_as="Mel, under another name"))
    another = Actor("Ann, another officer", "officer")
    assert lift_stop(weave=weave, stop=stop.key, by=another).lifted_by == another.shown_as
    WeavePart.objects.filter(weave=weave).update(state="asked")
    part, other = WeavePart.objects.filter(weave=weave).select_related("place", "weave", "offer__place")
    renamed = replace(officer, shown_as="Mel, under another name")
    with pytest.raises(NotAllowed, match="rung"):
        answer_part(part=part, answer="yes", by=renamed)
    giver = Actor("The fund", "provider", officer.account_id, None, part.offer.provider_id)
    assert answer_part(part=part, answer="not_now", by=giver).state == "not_now", "unless it is theirs"
    assert answer_part(part=other, answer="not_now", by=repair.desk).state == "not_now"
    WeavePart.objects.filter(pk=other.pk).update(state="asked")
    assert leave_weave(part=other, by=officer).state == "left", "letting go is nobody's yes"
