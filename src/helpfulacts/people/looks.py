"""Looks that somebody else looks into: at one's own record, and at the record of somebody who works in the same body."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotFound
from helpfulacts.places.models import Place

from .actor import Actor
from .models import AccessRecord, LookCheck, Person, RoleGrant
from .rules import may_check_looks, require

NOUN = "look"
"""What is opened by whoever looks into a look: such looks are on no list to look into, or the list had no end."""
OUTCOMES = LookCheck.OUTCOMES
STAYS = dt.timedelta(days=90)
OWN, COLLEAGUE = "own", "colleague"


@dataclass(frozen=True)
class Seen:
    """A look. `whose`: “own” or “colleague” where somebody looks into it, else "". `check`: what they found, once they did."""

    look: AccessRecord
    whose: str
    check: LookCheck | None


def looks_to_check(place: Place, by: Actor) -> list[Seen]:
    """What nobody has looked into yet, the oldest first; then what was looked into in the last 90 days, the newest first.

    Raises NotAllowed.
    """
    rows = _to_check(place, by)
    done = [(one.check.at, one) for one in rows if one.check]
    return [one for one in rows if not one.check] + [
        one for _, one in sorted(done, key=lambda pair: pair[0], reverse=True)
    ]


def get_look_to_check(place: Place, look_id: uuid.UUID, by: Actor) -> Seen:
    """One of them. Raises NotAllowed, or NotFound."""
    for one in _to_check(place, by, pk=look_id):
        return one
    raise NotFound("There is no such look to look into.")


def _to_check(place: Place, by: Actor, **which: uuid.UUID) -> list[Seen]:
    require(may_check_looks(by), "read who looked at the record of somebody they work with")
    account_of = _who_work_here(place)
    looks = AccessRecord.objects.filter(
        place=place, person__in=list(account_of), by_account__isnull=False, **which
    )
    looks = looks.exclude(noun=NOUN).exclude(checks__at__lt=now() - STAYS).order_by("at", "pk")
    return [one for one in _seen(place, list(looks), account_of) if one.whose]


def seen_by(person: Person) -> list[Seen]:
    """Every look at this person's record, the newest first, with what was found of those that somebody looks into."""
    looks = AccessRecord.objects.filter(place=person.place_id, person=person.pk).order_by("-at")
    account_of = {person.pk: person.account_id} if person.account_id else {}
    return _seen(person.place, list(looks), account_of)


def _who_work_here(place: Place) -> dict[uuid.UUID, uuid.UUID]:
    """The accounts of people with a record here who hold a role, or held one, by their person."""
    holders = RoleGrant.objects.filter(place=place).values("account")
    rows = Person.objects.filter(place=place, account__in=holders)
    return {person: account for person, account in rows.values_list("pk", "account") if account}


def _seen(place: Place, looks: list[AccessRecord], account_of: dict[uuid.UUID, uuid.UUID]) -> list[Seen]:
    grants = _grants(place) if account_of else {}
    checks = {one.look_id: one for one in LookCheck.objects.filter(place=place, look__in=looks)}
    zone = ZoneInfo(place.zone)

    def whose(look: AccessRecord) -> str:
        theirs = account_of.get(look.person)
        if theirs is None or look.by_account is None or look.noun == NOUN:
            return ""
        bodies = _bodies(grants.get(look.by_account, []), look.at, zone)
        if look.by_account == theirs:
            return OWN if bodies else ""
        return COLLEAGUE if bodies & _bodies(grants.get(theirs, []), look.at, zone) else ""

    return [Seen(look, whose(look), checks.get(look.pk)) for look in looks]


def _grants(place: Place) -> dict[uuid.UUID, list[RoleGrant]]:
    found: dict[uuid.UUID, list[RoleGrant]] = defaultdict(list)
    for grant in RoleGrant.objects.filter(place=place):
        found[grant.account_id].append(grant)
    return found


def _bodies(grants: list[RoleGrant], at: dt.datetime, zone: ZoneInfo) -> set[uuid.UUID]:
    """For which bodies a role was held at that moment."""
    day = at.astimezone(zone).date()
    return {
        one.body_id
        for one in grants
        if one.begins <= day <= one.until and (one.revoked_at is None or at < one.revoked_at)
    }
