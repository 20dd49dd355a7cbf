"""The separate processes of `test_erasure_leaves_nothing.py`: what is there before somebody is erased, and what is left.

Every line printed is one JSON value. What is read here is read as an installation reads it: rows by query, sealed words
opened with its keys, visits and cached pages unpacked.
"""

from __future__ import annotations

import datetime as dt
import sys
import uuid
from typing import Any

from workers import say

from erasure_left import left, rounds, rows_left  # isort: skip
from canaries import NO_CANARY, Canaries, is_words, not_tried  # isort: skip
from django.apps import apps

from helpfulacts.accountability.models import Query
from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.models import Allocation, Claim, Opening, Run
from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.deliberation.actions.begin_deliberation import begin_deliberation
from helpfulacts.deliberation.actions.publish_deliberation import publish_deliberation
from helpfulacts.deliberation.models import Contribution, Decision, Deliberation, Stage
from helpfulacts.directory.actions.index_offers import index_offers
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.directory.models import Offer
from helpfulacts.exchange import your_data
from helpfulacts.exchange.messages.sending import send
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_consent import give_consent
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Account, Organisation, Person, RoleGrant
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.models import Area, Place, Postcode
from helpfulacts.support.actions.answer_introduction import answer_introduction
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import join_rounds
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.open_talk import open_talk
from helpfulacts.support.actions.pass_on import pass_on, read_passed_on
from helpfulacts.support.actions.request_introduction import Yes, request_introduction
from helpfulacts.support.actions.say_costs import say_cost
from helpfulacts.support.models import Aspiration, HelpfulAct, Introduction, OthersWords, Plan
from helpfulacts.support.states import move


def begin(slug: str) -> None:
    """A place with one ward, rules, an offer that is shared out, and an officer."""
    place = create_place(slug=slug, name=slug.title(), person_to_talk_to="Tom at the desk")
    ward = Area.objects.create(
        place=place,
        level="ward",
        version="2013",
        code="T0",
        name="North",
        latitude=52.5,
        longitude=-2.1,
        decile=1,
    )
    Postcode.objects.create(
        place=place, kind="sector", code="TT1 1", latitude=52.5, longitude=-2.1, ward=ward
    )
    club = begin_organisation(place=place, name="A club")
    account = begin_account(email="mel@example.org", password="a long password for Mel")
    grant_role(
        place=place, account=account, role="officer", shown_as="Mel, partnership officer", body=club,
        begins=today(), until=today().replace(year=today().year + 1),
    )  # fmt: skip
    enact_shipped_rules(place=place)
    for title, access, facet in (
        ("Repair Saturday", "shared", "repairs"),
        ("Tea at four", "open", "company"),
    ):
        list_offers(place=place, drafts=[OfferDraft(
            title=title, kind="service", sphere="civic", shown_from="A club", provider=club, imported=True,
            access=access, where=("venue",), ward=ward, facets={facet: 3},
            particulars={"per_session": 6, "starts": "any week"}, capacity=CapacityDraft("place", 4),
        )])  # fmt: skip
    _ask_something(place, club)


def _ask_something(place: Any, club: Any) -> None:
    """A question that people answer, and a decision that is not published yet."""
    member = Actor("Cllr Khan", "elected")
    asked = begin_deliberation(
        place=place, uses="question", convenor=club, question="What should the club do?", promise="The club answers.",
        open_to_change=["what it does"], absent=[{"who": "night workers", "why": "", "doing": ""}], by=member,
    )  # fmt: skip
    publish_deliberation(deliberation=asked, by=member)
    Decision.objects.create(
        place=place, deliberation=asked, number=1, body="The club", by_shown_as="Mel", sentence="It does.",
        reason="Most want it.", decided_on=today(), review_on=today() + dt.timedelta(days=9),
    )  # fmt: skip


def more_people(slug: str, called: str) -> None:
    """Whoever is called so joins the rounds, beside nine others, and one round is run and confirmed. Two more who only give."""
    place = Place.objects.get(slug=slug)
    asker = _person(place, called)
    for number in range(9):
        other = begin_person(
            place=place, postcode=Postcode.objects.get(place=place), called=f"Neighbour {number}"
        )
        begin_plan(place=place, person=other, words="The shelf came down.", by=_me(other))
    Person.objects.filter(place=place).update(vouched_by="Tom")
    for plan in Plan.objects.filter(place=place).select_related("person"):
        join_rounds(plan=plan, by=_me(plan.person), join=True)
        add_aspiration(plan=plan, words="Mend the shelf", facets=["repairs"], by=_me(plan.person))
    run = run_round(place=place)
    grant = RoleGrant.objects.select_related("account").get(place=place)
    mel = Actor(grant.shown_as, "officer", grant.account_id, None, grant.body_id)
    for opening in coordination.cases_to_open(run):
        open_case(run=run, allocation=opening.allocation, by=mel)
    assert Allocation.objects.filter(run=run, person=asker).exists()
    confirm_run(run=run, by=mel)
    words = {}
    for name in ("both", "gives"):
        giver = begin_person(place=place, called=name)
        words[name] = give_phrase(person=giver)
        if name == "both":
            begin_plan(place=place, person=giver, words="Something", by=_me(giver))
    say(words)


def fill(slug: str, called: str, gives: str) -> None:
    """A canary in every column of what is held about them: {canary: where}, the keys of their rows, what was not tried."""
    place = Place.objects.get(slug=slug)
    person, canaries = _person(place, called), Canaries(place)
    plan = Plan.objects.filter(person=person).first()
    here: dict[Any, Any] = {
        Person: person, Place: place, Organisation: Organisation.objects.get(place=place),
        Area: Area.objects.get(place=place), Account: begin_account(email=f"{called}@example.org", password="a long password"),
        Run: Run.objects.filter(place=place).first(), "account": uuid.uuid4(),
        Deliberation: Deliberation.objects.get(place=place), Stage: Stage.objects.get(place=place, kind="gather"),
        Decision: Decision.objects.get(place=place),
    }  # fmt: skip
    if plan is not None:
        here[Plan] = plan
    else:
        here.pop(Run)
    person.account = here[Account]
    person.save(update_fields=["account"])
    _rewrite(canaries, person, called, keep=("phrase_hash", "ticket_id"))
    if called != "gives":  # who has a role here keeps their account
        _rewrite(canaries, here[Account], called)
    if plan is not None:
        _rewrite(canaries, plan, called)
    named = Person.objects.select_related("account").get(pk=person.pk)
    send(place=place, to=named.account.email, subject="Your own way in", words=f"For {named.called}")
    wanted = [kind for kind in your_data.KINDS.values() if _is_tried(kind, person, plan, gives == "yes")]
    _fill_all(canaries, here, person, wanted, called)
    untried = [one for kind in wanted for one in not_tried(kind, canaries.put.values())]
    rows = {kind.label: [str(row.pk) for row in kind.rows(person)] for kind in wanted}
    say({"canaries": canaries.put, "untried": untried, "rows": rows, "person": str(person.pk)})


def _is_tried(kind: Any, person: Any, plan: Any, gives: bool) -> bool:
    if kind.label in (
        "coordination.Claim",
        "coordination.Allocation",
        "coordination.NextDoor",
        "coordination.Opening",
        "coordination.Override",
    ):
        return Allocation.objects.filter(person=person).exists()
    if kind.label == "people.RoleGrant":
        return plan is None
    of_the_directory = kind.label.startswith("directory.") and kind.label not in (
        "directory.Booking",
        "directory.Gap",
    )
    if (
        of_the_directory
    ):  # what somebody gives stays on the list when they delete their plan, and the page says so
        return gives and (plan is None or kind.label == "directory.Trial")
    return (
        plan is not None
        or kind.label.startswith("people.")
        or kind.label in ("promises.Promise", "support.PassedOn")
    )


def _fill_all(canaries: Canaries, here: dict[Any, Any], person: Any, wanted: list[Any], whose: str) -> None:
    """Rows of the wanted kinds, those first that others lead to."""
    for name in (
        "support.MicroFund",
        "support.Story",
        "support.Concern",
        "places.Neighbour",
        "support.NextDoorLine",
    ):
        Canaries(here[Place]).row(apps.get_model(name), here, f"others of {whose}")
    here[Offer] = Offer.objects.get(place=here[Place], title="Tea at four")
    if whose == "both":
        list_offers(place=here[Place], drafts=[OfferDraft(
            title="Lifts", kind="service", sphere="personal", shown_from="A neighbour", giver=person, imported=True,
            where=("phone",), facets={"company": 3}, particulars={"per_session": 6, "starts": "any week"},
        )])  # fmt: skip
    for model in (Claim, Allocation):
        here[model] = model.objects.filter(place=here[Place], person=person).first()
    left = [kind for kind in wanted if kind.model not in (Person, Account, Plan, Claim, Allocation, Opening)]
    while left:
        ready = [
            kind for kind in left
            if not any(
                model in {other.model for other in left if other is not kind}
                for model in (*_leads_to(kind.model), *_AFTER.get(kind.label, ()))
            )
        ]  # fmt: skip
        ready.sort(key=lambda kind: kind.model is not Offer)
        assert ready, f"these lead to each other: {[kind.label for kind in left]}"
        for kind in ready[:1]:
            left.remove(kind)
            for given in _special(canaries, kind.label, here, person):
                made = canaries.row(kind.model, here, whose, **given)
                if kind.model is Offer:
                    here[Offer] = made
                    index_offers(place=made.place, offers=[made])
                    if Plan not in here:
                        here[HelpfulAct] = _asked_of(canaries, made)
            assert kind.rows(person).exists(), (
                f"no row of {kind.label} leads to this person: say how in `_special`"
            )


def _leads_to(model: Any) -> list[Any]:
    keys = (
        one.related_model for one in model._meta.concrete_fields if one.is_relation and one.name != "amends"
    )  # what is amended came before
    return [one for one in keys if one not in (Person, model, Offer)]


_AFTER = {"directory.Booking": (HelpfulAct,), "directory.Gap": (Aspiration,)}
"""What a row leads to without a key."""


def _special(canaries: Canaries, label: str, here: dict[Any, Any], person: Any) -> list[dict[str, Any]]:
    """What the rows of a kind say so that they lead to this person; one row for each."""
    key = person.pk
    match label:
        case "people.AccessRecord":
            return [{"person": key}]
        case "directory.Offer":
            return [_gift(person, canaries.word("gives: directory.Offer.particulars"))]
        case "directory.Booking":
            return [{"act": here[HelpfulAct].pk, "body": None, "to_slot": 4}]
        case "directory.Gap":
            return [{"about": here[Aspiration].pk, "source": "plan"}]
        case "support.ActDependency":
            return [{"needs": canaries.row(HelpfulAct, here, "needed", state="not_now")}]
        case "support.PassedOn":
            return [{"side": "giver" if here[HelpfulAct].plan.person_id != key else "person"}]
        case "coordination.Override":
            return [{"by_account": RoleGrant.objects.filter(role="officer").latest("begins").account}]
        case "deliberation.Contribution":
            return [{"number": Contribution.objects.filter(place=person.place_id).count() + 1}]
        case "accountability.Query":
            number = Query.objects.filter(place=person.place_id).count() + 1
            said = {
                "question": "When?",
                "answer": "Now.",
                "answered_by": "The club",
                "written_by": "Mel",
                "answered_at": now(),
            }
            return [{**said, "number": number, "member_key": person.account_id, "taken_back_at": None}]
        case "promises.Promise":
            return [
                {"to_noun": "person", "to_id": key, "by_noun": "desk", "about_noun": "offer"},
                {"by_noun": "person", "by_id": key, "to_noun": "desk", "about_noun": "introduction"},
                {"about_noun": "person", "about_id": key, "by_noun": "desk", "to_noun": "partnership"},
            ]
    return [{}]


def _gift(person: Any, *steps: str) -> dict[str, Any]:
    """What makes an offer one that this person gives."""
    particulars = {"per_session": 6, "starts": "any week", "steps": list(steps)}
    key = Offer.objects.filter(place=person.place_id).latest("search_key").search_key + 1
    return {"giver": person, "kept_by": None, "particulars": particulars, "search_key": key}


def _asked_of(canaries: Canaries, offer: Any) -> Any:
    """Acts of two others with what this person gives, by the real actions: one was introduced, one asked for a talk.

    Both said who bears the cost, and may be shown to them; one passed on how to be reached, and they looked.
    """
    neighbours = Plan.objects.filter(place=offer.place_id, person__account=None).select_related(
        "person", "place"
    )
    first, second = neighbours.exclude(person=offer.giver_id).order_by("-created_at")[:2]
    offer, giver = Offer.objects.get(pk=offer.pk), _me(offer.giver)
    acts = [choose_offer(plan=plan, offer=offer, by=_me(plan.person)) for plan in (first, second)]
    for act in acts:
        say_cost(
            act=act, bearer=act.shown_from, sphere="personal", pence=0, paid_minutes=0, unpaid_minutes=30,
            by=_me(act.plan.person),
        )  # fmt: skip
        give_consent(
            person=act.plan.person, what="first name", with_whom=act.shown_from, why="So that they know",
            until=today() + dt.timedelta(days=9),
        )  # fmt: skip
    act = _introduced(acts[0], giver)
    with register.writing(offer.place):
        move(acts[1], "agreed")
        open_talk(act=acts[1], by=_me(second.person))
    one = Introduction.objects.get(act=act)
    one.giver_outcome = canaries.word("gives: how a giver said that it went")
    one.save(update_fields=["giver_outcome_sealed"])
    told = OthersWords(
        place=act.place, person=act.plan.person, label="support.Introduction", row=one.pk, column="giver_outcome",
        asked_at=now(), decision="told", decided_at=now(), decided_by="Mel",
    )  # fmt: skip
    told.told = one.giver_outcome
    told.save(force_insert=True)
    return act


def _introduced(act: Any, giver: Actor) -> Any:
    person = _me(act.plan.person)
    lines = (f"Dear {act.shown_from}, I would like this:", f"{act.title}.")
    one = draft_introduction(act=act, lines=lines, by=person)
    yes = Yes(way="none", until=today() + dt.timedelta(days=9))
    request_introduction(introduction=one, lines=lines, yes=yes, by=person)
    answer_introduction(introduction=one, answer="yes", by=giver)
    act.refresh_from_db()
    pass_on(act=act, side="person", channel="phone", words="Ring me", by=person)
    read_passed_on(act=act, side="giver", by=giver)
    return act


def _rewrite(canaries: Canaries, row: Any, whose: str, keep: tuple[str, ...] = ()) -> None:
    """Canaries into the columns of a row that is there; what is in `keep` is a canary as it stands."""
    values = {}
    for column in row._meta.concrete_fields:
        where = f"{row._meta.label}.{column.name}"
        if not is_words(column) or where in NO_CANARY:
            continue
        if column.name in keep:
            if said := getattr(row, column.attname):
                canaries.put[said.lower()] = f"{whose}: {where}"
            continue
        values[column.name] = canaries._words(row, column, f"{whose}: {where}")
    type(row).objects.filter(pk=row.pk).update(**values)


def _person(place: Any, called: str) -> Any:
    return next(one for one in Person.objects.filter(place=place) if one.called == called)


def _me(person: Any) -> Actor:
    return Actor("the person", "citizen", None, person.pk)


if __name__ == "__main__":
    {one.__name__: one for one in (begin, more_people, fill, left, rows_left, rounds)}[sys.argv[1]](
        *sys.argv[2:]
    )
