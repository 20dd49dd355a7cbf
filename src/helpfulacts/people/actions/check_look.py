"""Say what was found of a look at one's own record, or at that of somebody one works with."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from ..actor import Actor
from ..looks import NOUN, OUTCOMES
from ..models import AccessRecord, LookCheck, Person
from ..purposes import is_said
from ..rules import may_check_looks, require

LONGEST = 300


def check_look(*, look: AccessRecord, outcome: str, words: str, by: Actor) -> LookCheck:
    """Once, for the person to read. Raises Refused for whoever looked, or was looked at: somebody else has to."""
    require(may_check_looks(by), "look into this look")
    if outcome not in dict(OUTCOMES):
        raise Refused("Choose what you found.", field="outcome")
    if not is_said(words) or len(words.strip()) > LONGEST:
        raise Refused(f"Say what you asked and heard, in up to {LONGEST} letters.", field="words")
    with register.writing(look.place_id):
        if is_party(look, by):
            raise Refused("You looked, or it is your own record. Somebody else has to look into this one.")
        if LookCheck.objects.filter(place=look.place_id, look=look).exists():
            raise Refused("Somebody has looked into this already.")
        check = LookCheck(
            place=look.place, look=look, outcome=outcome, by_shown_as=by.shown_as[:80], at=now()
        )
        check.words = words.strip()
        check.save(force_insert=True)
        register.record(
            place=look.place, action="looked into a look", noun=NOUN, subject=check.pk, facts={"by": by.role}
        )  # fmt: skip
    return check


def is_party(look: AccessRecord, by: Actor) -> bool:
    """Is it the look, or the record, of `by`?"""
    theirs = Person.objects.filter(place=look.place_id, pk=look.person).values_list("account", flat=True)
    return by.account_id is None or by.account_id in (look.by_account, *theirs)
