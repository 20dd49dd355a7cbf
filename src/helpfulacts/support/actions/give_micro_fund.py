"""A body lets a navigator spend small money at once, up to a limit a person; and ends that."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.facets import SPHERES
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import RoleGrant
from helpfulacts.people.rules import may_run_rounds, require

from ..models import MicroFund

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

MOST_PENCE = 100_000


def give_micro_fund(
    *, place: Place, grant: RoleGrant, sphere: str, each_pence: int, until: dt.date, by: Actor
) -> MicroFund:
    """The body of a navigator's `grant` lets them spend `each_pence` a person, from today until `until`."""
    require(by.has("operator") or may_run_rounds(by), "give a micro-fund")
    day = today(place.zone)
    if grant.role != "navigator":
        raise Refused("A micro-fund is for somebody who guides people.", field="grant")
    if sphere not in SPHERES:
        raise Refused("Choose whose money it is.", field="sphere")
    if not 0 < each_pence <= MOST_PENCE:
        raise Refused("Choose a limit from one penny to £1,000 a person.", field="pounds")
    if not day <= until <= grant.until:
        raise Refused("It ends with their role, at the latest, and not before today.", field="until")
    with register.writing(place):
        open_now = MicroFund.objects.filter(
            place=place, body=grant.body, by_account=grant.account_id, ended_at__isnull=True
        )
        open_now.filter(until__lt=day).update(ended_at=now())  # one that is over makes room for the next
        if open_now.exists():
            raise Refused("They have one already. End that one first.", field="grant")
        fund = MicroFund.objects.create(
            place=place, body=grant.body, by_account=grant.account_id, shown_as=grant.shown_as, sphere=sphere,
            each_pence=each_pence, begins=day, until=until,
        )  # fmt: skip
        register.record(
            place=place, action="gave a micro-fund", noun="micro-fund", subject=fund.pk,
            facts={"pence a person": each_pence, "body": grant.body.name, "until": until.isoformat()},
        )  # fmt: skip
    return fund


def end_micro_fund(*, fund: MicroFund, by: Actor) -> MicroFund:
    """Nothing more is spent from it, from now. Ending it twice changes nothing."""
    require(by.has("operator") or may_run_rounds(by), "end a micro-fund")
    with register.writing(fund.place_id):
        if MicroFund.objects.filter(place=fund.place_id, pk=fund.pk, ended_at__isnull=True).update(
            ended_at=now()
        ):
            register.record(place=fund.place, action="ended a micro-fund", noun="micro-fund", subject=fund.pk)
    fund.refresh_from_db()
    return fund
