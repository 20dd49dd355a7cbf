"""What plans hold about a person: their words, their wishes, the acts for them, and what was passed on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from helpfulacts.directory.models import Booking, Gap
from helpfulacts.people.held import Held
from helpfulacts.people.models import Person

from .models import (
    ActDependency,
    AskedNextDoor,
    Aspiration,
    ConcernAbout,
    CountingChoice,
    DataRequest,
    Dissent,
    HelpfulAct,
    Introduction,
    MicroSpend,
    NamedHelper,
    Note,
    Nudge,
    OthersWords,
    PassedOn,
    Plan,
    PlanVersion,
    Proposal,
    Reading,
    RecordSharing,
    StoryLine,
    StoryQuote,
    Telling,
    Veto,
)
from .note_gaps import note_gaps_of

KEY = "a key by which rows find each other"


def _of_person(model: Any) -> Callable[[Person], Any]:
    return lambda person: model.objects.filter(place=person.place_id, person=person)


_plans = _of_person(Plan)


def _acts(person: Person) -> Any:
    return HelpfulAct.objects.filter(place=person.place_id, plan__in=_plans(person))


def _introductions(person: Person) -> Any:
    return Introduction.objects.filter(place=person.place_id, act__in=_acts(person))


def _of_plans(model: Any) -> Callable[[Person], Any]:
    return lambda person: model.objects.filter(place=person.place_id, plan__in=_plans(person))


def _passed_on(person: Person) -> Any:
    """Both sides of acts for them; and, of what they give, their own side alone."""
    theirs = Q(act__offer__giver=person) | Q(act__offer__kept_by=person)
    return PassedOn.objects.filter(
        Q(act__in=_acts(person)) | (theirs & Q(side="giver")), place=person.place_id
    )


HELD = (
    Held(Introduction, "Introductions of you", _introductions, others=("giver_outcome",)),
    Held(Nudge, "When somebody who gives was asked again", lambda person: Nudge.objects.filter(
        place=person.place_id, introduction__in=_introductions(person))),
    Held(RecordSharing, "What of an introduction a record may hold", lambda person: RecordSharing.objects.filter(
        place=person.place_id, introduction__in=_introductions(person))),
    Held(AskedNextDoor, "What a place next door was asked for you", lambda person: AskedNextDoor.objects.filter(
        place=person.place_id, aspiration__plan__in=_plans(person)), dict.fromkeys(("line", "act"), KEY)),
    Held(Note, "Notes that somebody wrote for you", _of_person(Note)),
    Held(MicroSpend, "Small money spent for you", _of_person(MicroSpend), stays=dict.fromkeys(
        ("fund", "number", "pence", "total_pence", "limit_pence", "by_shown_as", "at"),
        "a body accounts for its money; for whom it was and on what goes")),
    Held(Plan, "Your plan", _plans),
    Held(PlanVersion, "What your plan said before", _of_plans(PlanVersion), {"proposal": KEY}),
    Held(NamedHelper, "Who helps you with your plan", _of_plans(NamedHelper),
        {"phrase_hash": "a mark of their six words, from which nothing can be read"}),
    Held(Proposal, "What others suggested for your plan", _of_plans(Proposal), dict.fromkeys(("made", "helper"), KEY)),
    Held(Dissent, "What somebody wrote beside your plan", _of_plans(Dissent), dict.fromkeys(("wish", "act"), KEY)),
    Held(Aspiration, "What you would like", _of_plans(Aspiration)),
    Held(Reading, "How you said things are", _of_plans(Reading)),
    Held(CountingChoice, "If what you said may be counted", _of_person(CountingChoice)),
    Held(HelpfulAct, "Help for you", _acts),
    Held(
        ActDependency,
        "Help that waits for other help",
        lambda person: ActDependency.objects.filter(place=person.place_id, act__in=_acts(person)),
    ),
    Held(
        PassedOn,
        "How to reach each other",
        _passed_on,
        others=("words",),
        are_others=lambda row, person: row.side == "giver" and row.act.plan.person_id == person.pk,
    ),
    Held(Veto, "What you never want to hear of", _of_person(Veto)),
    Held(Booking, "Rooms and things booked for you", lambda person: Booking.objects.filter(
        place=person.place_id, act__in=_acts(person).values("pk")), {"act": KEY}),
    Held(Gap, "That nobody had what you wished for", lambda person: Gap.objects.filter(
        place=person.place_id, about__in=[
            *_of_plans(Aspiration)(person).values_list("pk", flat=True), *note_gaps_of(person.place_id, [person.pk])]),
        {"about": KEY}, stays=dict.fromkeys(
            ("facets", "ward", "when", "source", "at"), "that nobody has it is counted; whose wish it was goes")),
    Held(Telling, "What you offered for stories", _of_person(Telling)),
    Held(StoryQuote, "What you answered to stories", lambda person: StoryQuote.objects.filter(
        place=person.place_id, telling__person=person),
        {"story": KEY, "telling": KEY}),
    Held(StoryLine, "What stories quote of you", lambda person: StoryLine.objects.filter(
        place=person.place_id, quote__telling__person=person),
        {"story": KEY, "quote": KEY}),
    Held(ConcernAbout, "What somebody was worried about for you", lambda person: ConcernAbout.objects.filter(
        place=person.place_id, person=person, decision="told"),
        {"concern": "what was told in trust; a named person decided what of it you read", "reason": "there is none where it is told"}),
    Held(DataRequest, "When you asked for what we hold", _of_person(DataRequest)),
    Held(OthersWords, "Words of others that a person looks at", _of_person(OthersWords),
        dict.fromkeys(("row", "column"), KEY)),
)  # fmt: skip
