"""Who is acting: a person on their own plan, or somebody in a role, always with a name others can read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """`role` is "citizen", "helper", "nobody", or a RoleGrant role. `body` is the accountable organisation of a role.

    `helper_id`: whom a person named to help with their plan, when it is they who act.
    """

    shown_as: str
    role: str
    account_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    body_id: uuid.UUID | None = None
    helper_id: uuid.UUID | None = None

    @property
    def key(self) -> str:
        """One voice, told from others: the account, where there is one; up to 120 letters."""
        return str(self.account_id or self.shown_as)[:120]

    def has(self, *roles: str) -> bool:
        return self.role in roles


def the_person(person_id: uuid.UUID, account_id: uuid.UUID | None = None) -> Actor:
    """Somebody who acts for themselves."""
    return Actor("the person", "citizen", account_id, person_id)


NOBODY = Actor(shown_as="somebody", role="nobody")
OPERATOR = Actor(shown_as="the operator, at the command line", role="operator")
SYSTEM = Actor(shown_as="the system", role="system")
