"""Grant a role for a time, for an accountable body."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.errors import Refused

from ..actor import OPERATOR, Actor
from ..models import Account, Organisation, RoleGrant

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def grant_role(
    *,
    place: Place,
    account: Account,
    role: str,
    shown_as: str,
    body: Organisation,
    begins: dt.date,
    until: dt.date,
    by: Actor = OPERATOR,
) -> RoleGrant:
    """`account` holds `role` for `body` from `begins` to `until`, both included."""
    if role not in dict(RoleGrant.ROLES):
        raise Refused(f"There is no role “{role}”. Roles: {', '.join(dict(RoleGrant.ROLES))}.", field="role")
    if until < begins:
        raise Refused("A role must end after it begins.", field="until")
    with register.writing(place):
        grant = RoleGrant.objects.create(
            place=place, account=account, role=role, shown_as=shown_as, body=body, begins=begins, until=until
        )
        register.record(
            place=place,
            action="granted a role",
            noun="role grant",
            subject=grant.pk,
            facts={"role": role, "body": body.name, "until": until.isoformat(), "by": by.role},
        )
    return grant
