"""Reads of deliberations, their stages and members."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.people.models import Organisation, Person
from helpfulacts.places.models import Place

from .models import Contribution, Deliberation, Membership, Revision, Stage
from .stages import KINDS


def published(place: Place) -> QuerySet[Deliberation]:
    """What everybody may read, the latest first."""
    found = Deliberation.objects.filter(place=place, published_at__isnull=False)
    return found.select_related("area", "convenor", "place").order_by("-number")


def drafts(place: Place) -> QuerySet[Deliberation]:
    """What is still being prepared."""
    found = Deliberation.objects.filter(place=place, published_at__isnull=True, ended_at__isnull=True)
    return found.select_related("area", "convenor", "place").order_by("-number")


def get_deliberation(place: Place, number: int) -> Deliberation:
    """Raises NotFound."""
    found = (
        Deliberation.objects.filter(place=place, number=number)
        .select_related("area", "convenor", "place")
        .first()
    )
    if found is None:
        raise NotFound("There is nothing of that number here. See what is being decided.")
    return found


def stages_of(deliberation: Deliberation) -> list[Stage]:
    """In order."""
    found = Stage.objects.filter(place=deliberation.place_id, deliberation=deliberation)
    return list(found.select_related("deliberation__place", "place").order_by("order"))


def stage_of_kind(deliberation: Deliberation, kind: str) -> Stage:
    """The one stage of that kind. Raises NotFound."""
    for stage in stages_of(deliberation):
        if stage.kind == kind:
            return stage
    raise NotFound(f"This has no part “{KINDS[kind].title}”.")


def standing_of(stage: Stage, moment: dt.datetime | None = None) -> str:
    """“coming”, “open”, “over” (its time has passed and it is not closed yet) or “closed”."""
    moment = moment or now()
    if stage.closed_at is not None:
        return "closed"
    if moment < stage.opens:
        return "coming"
    return "open" if moment < stage.closes else "over"


def goes_on(deliberation: Deliberation) -> bool:
    """Whether people can answer in it, now or later."""
    return deliberation.ended_at is None and any(
        one.rule and standing_of(one) in ("coming", "open") for one in stages_of(deliberation)
    )


def last_day(stage: Stage, zone: str) -> dt.date:
    """The last whole day on which something can be said: a part closes at the midnight after it."""
    return (stage.closes - dt.timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date()


def open_stages(deliberation: Deliberation) -> list[Stage]:
    """Those in which somebody can do something now."""
    if deliberation.published_at is None or deliberation.ended_at is not None:
        return []
    return [stage for stage in stages_of(deliberation) if standing_of(stage) == "open"]


def read_again(stage: Stage) -> None:
    """As it stands once the turn of the place has come: it may have been closed, or all of it ended, since it was read."""
    stage.refresh_from_db(fields=["closed_at"])
    stage.deliberation.refresh_from_db(fields=["ended_at"])


def require_member(membership: Membership) -> None:
    """Read anew too. Raises NotAllowed for whoever only looks on, or has left."""
    membership.refresh_from_db(fields=["left_on", "role"])
    if membership.left_on is not None or membership.role == "observer":
        raise NotAllowed("Whoever looks on, or has left, has no say in this.")


def require_open(stage: Stage) -> None:
    """Raises Refused where nothing can be said in this stage now."""
    ended = stage.deliberation.published_at is None or stage.deliberation.ended_at is not None
    standing = "closed" if ended else standing_of(stage)
    if standing == "coming":
        raise Refused("This part has not begun yet. Its first day stands at the top of the page.")
    if standing != "open":
        raise Refused("This part is over. What was said in it is on the page.")


def membership_of(
    deliberation: Deliberation,
    *,
    person: Person | None = None,
    organisation: Organisation | None = None,
    slip: str = "",
) -> Membership | None:
    """How somebody takes part, if they do."""
    found = Membership.objects.filter(
        place=deliberation.place_id, deliberation=deliberation, left_on__isnull=True
    )
    if person is not None:
        return found.filter(person=person).first()
    if organisation is not None:
        return found.filter(organisation=organisation).first()
    return found.filter(slip=slip).first() if slip else None


def members_of_bodies(deliberation: Deliberation, bodies: Iterable[UUID | None]) -> list[Membership]:
    """How those of these bodies take part that do, by their names."""
    found = Membership.objects.filter(
        place=deliberation.place_id,
        deliberation=deliberation,
        organisation__in=list(bodies),
        left_on__isnull=True,
    )
    return list(found.select_related("organisation").order_by("organisation__name", "pk"))


def took_part_in(person: Person) -> list[Membership]:
    """What somebody takes part in, the latest first."""
    found = Membership.objects.filter(place=person.place_id, person=person, left_on__isnull=True)
    return list(
        found.select_related("deliberation__place", "deliberation__convenor").order_by(
            "-deliberation__number"
        )
    )


def last_revisions(contributions: Collection[Contribution]) -> dict[UUID, Revision]:
    """The last words of each as they were first said, by its key; without those that have none."""
    if not contributions:
        return {}
    place = next(iter(contributions)).place_id
    rows = Revision.objects.filter(place=place, contribution__in=contributions, translates__isnull=True)
    return {row.contribution_id: row for row in rows.order_by("number")}
