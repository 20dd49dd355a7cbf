"""Two people who both said yes pass on to each other how they can be reached: each what they choose, or nothing.

Nothing is passed on before both yeses, and nothing to anybody else. It goes at once when either stops, or takes it back.
"""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actions.open_record import open_passed_on
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_use_desk
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.keep_promise import keep_promise

from ..giving import giver_of
from ..models import HelpfulAct, PassedOn
from ..rules import may_answer_for_giver, may_change_plan
from ..states import BOTH_MAY_TALK, read_again
from ..young import is_under_18, refuse_giver_alone

LONGEST = 200
OTHER = {"person": "giver", "giver": "person"}
WHY = "You passed on how to reach you"
CALLED = {"giver": "The person who helps you", "person": "The person you help"}
"""What is kept of who looked: never a name. Which help it was stands beside it, as a key."""


def say_yes_as_giver(*, act: HelpfulAct, by: Actor) -> HelpfulAct:
    """Whoever gives it says yes to this one too. Saying it twice changes nothing."""
    _on_side(act, "giver", by)
    with register.writing(act.place_id):
        read_again(act)
        if act.state not in BOTH_MAY_TALK:
            raise Refused("They are not waiting for this any more, so there is nothing to say yes to.")
        if act.giver_said_yes_at is not None:
            return act
        refuse_giver_alone(act)
        keep_yes(act)
        giver_knows(act, by)
        register.record(
            place=act.place, action="the giver said yes", noun="helpful act", subject=act.pk,
            facts={"kind": act.kind, "sphere": act.sphere, "by": by.role},
        )  # fmt: skip
    return act


def keep_yes(act: HelpfulAct) -> None:
    """Whoever gives in person said yes to this one, now."""
    act.giver_said_yes_at = now()
    HelpfulAct.objects.filter(place=act.place_id, pk=act.pk).update(giver_said_yes_at=act.giver_said_yes_at)


def giver_knows(act: HelpfulAct, by: Actor) -> None:
    """What the desk still owed the giver to say about this is kept: they answered."""
    giver = giver_of(act)
    for promise in promises.open_about(act.place, "helpful act", act.pk, kind="tell"):
        if giver is not None and promise.to_id == giver:
            keep_promise(promise=promise, evidence="they answered", by=by.role)


def pass_on(*, act: HelpfulAct, side: str, channel: str, words: str, by: Actor) -> PassedOn:
    """`side` ("person" or "giver") tells the other side, and only them, how they can be reached. Sealed.

    Said again, the new words take the place of the old. Never with anybody under 18: a person from the desk is there.
    """
    _on_side(act, side, by)
    if channel not in dict(PassedOn.CHANNELS):
        raise Refused("Choose how they can reach you.", field="channel")
    words = tidy(words)
    if not words:
        raise Refused("Write how they can reach you, in one sentence.", field="words")
    if len(words) > LONGEST:
        raise Refused(f"Keep it to {LONGEST} letters.", field="words")
    with register.writing(act.place_id):
        read_again(act)
        _both_said_yes(act)
        PassedOn.objects.filter(place=act.place_id, act=act, side=side).delete()
        row = PassedOn(place=act.place, act=act, side=side, channel=channel, at=now())
        row.words = words
        row.save(force_insert=True)
        register.record(
            place=act.place, action="passed on how to be reached", noun="helpful act", subject=act.pk,
            facts={"by": by.role},
        )  # fmt: skip
    return row


def take_back(*, act: HelpfulAct, side: str, by: Actor) -> None:
    """What `side` passed on is gone, from now. Taking it back twice changes nothing."""
    _on_side(act, side, by)
    with register.writing(act.place_id):
        if PassedOn.objects.filter(place=act.place_id, act=act, side=side).delete()[0]:
            register.record(
                place=act.place, action="took back how to be reached", noun="helpful act", subject=act.pk,
                facts={"by": by.role},
            )  # fmt: skip


def read_passed_on(*, act: HelpfulAct, side: str, by: Actor) -> PassedOn:
    """What the other side passed on to `side`; this look is kept, and the other side sees it. Raises Refused for none."""
    _on_side(act, side, by)
    with register.writing(act.place_id):
        read_again(act)
        _both_said_yes(act)
        row = PassedOn.objects.filter(place=act.place_id, act=act, side=OTHER[side]).first()
        if row is None:
            raise Refused("They have not passed on how to reach them. You can ask the desk.")
        of = act.plan.person_id if side == "giver" else giver_of(act)
        if of is not None:
            reader = by if may_use_desk(by) else Actor(CALLED[side], by.role)
            open_passed_on(
                place=act.place, actor=reader, person=of, why=WHY, noun="helpful act", subject=act.pk
            )
    return row


def both_said_yes(act: HelpfulAct) -> bool:
    """The person and the giver: then each may pass on how to be reached."""
    return act.state in BOTH_MAY_TALK and act.giver_said_yes_at is not None


def _both_said_yes(act: HelpfulAct) -> None:
    if is_under_18(act.plan):
        raise Refused("Somebody from the desk is there with anybody under 18. Ask them: they arrange it.")
    if not both_said_yes(act):
        raise Refused("You both say yes first. Until then nothing is passed on.")


def _on_side(act: HelpfulAct, side: str, by: Actor) -> None:
    if giver_of(act) is None:
        raise Refused("This comes from an organisation. How to reach it stands on its page.")
    mine = may_change_plan(by, act.plan) if side == "person" else may_answer_for_giver(by, act)
    if side not in OTHER or not mine:
        raise NotAllowed("Only the two people who said yes to each other can do this.")
