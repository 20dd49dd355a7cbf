"""Small money at once: within the limit of a body, on the record, a cost of the act, and seen by the person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor
from helpfulacts.support import plans
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.give_micro_fund import end_micro_fund, give_micro_fund
from helpfulacts.support.actions.spend_micro_fund import spend_micro_fund
from helpfulacts.support.models import MicroSpend
from helpfulacts.support.selectors import acts_of

pytestmark = pytest.mark.django_db


def test_a_navigator_never_spends_above_the_limit_of_the_body_and_every_penny_is_a_cost_that_is_seen(
    place: Any, officer: Any, make_plan: Callable[..., Any], offer: Callable[..., Any]
) -> None:
    tom = begin_account(email="tom@example.org")
    body = begin_organisation(place=place, name="A council for voluntary service")
    until = today() + dt.timedelta(days=90)
    grant = grant_role(
        place=place, account=tom, role="navigator", shown_as="Tom", body=body, begins=today(), until=until
    )
    by = Actor("Tom", "navigator", tom.pk, None, body.pk)
    with pytest.raises(NotAllowed):
        give_micro_fund(place=place, grant=grant, sphere="civic", each_pence=10_000, until=until, by=by)
    fund = give_micro_fund(
        place=place, grant=grant, sphere="civic", each_pence=10_000, until=until, by=officer
    )
    with pytest.raises(Refused, match="one already"):
        give_micro_fund(place=place, grant=grant, sphere="civic", each_pence=1, until=until, by=officer)

    plan = make_plan()
    act = choose_offer(plan=plan, offer=offer("A choir", kind="service", by="The choir"), by=by)
    spend_micro_fund(fund=fund, act=act, pence=6_000, what="Two taxis", by=by)
    with pytest.raises(Refused, match=r"£40\.00 is left"):
        spend_micro_fund(fund=fund, act=act, pence=4_001, what="A third", by=by)
    last = spend_micro_fund(fund=fund, act=act, pence=4_000, what="A third", by=by)
    with pytest.raises(NotAllowed):
        spend_micro_fund(fund=fund, act=act, pence=1, what="Mine", by=officer)
    for change in ({"total_pence": 10_001}, {"number": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MicroSpend.objects.filter(pk=last.pk).update(**change)
    [borne] = [row for row in plans.costs_by_bearer(acts_of(plan)) if row.who == body.name]
    assert (borne.pence, borne.sphere) == (10_000, "civic")
    said = [entry.facts for entry in register.entries(place) if entry.action == "spent from a micro-fund"]
    assert [facts["pence"] for facts in said] == [6_000, 4_000]
    assert "taxis" not in str(said)

    with as_if(now() + dt.timedelta(days=91)), pytest.raises(Refused, match="over"):
        spend_micro_fund(fund=fund, act=act, pence=1, what="Late", by=by)
    end_micro_fund(fund=fund, by=officer)
    with pytest.raises(Refused, match="over"):
        spend_micro_fund(fund=fund, act=act, pence=1, what="Late", by=by)
    erase_plan(plan=plan, by=plan.actor)
    assert {(row.person_id, row.act_id, row.what) for row in MicroSpend.objects.all()} == {(None, None, "")}
