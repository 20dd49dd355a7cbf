"""Say yes or no thanks to what somebody suggested for your plan; take either back."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import PlanVersion, Proposal
from ..rules import may_change_plan
from ..versions import require_in_use
from .aspire import add_aspiration, change_aspiration, put_back_aspiration, strike_out_aspiration
from .change_plan import reword_plan, say_what_you_offer

CHANGED = "You changed this part of your plan after your yes. Change it by hand, as you like it."


def accept_proposal(*, proposal: Proposal, by: Actor) -> Proposal:
    """It becomes part of the plan, in a version that says who suggested it. Only the person, or the desk for them."""
    plan = proposal.plan
    require(may_change_plan(by, plan), "say yes for this person")
    with register.writing(proposal.place_id):
        require_in_use(plan)
        _read_open(proposal)
        if proposal.part == "words":
            proposal.before = plan.words
            reword_plan(plan=plan, words=proposal.words, by=by)
        elif proposal.part == "can_offer":
            proposal.before = plan.can_offer
            say_what_you_offer(plan=plan, words=proposal.words, by=by)
        elif proposal.part == "wish":
            proposal.made = add_aspiration(plan=plan, words=proposal.words, facets=proposal.facets, by=by)
        elif proposal.part == "reword":
            assert proposal.about is not None
            proposal.before = proposal.about.words
            _reword(proposal, proposal.words, by)
        else:
            assert proposal.about is not None
            if proposal.about.state == "struck_out":
                raise Refused("You struck this out already. Say no thanks to it, or leave it.")
            strike_out_aspiration(aspiration=proposal.about, by=by)
        plan.refresh_from_db(fields=["version"])
        _mark_version(proposal)
        _decide(proposal, "accepted", "took a suggestion", by)
    return proposal


def decline_proposal(*, proposal: Proposal, by: Actor) -> Proposal:
    """“No thanks”: free, without a reason. It can be looked at again."""
    require(may_change_plan(by, proposal.plan), "answer for this person")
    with register.writing(proposal.place_id):
        require_in_use(proposal.plan)
        _read_open(proposal)
        _decide(proposal, "declined", "said no thanks to a suggestion", by)
    return proposal


def reopen_proposal(*, proposal: Proposal, by: Actor) -> Proposal:
    """Undo a yes (the plan is again as it was before) or a no thanks: it waits for an answer once more.

    Raises Refused where the person changed the same part since.
    """
    plan = proposal.plan
    require(may_change_plan(by, plan), "answer for this person")
    with register.writing(proposal.place_id):
        require_in_use(plan)
        proposal.refresh_from_db()
        if proposal.state == "open":
            return proposal
        if proposal.state == "withdrawn":
            raise Refused("They took this back themselves.")
        if proposal.state == "accepted":
            _take_out(proposal, by)
        proposal.before, proposal.made = "", None
        proposal.state, proposal.decided_at = "open", None
        proposal.save(update_fields=["before_sealed", "made", "state", "decided_at"])
        register.record(
            place=proposal.place, action="looked at a suggestion again", noun="plan", subject=proposal.plan_id,
            facts={"proxy": by.person_id != plan.person_id},
        )  # fmt: skip
    return proposal


def _take_out(proposal: Proposal, by: Actor) -> None:
    plan, about, made = proposal.plan, proposal.about, proposal.made
    if proposal.part == "words":
        _still(plan.words == proposal.words)
        reword_plan(plan=plan, words=proposal.before, by=by)
    elif proposal.part == "can_offer":
        _still(plan.can_offer == proposal.words)
        say_what_you_offer(plan=plan, words=proposal.before, by=by)
    elif proposal.part == "reword":
        _still(about is not None and about.words == proposal.words and about.state != "struck_out")
        _reword(proposal, proposal.before, by)
    elif proposal.part == "wish":
        _still(made is not None and made.words == proposal.words and made.state != "struck_out")
        assert made is not None
        strike_out_aspiration(aspiration=made, by=by)
    elif about is not None:
        put_back_aspiration(aspiration=about, by=by)


def _still(unchanged: bool) -> None:
    if not unchanged:
        raise Refused(CHANGED)


def _reword(proposal: Proposal, words: str, by: Actor) -> None:
    """The wish in other words; all else that it says stays."""
    wish = proposal.about
    assert wish is not None
    wish.refresh_from_db()
    change_aspiration(
        aspiration=wish, words=words, facets=wish.facets, by=by, importance=wish.importance, times=wish.times,
        travel_limit_m=wish.travel_limit_m, needs_step_free=wish.needs_step_free,
    )  # fmt: skip


def _mark_version(proposal: Proposal) -> None:
    plan = proposal.plan
    PlanVersion.objects.filter(place=plan.place_id, plan=plan, number=plan.version).update(proposal=proposal)


def _read_open(proposal: Proposal) -> None:
    proposal.refresh_from_db()
    if proposal.state != "open":
        raise Refused("This was answered already. Reload the page to see your plan as it is now.")


def _decide(proposal: Proposal, state: str, action: str, by: Actor) -> None:
    proposal.state, proposal.decided_at = state, now()
    proposal.save(update_fields=["before_sealed", "made", "state", "decided_at"])
    register.record(
        place=proposal.place, action=action, noun="plan", subject=proposal.plan_id,
        facts={"proxy": by.person_id != proposal.plan.person_id},
    )  # fmt: skip
