"""A question that a body asks, open now: in the part where people say what they think, or where they vote."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.deliberation.actions.begin_deliberation import begin_deliberation
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.count_stage import count_stage
from helpfulacts.deliberation.actions.join_draw import join_draw
from helpfulacts.deliberation.actions.publish_deliberation import publish_deliberation
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.models import (
    Contribution,
    Decision,
    DecisionTally,
    Deliberation,
    Membership,
    Outcome,
    Position,
    Revision,
    Stage,
    Tally,
    TradeOffCard,
)
from helpfulacts.deliberation.panels import with_panel
from helpfulacts.deliberation.selectors import stages_of
from helpfulacts.deliberation.templates import TEMPLATES, Step
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.promises.actions.make_promise import make_promise

MEMBER = Actor("Cllr Khan", "elected")
PROJECTS = (
    ("Lunch club kitchen", "A new cooker, so that lunch goes on.", 650_000),
    ("Benches by the health centre", "4 seats and 2 trees.", 320_000),
    ("Lights on the canal path", "11 lights from the lock to the shops.", 980_000),
)

ON_THE_CANAL = (
    "I would use the path after dark if it were lit.",
    "Lights should go off at eleven.",
    "Lights keep bats and birds away.",
    "The path should stay as it is at night.",
    "More people on the path would make it feel safe.",
    "A lit road is enough for those who walk home.",
    "Cut the hedges first. Then see.",
)
"""One camp agrees with the first and the fifth, the other with the third, fourth and sixth; nearly all with the second."""
CAMPS = ((1, 1, -1, -1, 1, -1, 0), (-1, 1, 1, 1, -1, 1, 0))


def ask(
    place: Any, part: str = "gather", uses: str = "budget", *, published: bool = True, **fields: Any
) -> Deliberation:
    """Published unless it says otherwise, and since yesterday in this part."""
    before = 0
    for step in fields.get("steps") or TEMPLATES[uses].steps:
        if step.kind == part:
            break
        before += step.days
    given = {
        "question": "What should the forum pay for?",
        "promise": "The forum pays for what the vote says, up to £12,000.",
        "convenor": begin_organisation(place=place, name="The forum"),
        "open_to_change": ["what is paid for"],
        "fixed": ["how much money there is"],
        "absent": [{"who": "people who work nights", "why": "meetings are by day", "doing": "paper at work"}],
        "subject": {"pence": 1_200_000, "stops": ["With no money, the lunch club ends in October."]}
        if uses == "budget"
        else {},
        "first_day": today(place.zone) - dt.timedelta(days=before + 1),
        **fields,
    }
    begun = begin_deliberation(place=place, uses=uses, by=MEMBER, **given)
    if not published:
        return begun
    with as_if(min(now(), stages_of(begun)[0].opens)):  # nothing is published once a part is over
        return publish_deliberation(deliberation=begun, by=MEMBER)


def bring(
    deliberation: Deliberation, words: str, title: str = "", kind: str = "statement", **fields: Any
) -> Contribution:
    """Shown."""
    place = deliberation.place
    number = Contribution.objects.filter(place=place, deliberation=deliberation).count() + 1
    made = Contribution.objects.create(
        place=place, deliberation=deliberation, number=number, kind=kind,
        **{"state": "shown", "brought_on": today(), **fields},
    )  # fmt: skip
    said = Revision(place=place, contribution=made, number=1, written_on=today())
    said.title, said.words = title, words
    said.save(force_insert=True)
    return made


def bring_projects(deliberation: Deliberation) -> list[Contribution]:
    return [bring(deliberation, words, title, "proposal", pence=pence) for title, words, pence in PROJECTS]


def decide(deliberation: Deliberation, answers: dict[Contribution, str], **fields: Any) -> Decision:
    """Published, with a dissent, two marks and a promise of somebody."""
    place, day = deliberation.place, today()
    made = Decision.objects.create(
        place=place, deliberation=deliberation, number=Decision.objects.filter(place=place).count() + 1,
        body="The forum", by_shown_as="Cllr Khan", sentence="£9,700 for two projects",
        reason="They are what the count says.", dissent="Safe paths are for everyone.",
        decided_on=day, review_on=day + dt.timedelta(days=180), **fields,
    )  # fmt: skip
    for tally in deliberation.tallies.filter(place=place):
        DecisionTally.objects.create(place=place, decision=made, tally=tally)
    for contribution, answer in answers.items():
        Outcome.objects.create(
            place=place, decision=made, contribution=contribution, answer=answer, reason="The money reaches so far.",
        )  # fmt: skip
    for principle, mark, sentence in (("P1", "supports", "People brought it."), ("P2", "unknown", "")):
        TradeOffCard.objects.create(
            place=place, decision=made, principle=principle, mark=mark, sentence=sentence
        )
    make_promise(
        place=place, by_noun="organisation", by_id=deliberation.convenor_id, by_shown_as="The forum",
        to_noun="everyone", to_id=None, about_noun="decision", about_id=made.pk, what="Fit the kitchen",
        trigger="decided", due=day + dt.timedelta(days=30), quiet=True,
    )  # fmt: skip
    made.published_at = now()
    made.save(update_fields=["published_at"])
    return made


def ask_for_map(place: Any, people: int = 26) -> tuple[Deliberation, list[Contribution]]:
    """What people said is over, and not closed yet; where they stand is open. By slips, each in one of two camps in turn.

    Every fifth answers one thing as the other camp does, and one disagrees with what all others share.
    """
    counted = {"count": "opinion-map"}
    steps = (Step("inform", 3), Step("gather", 18, "agree", counted), Step("map", 14, "agree", counted), Step("decide", 21))  # fmt: skip
    asked = ask(place, "map", uses="question", steps=steps, question="What would make the canal path safe?")
    said = [bring(asked, words) for words in ON_THE_CANAL]
    gather = next(one for one in stages_of(asked) if one.kind == "gather")
    members = Membership.objects.bulk_create(
        Membership(
            place=place, deliberation=asked, slip=f"slip {at}", evidence="on the roll", joined_on=today()
        )
        for at in range(people)
    )
    for at, member in enumerate(members):
        own = list(CAMPS[at % 2])
        if at % 5 == 0:
            own[at % len(said)] *= -1
        own[1] = -1 if at == 1 else 1
        say_all(gather, member, dict(zip(said, own, strict=True)))
    return asked, said


def say_all(stage: Stage, member: Membership, answers: dict[Contribution, int]) -> None:
    Position.objects.bulk_create(
        Position(
            place=stage.place, stage=stage, membership=member, contribution=one, value=value, said_on=today()
        )
        for one, value in answers.items()
    )


def count_map(asked: Deliberation) -> Tally:
    """What was gathered, by whoever asks."""
    gather = next(one for one in stages_of(asked) if one.kind == "gather")
    return count_stage(stage=close_stage(stage=gather, by=MEMBER), by=MEMBER)


def voted(asked: Deliberation, people: list[Any], votes: list[dict[Contribution, int]]) -> Deliberation:
    """Each vote by somebody else, handed in while the vote was open."""
    stage = next(one for one in stages_of(asked) if one.kind == "ballot")
    with as_if(stage.opens + dt.timedelta(hours=1)):
        for person, answers in zip(people, votes, strict=False):
            me = the_person(person.pk)
            member = take_part(deliberation=asked, person=person, by=me)
            cast_vote(stage=stage, membership=member, answers=answers, by=me)
    return asked


def made_count(
    deliberation: Deliberation, yes: dict[Contribution, int], winners: list[Contribution]
) -> Tally:
    """A count of those who said yes, as the rule of “approval” makes it."""
    stage = next(one for one in stages_of(deliberation) if one.kind == "ballot")
    took_part = sum(yes.values())
    options = [{"number": one.number, "yes": count} for one, count in yes.items()]
    return Tally.objects.create(
        place=deliberation.place, deliberation=deliberation, stage=stage, number=1, rule="approval", parameters={},
        made_from={"took_part": took_part, "options": options}, input_hash="ab" * 32, made_at=now(),
        result={"took_part": took_part, "options": options, "winners": [one.number for one in winners], "tied": []},
        explanation={"steps": [f"{took_part} voted."]},
    )  # fmt: skip


QUOTAS = (
    ("age", "under 30", 1, 3),
    ("age", "30 and over", 2, 4),
    ("home", "rents", 1, 4),
    ("home", "owns", 1, 4),
)


def ask_panel(place: Any, part: str = "inform", *, size: int = 5, **fields: Any) -> Deliberation:
    """A question for a panel by lot, since yesterday in this part."""
    steps = with_panel(
        TEMPLATES["panel"].steps,
        size=size,
        seed_from="the lottery of 3 March",
        quotas=fields.pop("quotas", QUOTAS),
    )
    given = {
        "question": "What should the market square be?", "promise": "The forum does what the panel votes for.",
        "open_to_change": ["what the square is for"], "open_to": "drawn", **fields,
    }  # fmt: skip
    return ask(place, part, "panel", steps=steps, **given)


def say_yes(asked: Deliberation, people: list[Any]) -> list[Any]:
    """Every second under 30, every third owns their home. They say it while it is asked."""
    with as_if(stages_of(asked)[0].opens + dt.timedelta(hours=1)):
        for at, person in enumerate(people):
            told = {"age": "under 30" if at % 2 else "30 and over", "home": "rents" if at % 3 else "owns"}
            join_draw(deliberation=asked, person=person, answers=told, by=the_person(person.pk))
    return people
