"""Take a role back: it stops counting at once, on the next page that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from .. import selectors
from ..models import RoleGrant

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
            ).select_related("body")
            if account
            else []
        )
        if not grants:
            raise Refused(f"{email} does not have the role {role} in {place.name}.", field="email")
        for grant in grants:
            RoleGrant.objects.filter(place=place, pk=grant.pk).update(revoked_at=now())
            register.record(place=place, action="took back a role", noun="role grant", subject=grant.pk)
    return grants
