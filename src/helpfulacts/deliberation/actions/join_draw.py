"""Say yes to be drawn for a panel, with what its quotas ask; or take it back, until it is drawn.

There is no entry on the register, as for taking part: its order and hour would tell who came when.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import require

from ..drawing import MAY_BE_DRAWN, Panel, panel_of
from ..models import Deliberation, Membership, PanelAnswers
from ..panels import PromisedPanel
from ..rules import may_act_as, may_enter_papers
from .take_part import how_known, take_part

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

OVER = "The time to say yes is over. What comes next stands on the page of the panel."


def join_draw(
    *, deliberation: Deliberation, person: Person, answers: Mapping[str, str], by: Actor
) -> PanelAnswers:
    """`answers`: to each thing that the quotas ask, one of their answers; said again, they count in place of those before.

    Where only those take part who are drawn, whoever says yes looks on until then. Raises Refused, NotAllowed.
    """
    if by.person_id != person.pk and not may_enter_papers(by):
        raise NotAllowed("Each person says yes for themselves, or with somebody from the desk.")
    if person.place_id != deliberation.place_id:
        raise Refused("You can be drawn where you live.")
    with register.writing(deliberation.place_id):
        panel = _still_open(deliberation)
        said = _checked(panel.promised, answers)
        member = _member(deliberation, person, by)
        if member.role not in MAY_BE_DRAWN:
            raise Refused("You have a part in this already, so you are not drawn for it.")
        row = PanelAnswers.objects.filter(
            place=deliberation.place_id, stage=panel.stage, membership=member
        ).first()
        row = row or PanelAnswers(place=deliberation.place, stage=panel.stage, membership=member)
        row.said = said
        row.save()
    return row


def leave_draw(*, membership: Membership, by: Actor) -> None:
    """Nothing is left of the yes, nor that it was said. Doing it twice changes nothing. Raises Refused, NotAllowed."""
    require(may_act_as(by, membership), "take somebody out of this draw")
    with register.writing(membership.place_id):
        panel = _still_open(membership.deliberation, "over")
        PanelAnswers.objects.filter(
            place=membership.place_id, stage=panel.stage, membership=membership
        ).delete()
        if membership.deliberation.open_to == "drawn" and membership.role == "observer":
            membership.delete()  # they came for the draw alone


def forget_lots(deliberation: Deliberation) -> None:
    """What people told for a panel goes: it is drawn, or never will be. Inside `register.writing`."""
    PanelAnswers.objects.filter(place=deliberation.place_id, stage__deliberation=deliberation.pk).delete()


def forget_undrawn(*, place: Place) -> int:
    """What people told for a panel that nobody drew by the day on which they were to hear goes. How many people's."""
    with register.writing(place.pk):
        late = PanelAnswers.objects.filter(place=place, stage__deliberation__hear_by__lt=today(place.zone))
        return late.delete()[0]


def _still_open(deliberation: Deliberation, *also: str) -> Panel:
    deliberation.refresh_from_db(fields=["published_at", "ended_at"])
    panel = panel_of(deliberation)
    if panel is None:
        raise Refused("No panel is drawn for this question.")
    if panel.standing not in ("open", *also):
        raise Refused(OVER)
    return panel


def _checked(promised: PromisedPanel, answers: Mapping[str, str]) -> dict[str, str]:
    said = {}
    for feature in promised.features:
        value = answers.get(feature, "")
        if value not in {quota.value for quota in promised.of(feature)}:
            raise Refused(f"Choose an answer for “{feature}”.")
        said[feature] = value
    return said


def _member(deliberation: Deliberation, person: Person, by: Actor) -> Membership:
    if deliberation.open_to != "drawn":
        return take_part(deliberation=deliberation, person=person, by=by)
    if deliberation.area_id is not None and person.ward_id != deliberation.area_id:
        raise Refused(
            f"This is for people who live in {deliberation.area}. If you do, tell the desk your postcode, and come back."
        )
    there = Membership.objects.filter(
        place=deliberation.place_id, deliberation=deliberation, person=person
    ).first()
    if there is None:
        return Membership.objects.create(
            place=deliberation.place, deliberation=deliberation, person=person, role="observer",
            evidence=how_known(person), joined_on=today(deliberation.place.zone),
        )  # fmt: skip
    if there.left_on is not None:
        there.left_on = None
        there.save(update_fields=["left_on"])
    return there
