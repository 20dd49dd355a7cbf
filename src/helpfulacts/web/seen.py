"""What an entry said when somebody opened its form: what others changed meanwhile is never written over unseen.

A form names in `says` what it shows of an entry; one that shows something else says by `facts_of` what that is. The page
carries a short digest of each; a change of anything else, by the same keeper in another tab too, concerns the form nothing.
Of a form of many boxes (`forms/shared.py`) those that its writer left as they were made say what stands there now.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, QueryDict

from helpfulacts.core import register
from helpfulacts.core.errors import ChangedSince
from helpfulacts.core.words import tidy_lines
from helpfulacts.directory import history

from .history_words import says_now

FIELD = "seen"
EVERYTHING = (*history.FIELDS, "days")
_LONGEST = 4000


def as_seen(request: HttpRequest, offer: Any, form: Any) -> dt.datetime:
    """`offer` is as it was read for this request: its `changed_at`, by which the action knows that nothing came since.

    Raises ChangedSince as `stands_as_seen`.
    """
    stands_as_seen(request, offer, form)
    changed_at: dt.datetime = offer.changed_at
    return changed_at


def stands_as_seen(request: HttpRequest, subject: Any, form: Any) -> None:
    """Raises ChangedSince, with what it says now, where something that the form shows was changed after it was made.

    The facts that were changed are `form.came` then, by their names.
    """
    posted, facts = _posted(request.POST), _facts(subject, form)
    changed = {
        name: facts[name] for name in form.says if posted.get(name, "") not in ("", _digest(facts[name]))
    }
    if changed:
        form.came = changed
        what, say = getattr(form, "called", "entry"), getattr(form, "says_now", says_now)
        raise ChangedSince(
            f"This {what} has changed since you opened this page. {say(changed)} "
            "Nothing of yours was saved yet. If what you wrote is still right, send it again."
        )


def stands_in_turn(request: HttpRequest, form: Any, there: Callable[[], Any]) -> None:
    """`stands_as_seen` for what no action compares: `there` reads it anew once it is this writer's turn, until all is written."""
    with register.writing(request.place):  # type: ignore[attr-defined]
        stands_as_seen(request, there(), form)


def seen_by(request: HttpRequest, subject: Any, form: Any) -> str:
    """The value for a form: what it was made from; once somebody was told that it has changed, what it is now."""
    posted = _posted(request.POST)
    if not posted or not form.is_bound or getattr(form, "changed_since", False):
        posted = {name: _digest(fact) for name, fact in _facts(subject, form).items()}
    return " ".join(f"{name}:{digest}" for name, digest in posted.items())


def with_what_came(sent: QueryDict, groups: Mapping[str, Mapping[str, Any]]) -> QueryDict:
    """What was sent; a group of boxes that was left as it was made says what stands there now.

    `groups`: by name, what each of its boxes says now: a text, or a list of what is ticked.
    """
    posted, given = _posted(sent), sent.copy()
    for name, boxes in groups.items():
        typed = {
            box: sent.getlist(box) if isinstance(says, list) else tidy_lines(sent.get(box, ""))
            for box, says in boxes.items()
        }
        if posted.get(name) == _digest(typed):
            for box, says in boxes.items():
                given.setlist(box, says if isinstance(says, list) else [says])
    return given


def _posted(sent: QueryDict) -> dict[str, str]:
    """“title:0a1b cost:2c3d” as digests by name; empty where nothing can be read."""
    rows = (one.partition(":") for one in sent.get(FIELD, "")[:_LONGEST].split())
    return {name: digest for name, colon, digest in rows if colon}


def _facts(subject: Any, form: Any) -> dict[str, Any]:
    facts = form.facts_of(subject) if hasattr(form, "facts_of") else _of_an_entry(subject)
    return {name: facts[name] for name in form.says}


def _of_an_entry(offer: Any) -> dict[str, Any]:
    return history.facts_of(offer) | {"days": history.days_of(offer)}


def _digest(fact: Any) -> str:
    return hashlib.sha256(json.dumps(fact, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()[:12]
