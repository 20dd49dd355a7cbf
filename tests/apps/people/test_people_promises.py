"""What a person is promised about their record: the least we need, theirs to correct, and every look listed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import Error, connection, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.people import looks
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.correct_facts import correct_facts
from helpfulacts.people.actions.give_consent import give_consent, withdraw_consent
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actions.reach_person import reach_person
from helpfulacts.people.actions.revoke_role import revoke_role
from helpfulacts.people.actions.vouch_for import vouch_for
from helpfulacts.people.actor import NOBODY, Actor
from helpfulacts.people.models import AccessRecord, Account, Organisation, RoleGrant


def test_a_person_begins_with_nothing_but_a_place(place: Any) -> None:
    person = begin_person(place=place)
    assert (person.called, person.contact, person.account, person.facts) == ("", "", None, {})
    assert person.channel == "desk"


@pytest.mark.parametrize(
    ("channel", "contact"), [("phone", ""), ("letter", " "), ("email", "not an address")]
)
def test_a_way_to_be_reached_needs_its_address(place: Any, channel: str, contact: str) -> None:
    with pytest.raises(Refused) as refused:
        begin_person(place=place, channel=channel, contact=contact)
    assert refused.value.field == "contact"


def test_two_people_never_share_a_ticket(place: Any) -> None:
    assert len({begin_person(place=place).ticket_id for _ in range(20)}) == 20


def test_each_fact_can_be_put_right_and_taken_back(place: Any, make_person: Any) -> None:
    person = make_person(facts={"carer": True}, age_band="50-64", languages=["en"])
    correct_facts(person=person, facts={"carer": None, "no_bed": True, "tenant": False})
    kept = people.get_person(place, person.pk)
    assert kept.facts == {"no_bed": True, "tenant": False}
    assert (kept.age_band, kept.languages) == ("50-64", ["en"])
    correct_facts(person=kept, age_band="", languages=[], called="Asha", forget_where=True)
    again = people.get_person(place, person.pk)
    assert (again.age_band, again.languages, again.called) == ("", [], "Asha")
    assert (again.postcode, again.ward) == (None, None)


def test_an_age_that_is_not_on_the_list_is_refused(make_person: Any) -> None:
    with pytest.raises(Refused):
        correct_facts(person=make_person(), age_band="a hundred")


def test_what_was_said_is_not_in_the_register(place: Any, make_person: Any) -> None:
    person = make_person(called="Canarybird", contact="01632 000111", channel="phone")
    reach_person(person=person, channel="email", contact="canary@example.org")
    correct_facts(person=person, facts={"no_food": True}, called="Canarybird Two")
    lines = "\n".join(register.saved_lines(place)).lower()
    assert "canary" not in lines and "000111" not in lines and "no_food" not in lines


def test_every_look_by_somebody_else_is_listed_with_a_reason(
    place: Any, make_person: Any, officer: Any, citizen_of: Any
) -> None:
    person = make_person()
    assert open_record(place=place, actor=citizen_of(person), person=person, why="") is None
    with pytest.raises(Refused):
        open_record(place=place, actor=officer, person=person, why=" ")
    open_record(place=place, actor=officer, person=person, why="a promise was late")
    (look,) = [one.look for one in looks.seen_by(person)]
    assert (look.by_shown_as, look.role, look.why) == (officer.shown_as, "officer", "a promise was late")


def test_a_look_cannot_be_changed_or_taken_away(place: Any, make_person: Any, officer: Any) -> None:
    person = make_person()
    look = open_record(place=place, actor=officer, person=person, why="to help")
    for write in (
        lambda: AccessRecord.objects.filter(place=place, pk=look.pk).update(why_sealed=b"nothing"),
        lambda: AccessRecord.objects.filter(place=place, pk=look.pk).update(by_shown_as="Somebody"),
        lambda: AccessRecord.objects.filter(place=place, pk=look.pk).update(
            person=uuid.uuid4(), why_sealed=None
        ),
        lambda: AccessRecord.objects.filter(place=place, pk=look.pk).delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            write()
    assert [one.look.why for one in looks.seen_by(person)] == ["to help"]


def test_why_somebody_looked_is_kept_sealed_and_only_its_destruction_is_allowed(
    place: Any, make_person: Any, officer: Any
) -> None:
    person = make_person()
    look = open_record(place=place, actor=officer, person=person, why="Canarybird is late again")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_accessrecord")
        (row,) = cursor.fetchall()
    assert not any(
        b"anarybird" in (bytes(v) if isinstance(v, memoryview | bytes) else str(v).encode()) for v in row
    )
    mine = AccessRecord.objects.filter(place=place, pk=look.pk)
    assert mine.update(why_sealed=None) == 1
    with pytest.raises(Error), transaction.atomic():
        mine.update(why_sealed=b"filled again")
    assert [one.look.why for one in looks.seen_by(person)] == [""]


@pytest.mark.parametrize("actor", [NOBODY, Actor("a club", "provider"), Actor("a member", "elected")])
def test_nobody_else_opens_a_record(place: Any, make_person: Any, actor: Actor) -> None:
    person = make_person()
    with pytest.raises(NotAllowed):
        open_record(place=place, actor=actor, person=person, why="curious")
    assert looks.seen_by(person) == []


def test_only_a_desk_vouches_and_the_first_stays(make_person: Any, officer: Any, citizen_of: Any) -> None:
    person = make_person(vouched=False)
    with pytest.raises(NotAllowed):
        vouch_for(person=person, by=citizen_of(person))
    vouch_for(person=person, by=officer)
    vouch_for(person=person, by=Actor("Somebody else", "navigator"))
    assert person.vouched_by == officer.shown_as


def test_consent_ends_by_itself_or_when_taken_back(place: Any, make_person: Any) -> None:
    person, other = make_person(), make_person()
    consent = give_consent(
        person=person, what="first name", with_whom="A club", why="to know who comes", until=today()
    )
    withdraw_consent(consent=consent)
    withdraw_consent(consent=consent)
    (kept,) = people.consents_of(person)
    assert kept.withdrawn_at is not None
    with pytest.raises(NotFound):
        people.get_consent(other, consent.pk)
    taken = [line for line in register.saved_lines(place) if "withdrew consent" in line]
    assert len(taken) == 1


def test_a_role_counts_only_in_its_time_and_until_revoked(place: Any) -> None:
    day = today()
    body = Organisation.objects.create(place=place, name="The desk")
    account = Account.objects.create_user(email="tom@example.org")
    give = {"place": place, "account": account, "role": "navigator", "shown_as": "Tom", "body": body}
    grant = grant_role(**give, begins=day, until=day)
    assert people.live_grants(place, account) == [grant]
    revoke_role(place=place, email="Tom@example.org", role="navigator")
    assert people.live_grants(place, account) == []
    grant_role(**give, begins=day + dt.timedelta(days=1), until=day + dt.timedelta(days=2))
    assert people.live_grants(place, account) == []
    assert RoleGrant.objects.filter(place=place).count() == 2
