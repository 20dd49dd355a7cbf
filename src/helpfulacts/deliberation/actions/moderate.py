"""Read what waits: show it, or hide it by a line of the policy and for a reason that everybody can read."""

from __future__ import annotations

from typing import Any

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.public_words import public_words
from helpfulacts.people.rules import require

from ..models import Contribution, Moderation
from ..policy import line_of
from ..rules import may_moderate
from ..words import NOUN, is_author, was_read

LONGEST_REASON = 300


def show(*, contribution: Contribution, by: Actor) -> Moderation:
    """Everybody reads it from now on. Only what waits; what was hidden is shown by another look (`appeal.py`).

    Raises Refused, NotAllowed: nobody reads what they brought themselves.
    """
    _may(contribution, by)
    with register.writing(contribution.place_id):
        contribution.refresh_from_db()
        if contribution.state != "waiting":
            raise Refused("This does not wait any more. Reload the page.")
        return _set(contribution, "shown", "shown", by)


def hide(*, contribution: Contribution, line: str, reason: str, by: Actor) -> Moderation:
    """Nobody but its author reads it any more. line: a code of the policy; reason: public, so it names nobody.

    Its words stay, so that somebody else can look again. Raises Refused, NotAllowed.
    """
    _may(contribution, by)
    policy, reason = why_hidden(line, reason)
    with register.writing(contribution.place_id):
        contribution.refresh_from_db()
        if contribution.state not in ("waiting", "shown"):
            raise Refused("This is not shown, and does not wait. Reload the page.")
        return _set(contribution, "hidden", "hidden", by, policy=policy, reason=reason)


def why_hidden(line: str, reason: str) -> tuple[str, str]:
    """(code, reason) as they are kept. Raises Refused."""
    code = line_of(line).code
    empty = "Say why, in words that everybody can read."
    return code, public_words(reason, empty, field="reason", longest=LONGEST_REASON)


def log(contribution: Contribution, what: str, by: Actor, **fields: Any) -> Moderation:
    """One line of the log, which says no word of what it is about. Inside `register.writing`."""
    return Moderation.objects.create(
        place=contribution.place, contribution=contribution, what=what, by_key=by.key, by_shown_as=by.shown_as[:80],
        at=now(), **fields,
    )  # fmt: skip


def _may(contribution: Contribution, by: Actor) -> None:
    require(may_moderate(by), "decide whether this is shown")
    if is_author(by, contribution.author):
        raise NotAllowed("You brought this. Somebody else reads it.")


def _set(contribution: Contribution, state: str, what: str, by: Actor, **fields: Any) -> Moderation:
    contribution.state = state
    contribution.save(update_fields=["state"])
    done = log(contribution, what, by, **fields)
    was_read(contribution, by)
    register.record(
        place=contribution.place,
        action="read what was brought",
        noun=NOUN,
        subject=contribution.pk,
        facts={
            "deliberation": contribution.deliberation.number, "number": contribution.number, "what": what,
            "line": done.policy, "by": by.role,
        },
    )  # fmt: skip
    return done
