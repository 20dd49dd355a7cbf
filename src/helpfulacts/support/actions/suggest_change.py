"""Suggest a change to somebody's plan: it stands beside the plan, as yours, until its person says yes."""

from __future__ import annotations

from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.directory.facets import FACET_CODES
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Aspiration, NamedHelper, Plan, Proposal
from ..rules import is_author, may_suggest
from ..versions import require_in_use
from .begin_plan import tidy_words

MOST_WAITING = 12


def author_of(by: Actor, plan: Plan) -> str:
    """The name that the person reads beside it. The plan of a group names nobody who is of it."""
    if by.helper_id is not None and plan.group:
        return "one of us"
    helper = NamedHelper.objects.filter(pk=by.helper_id).first() if by.helper_id else None
    return helper.called if helper is not None else by.shown_as


def suggest_change(
    *,
    plan: Plan,
    part: str,
    by: Actor,
    words: str = "",
    about: Aspiration | None = None,
    facets: Iterable[str] = (),
) -> Proposal:
    """`part`: words, can_offer, wish (with `facets`), reword or strike (`about` a wish of this plan). Changes no word of it."""
    if part not in dict(Proposal.PARTS) or (part in ("reword", "strike")) != (about is not None):
        raise Refused("Choose what you would change.", field="part")
    chosen = list(dict.fromkeys(facets))
    if part == "wish" and (not chosen or any(code not in FACET_CODES for code in chosen)):
        raise Refused("Choose at least one thing that it is about.", field="facets")
    said = about.words if part == "strike" and about is not None else tidy_words(words)
    with register.writing(plan.place_id):
        require(may_suggest(by, plan), "suggest something here")
        require_in_use(plan)
        if about is not None:
            about.refresh_from_db(fields=["state"])
            if about.plan_id != plan.pk or about.state == "struck_out":
                raise Refused("This was struck out. Reload the page to see the plan as it is now.")
        if plan.proposals.filter(state="open").count() >= MOST_WAITING:
            raise Refused("Many suggestions wait for an answer here already. Let them answer some first.")
        proposal = Proposal(
            place=plan.place,
            plan=plan,
            part=part,
            about=about,
            facets=chosen,
            role=by.role,
            helper_id=by.helper_id,
            by_account=by.account_id,
            at=now(),
        )
        proposal.words, proposal.author = said, author_of(by, plan)
        proposal.save(force_insert=True)
        register.record(
            place=plan.place, action="suggested a change", noun="plan", subject=plan.pk, facts={"by": by.role}
        )
    return proposal


def withdraw_proposal(*, proposal: Proposal, by: Actor) -> None:
    """Its author takes it back, while nobody has answered it."""
    require(is_author(by, proposal), "take this back")
    with register.writing(proposal.place_id):
        proposal.refresh_from_db()
        if proposal.state == "withdrawn":
            return
        if proposal.state != "open":
            raise Refused("It was answered already. Reload the page to see it.")
        proposal.state, proposal.decided_at = "withdrawn", now()
        proposal.save(update_fields=["state", "decided_at"])
        register.record(
            place=proposal.place, action="took a suggestion back", noun="plan", subject=proposal.plan_id,
            facts={"by": by.role},
        )  # fmt: skip
