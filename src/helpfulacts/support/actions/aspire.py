"""Say what you would like, change it, and strike it out again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.directory.facets import FACET_CODES, SLOTS
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Aspiration, Plan
from ..rules import may_change_plan
from ..versions import note_change, require_in_use
from .answer_act import ask_again
from .begin_plan import tidy_words
from .release_act import LETS_GO, release_each


def add_aspiration(
    *,
    plan: Plan,
    words: str,
    facets: Iterable[str],
    by: Actor,
    importance: int = 2,
    times: Iterable[str] = (),
    travel_limit_m: int = 5000,
    needs_step_free: bool = False,
) -> Aspiration:
    """One thing the person would like. `times` empty means any time; `importance` 1 to 3, as they say."""
    require(may_change_plan(by, plan), "change this plan")
    chosen, when = _checked(facets, times, importance, travel_limit_m)
    aspiration = Aspiration(
        place=plan.place,
        plan=plan,
        facets=chosen,
        importance=importance,
        times=when,
        travel_limit_m=travel_limit_m,
        needs_step_free=needs_step_free,
        created_at=now(),
    )
    aspiration.words = tidy_words(words)
    with register.writing(plan.place_id):
        require_in_use(plan)
        aspiration.save(force_insert=True)
        note_change(plan=plan, by=by, change="added something you would like")
    return aspiration


def change_aspiration(
    *,
    aspiration: Aspiration,
    words: str,
    facets: Iterable[str],
    by: Actor,
    importance: int = 2,
    times: Iterable[str] = (),
    travel_limit_m: int = 5000,
    needs_step_free: bool = False,
) -> Aspiration:
    """The same wish, said another way. What a round has frozen of it stays as it was; the next round reads it anew."""
    plan = aspiration.plan
    require(may_change_plan(by, plan), "change this plan")
    chosen, when = _checked(facets, times, importance, travel_limit_m)
    with register.writing(plan.place_id):
        require_in_use(plan)
        aspiration.refresh_from_db(fields=["state"])
        if aspiration.state == "struck_out":
            raise Refused("You struck this out. Put it back first, or add it as something new.")
        aspiration.words = tidy_words(words)
        aspiration.facets, aspiration.times, aspiration.importance = chosen, when, importance
        aspiration.travel_limit_m, aspiration.needs_step_free = travel_limit_m, needs_step_free
        aspiration.save(
            update_fields=[
                "words_sealed",
                "facets",
                "times",
                "importance",
                "travel_limit_m",
                "needs_step_free",
            ]
        )
        note_change(plan=plan, by=by, change="changed something you would like")
    return aspiration


def _checked(
    facets: Iterable[str], times: Iterable[str], importance: int, travel_limit_m: int
) -> tuple[list[str], list[str]]:
    """(facets, times), each once. Raises Refused where one is not on its list."""
    chosen, when = list(dict.fromkeys(facets)), list(dict.fromkeys(times))
    if not chosen or any(code not in FACET_CODES for code in chosen):
        raise Refused("Choose at least one thing that it is about.", field="facets")
    if any(slot not in SLOTS for slot in when):
        raise Refused("Choose times from the list.", field="times")
    if importance not in (1, 2, 3):
        raise Refused(
            "Choose how much it matters: a little, quite a lot, or most of all.", field="importance"
        )
    if not 0 < travel_limit_m <= 50_000:
        raise Refused("Choose how far you can go, up to 30 miles.", field="travel_limit_m")
    return chosen, when


def strike_out_aspiration(*, aspiration: Aspiration, by: Actor) -> Aspiration:
    """It is no longer wanted. Suggestions made for it go with it, and what waits for them; what was agreed stays until the
    person says so.
    """
    plan = aspiration.plan
    require(may_change_plan(by, plan), "change this plan")
    with register.writing(aspiration.place_id):
        require_in_use(plan)
        aspiration.refresh_from_db(fields=["state"])
        if aspiration.state == "struck_out":
            return aspiration
        aspiration.state = "struck_out"
        aspiration.save(update_fields=["state"])
        suggested = list(aspiration.acts.filter(state="suggested").order_by("created_at"))
        live = set(plan.acts.filter(state__in=LETS_GO).values_list("pk", flat=True))
        release_each(acts=suggested, state_of=lambda act: "not_now", by=by)
        went = plan.acts.filter(pk__in=live, state__in=["not_now", "lapsed"])
        went.update(went_with_wish=True)
        note_change(plan=plan, by=by, change="struck out something you would like")
    return aspiration


def put_back_aspiration(*, aspiration: Aspiration, by: Actor) -> Aspiration:
    """Undo a strike-out: the suggestions that went with it are there again, to say yes or not now to.

    So is what waited for them, of another wish too, unless that wish is struck out itself. One whose offer is not open any
    more, or whose place was given in a round, stays put aside.
    """
    plan = aspiration.plan
    require(may_change_plan(by, plan), "change this plan")
    with register.writing(aspiration.place_id):
        require_in_use(plan)
        aspiration.refresh_from_db(fields=["state"])
        if aspiration.state == "open":
            return aspiration
        aspiration.state = "open"
        aspiration.save(update_fields=["state"])
        back = list(aspiration.acts.filter(went_with_wish=True).order_by("created_at"))
        for act in back:  # it grows: what waits for one that is back comes after it
            with contextlib.suppress(Refused):
                ask_again(act=act, by=by)
                waited = plan.acts.filter(waits_for__needs=act, state="lapsed", went_with_wish=True)
                back += waited.exclude(aspiration__state="struck_out").order_by("created_at")
        note_change(plan=plan, by=by, change="put back something you would like")
    return aspiration
