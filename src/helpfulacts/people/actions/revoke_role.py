"""Take a role back: it stops counting at once, on the next page that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from .. import selectors
from ..actor import OPERATOR, Actor
from ..models import RoleGrant
from ..rules import require

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def revoke_role(*, place: Place, email: str, role: str) -> list[RoleGrant]:
    """The grants of `role` taken back, for whichever body they were, also one not begun or over. Raises Refused."""
    if role not in dict(RoleGrant.ROLES):
        raise Refused(f"There is no role “{role}”. Roles: {', '.join(dict(RoleGrant.ROLES))}.", field="role")
    with register.writing(place):
        account = selectors.account_by_email(email)
        grants = list(
            RoleGrant.objects.filter(
                place=place, account=account, role=role, revoked_at__isnull=True
            ).select_related("body", "place")
            if account
            else []
        )
        if not grants:
            raise Refused(f"{email} does not have the role {role} in {place.name}.", field="email")
        for grant in grants:
            _take_back(grant, OPERATOR)
    return grants


def revoke_grant(*, grant: RoleGrant, by: Actor) -> None:
    """One grant. Twice changes nothing. Raises Refused for the last officer: somebody must be able to give roles."""
    require(by.has("officer"), "take a role back")
    with register.writing(grant.place_id):
        grant.refresh_from_db(fields=["revoked_at"])
        if grant.revoked_at is not None:
            return
        officers = selectors.live_grants_of_role(grant.place, "officer")
        if [one.pk for one in officers] == [grant.pk]:
            raise Refused("Nobody else is an officer here. Give somebody that role first.")
        _take_back(grant, by)


def _take_back(grant: RoleGrant, by: Actor) -> None:
    RoleGrant.objects.filter(place=grant.place_id, pk=grant.pk).update(revoked_at=now())
    register.record(
        place=grant.place, action="took back a role", noun="role grant", subject=grant.pk,
        facts={"role": grant.role, "body": grant.body.name, "by": by.role},
    )  # fmt: skip
