"""Ask both sides to change an agreement: its clauses are the text, and each side's bodies take part for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor

from .. import agreements
from ..models import Agreement, AgreementVersion, Contribution, Deliberation, Revision
from .begin_deliberation import begin_deliberation
from .take_part import invite

if TYPE_CHECKING:
    from helpfulacts.people.models import Organisation

ANSWERS_ABOVE = 1
"""Each change that anybody supports is answered: there are few, and each is about a promise."""


def open_change(
    *,
    agreement: Agreement,
    question: str,
    promise: str,
    convenor: Organisation,
    bodies: Mapping[str, Iterable[Organisation]],
    open_to_change: Iterable[str],
    by: Actor,
    fixed: Iterable[str] = (),
    about: str = "",
    absent: Iterable[Mapping[str, str]] = (),
    first_day: dt.date | None = None,
    open_to: str = "invited",
) -> Deliberation:
    """A draft of use “compact”. `bodies`: of each side, by its code, who takes part for it beside those who signed.

    `subject`: {"agreement": number, "version": number, "clauses": {number of a contribution: key of its clause}}. Raises Refused,
    NotAllowed.
    """
    version = agreements.to_change(agreement)
    if version is None:
        raise Refused("This agreement has no text yet. Draft one first.")
    place = agreement.place
    with register.writing(place):
        if (asked := agreements.being_changed(agreement)) is not None:
            raise Refused(
                f"It is being changed already: “{asked.question}”. End that first, or change it there."
            )
        sides = _sides(version, bodies)
        made = begin_deliberation(
            place=place, uses="compact", question=question, promise=promise, convenor=convenor, by=by, first_day=first_day,
            about=about, open_to=open_to, open_to_change=open_to_change, fixed=fixed, absent=absent, answers_above=ANSWERS_ABOVE,
            subject={
                "agreement": agreement.number, "version": version.number,
                "clauses": {str(number): one["key"] for number, one in enumerate(version.clauses, start=1)},
            },
        )  # fmt: skip
        _write_text(made, version)
        for side, theirs in sides.items():
            for body in theirs:
                invite(deliberation=made, organisation=body, role="signatory", side=side, by=by)
    return made


def _sides(
    version: AgreementVersion, bodies: Mapping[str, Iterable[Organisation]]
) -> dict[str, list[Organisation]]:
    """By side: whom it was begun with, who signed for it, then who else was chosen."""
    found: dict[str, list[Organisation]] = {code: [] for code in agreements.side_codes(version.agreement)}
    of: dict[object, str] = {}
    for side, body in [
        *agreements.on_sides(version),
        *((side, body) for side, more in bodies.items() for body in more),
    ]:
        if side not in found:
            raise Refused("Choose one of the sides of this agreement.", field="bodies")
        if of.setdefault(body.pk, side) != side:
            raise Refused(f"{body.name} is on two sides. Choose one of them.", field="bodies")
        if body not in found[side]:
            found[side].append(body)
    return found


def _write_text(deliberation: Deliberation, version: AgreementVersion) -> None:
    """Each clause as a contribution that everybody reads, in the order of the text."""
    place, day = deliberation.place, today(deliberation.place.zone)
    by_key: dict[str, Contribution] = {}
    for number, clause in enumerate(version.clauses, start=1):
        by_key[clause["key"]] = Contribution.objects.create(
            place=place, deliberation=deliberation, number=number, kind="clause", state="shown", order=number,
            parent=by_key.get(clause["parent"]), brought_on=day,
        )  # fmt: skip
        said = Revision(place=place, contribution=by_key[clause["key"]], number=1, written_on=day)
        said.title, said.words = clause["title"], clause["words"]
        said.save(force_insert=True)
