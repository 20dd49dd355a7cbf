"""Begin many people's plans at once: an import, or the invented people of a demonstration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.directory.facets import FACET_CODES
from helpfulacts.engine.small import some
from helpfulacts.people.models import Person

from ..models import Aspiration, Plan, PlanVersion
from .begin_plan import tidy_words

if TYPE_CHECKING:
    from helpfulacts.places.models import Place, Postcode

BATCH = 500


@dataclass(frozen=True)
class PlanDraft:
    """One person and their plan. `wishes` are (words, facets, importance); `facts` maps a code to yes or no."""

    words: str
    wishes: tuple[tuple[str, tuple[str, ...], int], ...]
    called: str = ""
    channel: str = "desk"
    contact: str = ""
    postcode: Postcode | None = None
    age_band: str = ""
    languages: tuple[str, ...] = ()
    facts: Mapping[str, bool] = field(default_factory=dict)
    times: tuple[str, ...] = ()
    travel_limit_m: int = 5000
    needs_step_free: bool = False
    can_offer: str = ""
    group: bool = False
    in_rounds: bool = True
    vouched_by: str = ""
    by_proxy: str = ""


def begin_plans(*, place: Place, drafts: Iterable[PlanDraft]) -> list[Plan]:
    """The plans in the order of `drafts`, in one transaction with one register entry."""
    moment = now()
    people: list[Person] = []
    plans: list[Plan] = []
    versions: list[PlanVersion] = []
    wishes: list[Aspiration] = []
    for draft in drafts:
        person = Person(
            place=place,
            channel=draft.channel,
            ward=draft.postcode.ward if draft.postcode else None,
            postcode=draft.postcode,
            age_band=draft.age_band,
            languages=list(draft.languages),
            facts=dict(draft.facts),
            vouched_by=draft.vouched_by,
            created_at=moment,
        )
        person.called, person.contact = draft.called[:60], draft.contact[:200]
        plan = Plan(
            place=place,
            person=person,
            group=draft.group,
            in_rounds=draft.in_rounds,
            by_proxy=draft.by_proxy,
            created_at=moment,
            changed_at=moment,
        )
        plan.words = tidy_words(draft.words)
        plan.can_offer = draft.can_offer
        version = PlanVersion(
            place=place,
            plan=plan,
            number=1,
            at=moment,
            author=f"{draft.by_proxy}, for you" if draft.by_proxy else "you",
            change="began the plan",
        )
        version.words = plan.words
        for words, facets, importance in draft.wishes:
            if not facets or any(code not in FACET_CODES for code in facets):
                raise Refused("Each wish needs at least one thing that it is about.")
            wish = Aspiration(
                place=place,
                plan=plan,
                facets=list(facets),
                importance=importance,
                times=list(draft.times),
                travel_limit_m=draft.travel_limit_m,
                needs_step_free=draft.needs_step_free,
                created_at=moment,
            )
            wish.words = tidy_words(words)
            wishes.append(wish)
        people.append(person)
        plans.append(plan)
        versions.append(version)
    with register.writing(place):
        Person.objects.bulk_create(people, batch_size=BATCH)
        Plan.objects.bulk_create(plans, batch_size=BATCH)
        PlanVersion.objects.bulk_create(versions, batch_size=BATCH)
        Aspiration.objects.bulk_create(wishes, batch_size=BATCH)
        register.record(
            place=place,
            action="began plans",
            noun="plan",
            facts={"plans": some(len(plans)), "wishes": some(len(wishes))},
        )
    return plans
