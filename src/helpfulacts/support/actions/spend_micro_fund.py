"""Spend small money for a person, at once: logged, a cost of the act, never above the limit, and they see it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max, Sum

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor

from ..models import HelpfulAct, MicroFund, MicroSpend
from ..states import read_again

LONGEST = 120


def spend_micro_fund(*, fund: MicroFund, act: HelpfulAct, pence: int, what: str, by: Actor) -> MicroSpend:
    """`pence` of `fund` for the person of `act`, and one more cost of that act, borne by the body of the fund.

    Raises NotAllowed for anybody but whose fund it is, Refused when it is over or not enough is left.
    """
    if by.account_id is None or by.account_id != fund.by_account:
        raise NotAllowed("This is somebody else's micro-fund.")
    words = tidy(what)
    if not words or len(words) > LONGEST:
        raise Refused(f"Say in a few words what it is for, up to {LONGEST} letters.", field="what")
    if pence <= 0:
        raise Refused("Write how much, for example 12.50.", field="pounds")
    person = act.plan.person
    with register.writing(act.place_id):
        fund.refresh_from_db()
        read_again(act)
        day = today(act.place.zone)
        if fund.ended_at is not None or not fund.begins <= day <= fund.until:
            raise Refused("This micro-fund is over. Ask who gave it for a new one.", field="pounds")
        if act.state not in HelpfulAct.LIVE:
            raise Refused("Choose something that is still on their plan.", field="act")
        had = MicroSpend.objects.filter(place=act.place_id, fund=fund, person=person).aggregate(
            total=Sum("pence"), number=Max("number")
        )
        total = (had["total"] or 0) + pence
        if total > fund.each_pence:
            left = fund.each_pence - (had["total"] or 0)
            raise Refused(f"£{left / 100:.2f} is left for this person. Spend that, or less.", field="pounds")
        spend = MicroSpend(
            place=act.place, fund=fund, person=person, act=act, number=(had["number"] or 0) + 1, pence=pence,
            total_pence=total, limit_pence=fund.each_pence, by_shown_as=by.shown_as[:80], at=now(),
        )  # fmt: skip
        spend.what = words
        try:
            with transaction.atomic():
                spend.save(force_insert=True)
        except IntegrityError:
            raise Refused("Somebody spent from it a moment ago. Look again what is left.") from None
        act.costs = [*act.costs, _cost(fund, pence)]
        HelpfulAct.objects.filter(place=act.place_id, pk=act.pk).update(costs_sealed=act.costs_sealed)
        register.record(
            place=act.place, action="spent from a micro-fund", noun="micro-fund", subject=fund.pk,
            facts={"pence": pence, "body": fund.body.name, "by": by.role},
        )  # fmt: skip
    return spend


def _cost(fund: MicroFund, pence: int) -> dict[str, str | int]:
    return {
        "bearer": fund.body.name, "sphere": fund.sphere, "pence": pence, "paid_minutes": 0, "unpaid_minutes": 0
    }  # fmt: skip
