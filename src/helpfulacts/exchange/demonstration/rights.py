"""Rights in the demonstration: what people said went wrong, one of them late, and somebody who asks for what is held."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now
from helpfulacts.directory.actions.pause_offer import pause_offer, resume_offer
from helpfulacts.directory.actions.say_wrong import say_wrong
from helpfulacts.exchange import your_data
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.check_look import check_look
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import NOBODY, Actor, the_person
from helpfulacts.support.actions.answer_complaint import acknowledge_complaint, answer_complaint
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.complain import complain
from helpfulacts.support.actions.look_after_concern import take_in_hand
from helpfulacts.support.actions.plan_visit import check_in, plan_visit
from helpfulacts.support.actions.tell_concern import tell_concern

from .hours import ZONE, by_day, last_hour_of_work

TOM = Actor("Tom, link worker", "navigator")
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
SAID = (
    (80, "help", "Nobody came to mend the step, and nobody rang.", "upheld", 6),
    (76, "decision", "My turn went by because the letter came late.", "upheld", 9),
    (71, "person", "I was spoken to as if I were a child.", "partly", 12),
    (66, "help", "The van came on the wrong day.", "upheld", 4),
    (60, "other", "There was no ramp at the open day.", "upheld", 8),
    (55, "decision", "Somebody who asked after me got the bed.", "not upheld", 15),
    (50, "help", "The course was full when I got there.", "partly", 7),
    (47, "information", "My number was on a list on the wall.", "upheld", 3),
    (38, "help", "The soup was cold, twice.", "not upheld", 5),
    (30, "person", "They would not speak to my daughter for me.", "not upheld", 10),
    (24, "decision", "I was told no without a reason.", "upheld", 6),
)
"""Days ago, what it is about, the words, what was found, and after how many days."""


def say_what_went_wrong(*, place: Any, officer: Actor) -> None:
    """Eleven that are answered; one that nobody has said has come, and is late; one that is being looked into."""
    for ago, about, words, outcome, took in SAID:
        with by_day(now() - ago * DAY):
            made, _ = complain(place=place, about=about, words=words, by=NOBODY)
        with by_day(now() - (ago - took) * DAY):
            answer_complaint(
                complaint=made,
                outcome=outcome,
                words="We asked everybody who was there. This is what we found, and we are sorry where we were wrong.",
                by=officer,
            )
    with by_day(now() - 45 * DAY):
        complain(
            place=place,
            about="information",
            words="A neighbour knew what I had told the desk.",
            contact="01632 960777",
            came_by="phone",
            by=TOM,
        )
    with by_day(now() - 4 * DAY):
        made, _ = complain(
            place=place,
            about="help",
            words="The hall was locked on Thursday, and we waited in the rain.",
            by=NOBODY,
        )
    with by_day(now() - 2 * DAY):
        acknowledge_complaint(complaint=made, by=officer)


def say_what_worries(*, place: Any) -> None:
    """Mel reads worries in this small place: one whose day went by, one in hand."""
    account = people.account_by_email("mel@demo.invalid")
    assert account is not None
    [grant] = [one for one in people.live_grants(place, account) if one.role == "officer"]
    with by_day(now() - 10 * DAY):
        grant_role(
            place=place, account=account, role="safeguarding-lead", shown_as="Mel, safeguarding lead", body=grant.body,
            begins=grant.begins, until=grant.until,
        )  # fmt: skip
    with by_day(now() - 9 * DAY):
        made, _ = tell_concern(
            place=place, words="A man waits outside the hall for one of the girls, each Thursday."
        )
    with by_day(now() - 8 * DAY):
        take_in_hand(
            concern=made, read=1, by=Actor("Mel, safeguarding lead", "safeguarding-lead", account.pk)
        )
    with by_day(now() - 6 * DAY):
        tell_concern(
            place=place, words="Mrs P on the top floor has not been out, and her son has her bank card."
        )


def go_alone(*, place: Any) -> None:
    """Tom is on a visit of an hour, and has not said that he is out."""
    account = people.account_by_email("tom@demo.invalid")
    ends = (last_hour_of_work() - HOUR).astimezone(ZONE).replace(second=0, microsecond=0)
    begins = ends - HOUR
    with by_day(ends - DAY):
        visit = plan_visit(
            place=place, who="Tom", where="Flat 9, an invented street", day=begins.date(), from_time=begins.time(),
            out_time=ends.time(), second="Mel", reach="mel@demo.invalid",
            by=Actor(TOM.shown_as, TOM.role, account.pk if account else None),
        )  # fmt: skip
    with by_day(begins):
        check_in(visit=visit, by=TOM)


def look_at_a_colleague(*, place: Any) -> None:
    """Bea works with Tom and has a plan; Tom opened it, twice. Mel, who works elsewhere, looks into one and has done the other."""
    tom, mel = (people.account_by_email(f"{who}@demo.invalid") for who in ("tom", "mel"))
    assert tom is not None and mel is not None
    [his] = people.live_grants(place, tom)
    [hers] = [one for one in people.live_grants(place, mel) if one.role == "officer"]
    lead = "Mel, information governance lead"
    with by_day(now() - 7 * DAY):
        bea = begin_account(email="bea@demo.invalid")
        grant_role(
            place=place,
            account=bea,
            role="elected",
            shown_as="Bea, trustee",
            body=his.body,
            begins=his.begins,
            until=his.until,
        )
        grant_role(
            place=place,
            account=mel,
            role="information-lead",
            shown_as=lead,
            body=hers.body,
            begins=hers.begins,
            until=hers.until,
        )
        person = begin_person(place=place, called="Bea", channel="desk", account=bea)
        begin_plan(
            place=place,
            person=person,
            words="Somebody to learn the guitar with",
            by=the_person(person.pk, bea.pk),
        )
    for ago, why in ((6, "To ring, write to or meet you"), (2, "Something I had heard about you")):
        with by_day(now() - ago * DAY):
            look = open_record(
                place=place, actor=Actor(TOM.shown_as, TOM.role, tom.pk), person=person, why=why
            )
        if ago == 6 and look is not None:
            with by_day(now() - 5 * DAY):
                check_look(
                    look=look, outcome="right", words="She had asked him to ring. She says so too.",
                    by=Actor(lead, "information-lead", mel.pk),
                )  # fmt: skip


def ask_for_what_is_held(*, offer: Any) -> None:
    """A giver went on for a day, somebody said that something was wrong, and he asks at the desk what is held about him."""
    himself = the_person(offer.giver_id)
    with by_day(now() - 2 * DAY):
        resume_offer(offer=offer, by=himself)
        say_wrong(
            offer=offer, what="other", note="He said that the bent wheel was my own fault.", mark="one voice"
        )
    with by_day(now() - DAY):
        pause_offer(offer=offer, by=himself)
        your_data.ask(offer.giver, by=TOM)
