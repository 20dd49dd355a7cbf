"""What the register says of batches: few people are “some”, and which offer somebody chose is not in it."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.promises.actions.keep_promises import keep_promises
from helpfulacts.promises.actions.make_promise import make_promise
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.begin_plans import PlanDraft, begin_plans
from helpfulacts.support.actions.choose_offer import choose_offer


def last(place: Any) -> Any:
    return register.entries(place, newest_first=True)[0]


@pytest.mark.parametrize(("number", "said"), [(1, "some"), (9, "some"), (12, "12")])
def test_plans_begun_together(place: Any, number: int, said: str) -> None:
    begin_plans(place=place, drafts=[PlanDraft(words="A bed", wishes=())] * number)
    assert last(place).facts == {"plans": said, "wishes": "no"}


def test_promises_kept_together(place: Any, make_person: Any) -> None:
    made = [
        make_promise(
            place=place, by_noun="desk", by_id=None, by_shown_as="Tom", to_noun="person", to_id=make_person().pk,
            about_noun="round", about_id=None, what="Tell them", trigger="a round", due=today(), kind="tell",
        )
        for _ in range(2)
    ]  # fmt: skip
    keep_promises(place=place, promises=[one.pk for one in made], evidence="told", by="officer")
    assert last(place).facts == {"promises": "some", "by": "officer"}


def test_which_offer_somebody_chose_is_not_public(place: Any, make_person: Any, citizen_of: Any) -> None:
    person = make_person()
    draft = OfferDraft(
        title="A safe lock", kind="product", sphere="civic", shown_from="A refuge", where=("phone",),
        facets={"company": 3}, particulars={"stock": 5, "condition": "New", "delivery": "collect"},
    )  # fmt: skip
    [lock] = list_offers(place=place, drafts=[draft])
    plan = begin_plan(place=place, person=person, words="Somewhere to go", by=citizen_of(person))
    choose_offer(plan=plan, offer=lock, by=citizen_of(person))
    assert last(place).action == "suggested"
    assert not any(str(lock.pk) in line for line in register.saved_lines(place))
