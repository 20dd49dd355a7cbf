"""Somebody offers words for stories: what exactly, under which name, where, and until when. Nobody is quoted by this."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actions.give_consent import give_consent
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Aspiration, HelpfulAct, Plan, Telling
from ..rules import may_change_plan
from .begin_plan import tidy_words

LONGEST_NAME = 40
LONGEST_TIME = dt.timedelta(days=3 * 366)
WHAT, WITH_WHOM = "words for a story", "Whoever reads stories from here"
WHY = "to tell others what changed for you. You see each story first, and nothing is shown without your yes"


@dataclass(frozen=True)
class Terms:
    """`called`: the name to stand under the words, "" for none. `where`: a code of `Telling.WHERE`."""

    called: str
    where: str
    until: dt.date
    basis: str = "self"


def tell_for_story(
    *,
    plan: Plan,
    words: str,
    terms: Terms,
    by: Actor,
    act: HelpfulAct | None = None,
    aspiration: Aspiration | None = None,
) -> Telling:
    """Keep the words, sealed, with the yes that they rest on. Raises Refused."""
    require(may_change_plan(by, plan), "offer these words for this person")
    said, called = tidy_words(words), tidy(terms.called)
    if len(called) > LONGEST_NAME:
        raise Refused(f"Choose a name under {LONGEST_NAME} letters, or none.", field="called")
    if terms.where not in dict(Telling.WHERE):
        raise Refused("Choose where your words may be read.", field="where")
    day = today(plan.place.zone)
    if not day <= terms.until <= day + LONGEST_TIME:
        raise Refused("Choose a last day within three years from now.", field="until")
    if any(one is not None and one.plan_id != plan.pk for one in (act, aspiration)):
        raise Refused("Choose something from this plan.", field="about")
    themselves = by.person_id == plan.person_id
    with register.writing(plan.place_id):
        plan.person.refresh_from_db(fields=["protected", "age_band"])
        if plan.person.is_under_18:
            raise Refused(
                "Words of people under 18 are not shown to everybody. Talk to somebody you trust about it."
            )
        if plan.person.protected:
            raise Refused(
                "Somebody who must not be found is in no story that others read. Ring us to talk about it."
            )
        consent = give_consent(
            person=plan.person, what=WHAT, with_whom=WITH_WHOM, why=WHY, until=terms.until,
            basis="self" if themselves else terms.basis,
        )  # fmt: skip
        telling = Telling(
            place=plan.place, person=plan.person, act=act, aspiration=aspiration, where=terms.where, consent=consent,
            by_proxy="" if themselves else by.shown_as[:80], at=now(),
        )  # fmt: skip
        telling.words, telling.called = said, called
        telling.save(force_insert=True)
        register.record(
            place=plan.place, action="offered words for a story", noun="telling", subject=telling.pk,
            facts={"proxy": not themselves},
        )  # fmt: skip
    return telling
