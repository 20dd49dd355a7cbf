"""An introduction as FHIR R4: sound by a maintained library, no more in it than its person agreed, and each take is seen."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class  # R4B changed nothing of the resources that are used here

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.directory.facets import FACET_CODES
from helpfulacts.exchange.fhir import bundle, codes
from helpfulacts.people import looks
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Consent
from helpfulacts.support import records
from helpfulacts.support.actions.answer_introduction import answer_introduction
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.cancel_introduction import withdraw_sharing
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.complete_introduction import complete_introduction
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.request_introduction import Yes, request_introduction
from helpfulacts.support.actions.share_record import Agreed, share_record, take_record
from helpfulacts.support.actions.start_introduction import start_introduction
from helpfulacts.support.actions.write_note import write_note
from helpfulacts.support.introducing import MOVES
from helpfulacts.support.models import RecordSharing

pytestmark = pytest.mark.django_db
SURGERY = "The Priory Surgery"
PERSONAL = {
    "name": ("Namebird",),
    "words": ("Linebird likes to sing", "Outcomebird sang all night"),
    "notes": ("Notebird rang twice",),
}
NEVER = ("Planbird", "Wishbird", "Giverbird", "01632 960444")
"""The plan, the wish, what the giver said, and how to reach anybody: in no record."""


@pytest.fixture
def tom(place: Any) -> Actor:
    return Actor(
        "Tom, link worker", "navigator", None, None, begin_organisation(place=place, name="The hub").pk
    )


@pytest.fixture
def asked(place: Any, make_person: Any, citizen_of: Any, tom: Actor) -> Any:
    """Somebody introduced to a choir; `asked.me` is she."""
    person = make_person(called="Namebird", channel="phone", contact="01632 960444")
    me = citizen_of(person)
    plan = begin_plan(place=place, person=person, words="Planbird is alone", by=me)
    wish = add_aspiration(plan=plan, words="Wishbird", facets=["company", "mind", "safety"], by=me)
    choir = OfferDraft(
        title="A choir", kind="service", sphere="civic", imported=True, particulars={"per_session": 9},
        provider=begin_organisation(place=place, name="A choir in North"), shown_from="A choir in North",
    )  # fmt: skip
    [offer] = list_offers(place=place, drafts=[choir])
    act = choose_offer(plan=plan, offer=offer, by=tom)
    act.aspiration = wish
    act.save(update_fields=["aspiration"])
    one = draft_introduction(act=act, lines=(PERSONAL["words"][0],), by=tom)
    with pytest.raises(Refused, match="sent yet"):
        share_record(introduction=one, agreed=Agreed(SURGERY, today() + dt.timedelta(days=30)), by=me)
    yes = Yes("phone", today() + dt.timedelta(days=90), "01632 960444")
    one = request_introduction(introduction=one, lines=one.lines, yes=yes, by=me)
    write_note(person=person, words=PERSONAL["notes"][0], by=tom, introduction=one)
    one.me = me
    return one


def agree(one: Any, *extras: str) -> Any:
    agreed = Agreed(SURGERY, today() + dt.timedelta(days=30), extras=frozenset(extras))
    return share_record(introduction=one, agreed=agreed, by=one.me)


def sound(record: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Its resources by kind, once the library has read it all, in the codes of R4, and every reference leads somewhere."""
    get_fhir_model_class("Bundle").model_validate(record)
    there = {entry["fullUrl"] for entry in record["entry"]}
    found: dict[str, dict[str, Any]] = {}
    for entry in record["entry"]:
        body = entry["resource"]
        read = get_fhir_model_class(body["resourceType"]).model_validate(body)
        for name, field in type(read).model_fields.items():
            allowed = (field.json_schema_extra or {}).get("enum_values", ["+"])
            assert "+" in allowed or getattr(read, name) in (None, *allowed), (body["resourceType"], name)
        said = json.dumps(body)
        led = [one.split('"')[0] for one in said.split('"reference": "')[1:]]
        assert set(led) <= there | ({"#person"} if "contained" in body else set())
        found[body["resourceType"]] = body
    return found


def record_of(sharing: Any, by: Actor) -> dict[str, Any]:
    sharing = records.get_sharing(sharing.place, sharing.pk)
    take_record(sharing=sharing, by=by)
    return bundle.record(sharing, by=by, notes=records.notes_of(sharing.introduction))


def test_it_is_sound_in_every_state_and_says_no_more_than_its_person_agreed(asked: Any, tom: Actor) -> None:
    bare = agree(asked)
    found = sound(record_of(bare, tom))
    assert (found["Task"]["status"], found["ServiceRequest"]["status"]) == ("requested", "active")
    assert [one["coding"][0]["code"] for one in found["ServiceRequest"]["category"]] == [
        "social-connection",
        "sdoh-category-unspecified",
    ]
    assert found["Task"]["focus"]["reference"] == f"urn:uuid:{found['ServiceRequest']['id']}"
    [ticket] = found["Task"]["contained"][0]["identifier"]
    assert ticket["value"] == asked.act.plan.person.ticket_id
    answer_introduction(introduction=asked, answer="yes", by=tom)
    start_introduction(introduction=asked, by=asked.me)
    asked.refresh_from_db()
    with as_if(now() + dt.timedelta(days=20)):
        asked.giver_outcome = "Giverbird"
        asked.save(update_fields=["giver_outcome_sealed"])
        complete_introduction(introduction=asked, how="happened", by=asked.me, words=PERSONAL["words"][1])
        said = bundle.as_file(record_of(bare, tom))
        for words in (*NEVER, *(word for theirs in PERSONAL.values() for word in theirs)):
            assert words not in said, words
        subjects = {str(entry.subject) for entry in register.entries(asked.place) if entry.subject}
        assert not any(subject in said for subject in subjects), "its ids lead into the public register"
        assert sound(json.loads(said))["Task"]["output"][0]["valueString"] == "It happened"
        for extra in PERSONAL:
            full = bundle.as_file(record_of(agree(asked, extra), tom))
            sound(json.loads(full))
            for name, theirs in PERSONAL.items():
                assert all((word in full) == (name == extra) for word in theirs), (extra, name)
            assert not any(word in full for word in NEVER)
        states = {state for state in MOVES if state != "draft"}
        assert states == set(codes.REQUESTS)
        sharing = records.get_sharing(asked.place, RecordSharing.objects.order_by("-consent__given_at")[0].pk)
        for state in states:
            sharing.introduction.state, sharing.introduction.how = state, "did_not_fit"
            task = sound(bundle.record(sharing, by=tom))["Task"]
            assert task["status"] == state and ("statusReason" in task) == (
                state in (*bundle.WHY_NOT, "on-hold")
            )


def test_what_a_note_says_nobody_has_goes_in_codes_where_the_notes_were_agreed_to(
    asked: Any, tom: Actor
) -> None:
    write_note(
        person=asked.act.plan.person, words="Debts, of an evening.", by=tom, introduction=asked,
        nobody_has=("money", "safety"), when="evening",
    )  # fmt: skip
    for extras in ((), ("name", "words")):
        task = sound(record_of(agree(asked, *extras), tom))["Task"]
        assert "output" not in task and "financial-insecurity" not in json.dumps(task)
    told = sound(record_of(agree(asked, "notes"), tom))["Task"]["output"]
    assert {one["type"]["text"] for one in told} == {bundle.NOBODY_HAS}
    assert [
        (one["valueCodeableConcept"]["coding"][0]["code"], one["valueCodeableConcept"]["text"])
        for one in told
    ] == [
        ("financial-insecurity", "Money and debt, in the evening"),
        (codes.UNSPECIFIED[0], "Being safe, in the evening"),
    ]


def test_an_earlier_yes_to_the_notes_does_not_grow_to_the_codes_of_what_nobody_has(
    asked: Any, tom: Actor
) -> None:
    write_note(
        person=asked.act.plan.person, words="Debts.", by=tom, introduction=asked, nobody_has=("money",)
    )
    sharing = agree(asked, "notes")
    assert records.with_what_nobody_has(sharing)
    Consent.objects.filter(pk=sharing.consent_id).update(what="introduction, with the notes on it")
    earlier = records.get_sharing(asked.place, sharing.pk)
    assert not records.with_what_nobody_has(earlier)
    task = sound(record_of(sharing, tom))["Task"]
    assert "financial-insecurity" not in json.dumps(task) and "output" not in task
    assert "Debts." in json.dumps(task), "the notes themselves they agreed to"
    assert "financial-insecurity" in bundle.as_file(record_of(agree(asked, "notes"), tom)), "asked anew"


def test_nothing_goes_once_it_is_taken_back_over_or_of_somebody_who_must_not_be_found(
    asked: Any, tom: Actor, citizen_of: Any
) -> None:
    person = asked.act.plan.person
    first = agree(asked)
    second = agree(asked, "name")
    with pytest.raises(Refused):
        record_of(first, tom)
    with pytest.raises(NotAllowed):
        record_of(second, asked.me)
    with pytest.raises(NotAllowed):
        share_record(
            introduction=asked,
            agreed=Agreed(SURGERY, today() + dt.timedelta(days=30)),
            by=Actor("Rae", "provider"),
        )
    with pytest.raises(Refused):
        share_record(introduction=asked, agreed=Agreed(SURGERY, today() + dt.timedelta(days=30)), by=tom)
    before = len(looks.seen_by(person))
    record_of(second, tom)
    look = looks.seen_by(person)[0].look
    assert len(looks.seen_by(person)) == before + 1
    assert (look.by_shown_as, look.why) == ("Tom, link worker", f"To give {SURGERY} what you agreed to")
    with as_if(now() + dt.timedelta(days=31)), pytest.raises(Refused):
        record_of(second, tom)
    person.protected = True
    person.save(update_fields=["protected"])
    with pytest.raises(Refused):
        record_of(second, tom)
    with pytest.raises(Refused):
        agree(asked)
    person.protected = False
    person.save(update_fields=["protected"])
    record_of(second, tom)
    withdraw_sharing(consent=second.consent, by=asked.me)
    with pytest.raises(Refused):
        record_of(second, tom)
    asked.refresh_from_db()
    assert asked.state == "requested", "the introduction itself goes on"
    erase_plan(plan=asked.act.plan, by=asked.me)
    assert not RecordSharing.objects.exists()


def test_a_category_of_the_guide_is_given_only_to_facets_that_there_are() -> None:
    assert set(codes.NEEDS) <= set(FACET_CODES) and not {"safety", "mind", "grief"} & set(codes.NEEDS)
    assert codes.categories([])[0]["coding"][0]["code"] == codes.UNSPECIFIED[0]
