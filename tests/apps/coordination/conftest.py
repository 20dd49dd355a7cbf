"""Small worlds for sharing rounds: offers, people with a wish, an officer, and rules in force."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules
from helpfulacts.coordination.inputs import forget_opened
from helpfulacts.core.clock import now, today


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    forget_opened()
    yield
    forget_opened()


@pytest.fixture
def place(place: Any) -> Any:
    """Marked as a demonstration, where a test may choose the seed of a draw."""
    place.demonstration = True
    place.save(update_fields=["demonstration"])
    return place


@pytest.fixture
def rules(place: Any) -> Any:
    """The illustrative default in force, two gentler sets beside it."""
    return enact_shipped_rules(place=place)


@pytest.fixture
def make_offer(place: Any) -> Callable[..., Any]:
    """A shared offer in the North ward with `places` places this quarter (None: it counts none)."""
    from helpfulacts.directory.models import AccessFact, CapacityPeriod, Offer
    from helpfulacts.places.models import Area

    numbers = itertools.count(1)

    def make(title: str = "Repair Saturday", places: int | None = 1, **fields: Any) -> Any:
        number = next(numbers)
        unit, steps = fields.pop("unit", "place"), fields.pop("step_free", "unknown")
        ward = Area.objects.filter(place=place, level="ward").order_by("code").first()
        values: dict[str, Any] = {
            "title": title,
            "summary": "Help from people nearby.",
            "kind": "service",
            "sphere": "civic",
            "access": "shared",
            "shown_from": "A club in North",
            "facets": {"repairs": 3},
            "particulars": {"per_session": 6, "starts": "any week"},
            "where": ["venue"],
            "ward": ward,
            "latitude": ward.latitude,
            "longitude": ward.longitude,
            "search_key": number,
            "created_at": now(),
            "changed_at": now(),
        }
        offer = Offer.objects.create(place=place, was_listed=True, **{**values, **fields})
        if steps != "unknown":
            AccessFact.objects.create(
                place=place, offer=offer, fact="step_free", answer=steps, source="import"
            )
        if places is not None:
            CapacityPeriod.objects.create(
                place=place,
                offer=offer,
                begins=today() - dt.timedelta(days=7),
                until=today() + dt.timedelta(days=77),
                unit=unit,
                stated=places,
                places=places,
            )
        return offer

    return make


@pytest.fixture
def make_asker(place: Any, make_person: Callable[..., Any]) -> Callable[..., Any]:
    """Somebody with a live plan who joined the rounds and has one wish, or `wishes` lists of facets."""
    from helpfulacts.support.models import Aspiration, Plan

    def make(
        facets: Any = ("repairs",), *, wishes: Any = None, in_rounds: bool = True, can_offer: str = "",
        group: bool = False, wish: dict[str, Any] | None = None, **person: Any,
    ) -> Any:  # fmt: skip
        who = make_person(**person)
        plan = Plan(
            place=place, person=who, in_rounds=in_rounds, group=group, created_at=now(), changed_at=now()
        )
        plan.words = "The shelf came down and I cannot lift it."
        plan.can_offer = can_offer
        plan.save(force_insert=True)
        for chosen in wishes or [facets]:
            aspiration = Aspiration(
                place=place, plan=plan, facets=list(chosen), created_at=now(), **(wish or {})
            )
            aspiration.words = "Somebody to help me mend things."
            aspiration.save(force_insert=True)
        return who

    return make


@pytest.fixture
def open_everything(officer: Any) -> Callable[[Any], None]:
    from helpfulacts.coordination import selectors
    from helpfulacts.coordination.actions.open_case import open_case

    def open_all(run: Any) -> None:
        for opening in selectors.cases_to_open(run):
            open_case(run=run, allocation=opening.allocation, by=officer)

    return open_all
