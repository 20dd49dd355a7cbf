"""Who may act on what a body brought, and who holds a side to an agreement: one rule, whoever else has a role there."""

from __future__ import annotations

from uuid import uuid4

import pytest

from helpfulacts.core.errors import NotAllowed
from helpfulacts.deliberation.models import Contribution, Membership
from helpfulacts.deliberation.rules import SPEAK_FOR_A_BODY, may_raise_undertaking
from helpfulacts.deliberation.words import is_author, require_author
from helpfulacts.people.actor import Actor

BODY = uuid4()


@pytest.mark.parametrize("role", ["officer", "navigator"])
def test_only_who_speaks_for_a_body_acts_on_what_it_brought(role: str) -> None:
    brought = Contribution(author=Membership(organisation_id=BODY))
    by = Actor("Mel", role, body_id=BODY)
    with pytest.raises(NotAllowed, match="Only who brought it"):
        require_author(by, brought)
    assert is_author(by, brought.author), "and nobody of the body reads it for others"


@pytest.mark.parametrize("role", SPEAK_FOR_A_BODY)
def test_whoever_signs_for_a_body_acts_for_it_and_holds_sides_to_it(role: str) -> None:
    by = Actor("Rae", role, body_id=BODY)
    require_author(by, Contribution(author=Membership(organisation_id=BODY)))
    with pytest.raises(NotAllowed):
        require_author(by, Contribution(author=Membership(organisation_id=uuid4())))
    assert may_raise_undertaking(by)
