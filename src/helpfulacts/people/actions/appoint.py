"""Appoint somebody: an account if they have none, their organisation if it is new, and a role for a time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused

from .. import selectors
from ..actor import OPERATOR, Actor
from ..models import RoleGrant
from ..rules import require
from .begin_account import begin_account
from .begin_organisation import begin_organisation
from .grant_role import grant_role

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

LATEST = dt.timedelta(days=2 * 366)
"""A role is for a time: given again, it goes on. Whoever runs the server may say longer."""


def appoint(
    *,
    place: Place,
    email: str,
    password: str | None,
    role: str,
    shown_as: str,
    body: str,
    until: dt.date,
    by: Actor = OPERATOR,
    new_body: bool = True,
) -> bool:
    """True when the account is new and `password` is theirs; None: they choose one by a letter to their address.

    `new_body`: a body that is not known by that name is begun. A role in force goes on until a later day. Raises Refused
    for a role already held, and for whoever would give one to themselves.
    """
    require(by.has("officer", "operator"), "give somebody a role")
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(f"“{email}” is not an e-mail address. Check it.", field="email") from None
    if not shown_as.strip():
        raise Refused("Say the name that others will read.", field="shown_as")
    if until < today(place.zone):
        raise Refused("The last day of the role has passed. Choose a later one.", field="until")
    if not by.has("operator") and until > today(place.zone) + LATEST:
        raise Refused("A role is given for two years at most. Choose an earlier last day.", field="until")
    with register.writing(place):
        account = selectors.account_by_email(email)
        if account is not None and account.pk == by.account_id:
            raise Refused(
                "Nobody gives a role to themselves. Ask another officer, or whoever runs the server.",
                field="email",
            )
        fresh = account is None
        account = account or begin_account(email=email, password=password)
        named = [
            one for one in selectors.organisations(place) if one.name.casefold() == body.strip().casefold()
        ]
        if not named and not new_body:
            raise Refused(
                "No body here has that name. Write it just as it is listed, or say that it is new.",
                field="body",
            )
        organisation = named[0] if named else begin_organisation(place=place, name=body)
        held = RoleGrant.objects.filter(
            place=place, account=account, role=role, body=organisation, revoked_at__isnull=True
        )
        # One that is over is closed, so that the same person may have it again.
        held.filter(until__lt=today(place.zone)).update(revoked_at=now())
        for grant in held.filter(until__lt=until):
            RoleGrant.objects.filter(place=place, pk=grant.pk).update(until=until)
            register.record(
                place=place, action="granted a role", noun="role grant", subject=grant.pk,
                facts={"role": role, "body": organisation.name, "until": until.isoformat(), "by": by.role},
            )  # fmt: skip
            return fresh
        if held.exists():
            raise Refused(f"{email} already has this role for {organisation.name}.")
        grant_role(
            place=place,
            account=account,
            role=role,
            shown_as=shown_as.strip()[:80],
            body=organisation,
            begins=today(place.zone),
            until=until,
            by=by,
        )
    return fresh
