"""The last step: from staged rows to offers, and back."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.directory import imports
from helpfulacts.directory.actions.finish_import import Work, finish_import
from helpfulacts.directory.actions.mend_import import leave_out_outside
from helpfulacts.directory.actions.stage_import import keep_checked
from helpfulacts.directory.actions.undo_import import Undone, undo_import
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor
from helpfulacts.support.actions.change_dates import change_dates_of
from helpfulacts.support.actions.move_up_queue import move_up_queues
from helpfulacts.support.giving import offers_in_use

from .planning import Plan, Planner
from .staging import Reader, result_of


def finish(*, one: Any, by: Actor, outside: bool = True) -> dict[str, int]:
    """Import what is ready, in one transaction; how many offers came, changed and ended, and how many were left out.

    Without `outside`, new rows that lie outside the place are left out. Rows are looked at once more, for the place may
    have changed since. Raises Refused, and then nothing was changed.
    """
    left = 0
    with register.writing(one.place_id):
        imports.at_its_latest(one)
        if imports.rows_of(one, "waiting").exists():
            raise Refused("Some rows are not checked yet. Wait until they are.")
        if not outside:
            left = leave_out_outside(one=one, by=by)
        work = _work(one)
        change_dates_of(
            place=one.place,
            offers=work.offers,
            write=partial(finish_import, one=one, work=work, by=by),
        )
        if work.changed:
            move_up_queues(place=one.place)
    new = len(work.new) + len(work.again)
    return {"new": new, "changed": len(work.changed), "ended": len(work.ending), "left": left}


def undo(*, one: Any, by: Actor) -> Undone:
    """Undo a whole import. What somebody's plan counts on stays. Raises Refused."""
    with register.writing(one.place_id):  # nobody chooses one of these between the look and the undoing
        imports.at_its_latest(one)
        offers = imports.offers_of(one)
        undone: list[Undone] = []
        in_use = offers_in_use(one.place, [offer.pk for offer in offers])
        change_dates_of(
            place=one.place,
            offers=offers,
            write=lambda: undone.append(undo_import(one=one, in_use=in_use, by=by)),
        )
        return undone[0]


def _work(one: Any) -> Work:
    work, reader = Work(), Reader(one)
    planner = Planner(one.place, reader.mapping)
    bodies = {body.exchange_id: body for body in people.organisations(one.place)}
    rows = [row for row in imports.rows_of(one, "new", "changed", "ends").filter(done=False) if row.cells]
    plans = planner.plan([reader.read(row) for row in rows])
    moved = []
    for row, plan in zip(rows, plans, strict=True):
        if plan.outcome != row.outcome:
            moved.append(result_of(row, plan))
        _put(one, work, row, plan, bodies)
    if moved:
        keep_checked(one=one, results=moved)
    gone = imports.rows_of(one, "ends").filter(done=False, cells_sealed=None).select_related("offer")
    work.ending += [(row, row.offer) for row in gone if row.offer is not None]
    return work


def _put(one: Any, work: Work, row: Any, plan: Plan, bodies: dict[Any, Any]) -> None:
    if plan.outcome == "ends":
        work.ending.append((row, plan.kept))
        return
    if plan.outcome not in ("new", "changed"):
        return
    assert plan.draft is not None and plan.body is not None
    body = plan.body
    provider = bodies.get(body.exchange_id)
    if provider is None:
        provider = bodies[body.exchange_id] = begin_organisation(
            place=one.place, name=body.name, source=one.name, exchange_id=body.exchange_id
        )
    draft = dataclasses.replace(plan.draft, provider=provider, shown_from=provider.name)
    if plan.outcome == "changed":
        work.changed.append((row, plan.kept, draft))
    elif plan.again:
        work.again.append((row, plan.kept, draft))
    else:
        work.new.append((row, draft))
