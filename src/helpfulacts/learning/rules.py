"""Who may say how something went, take a recipe off, or begin from one."""

from __future__ import annotations

from helpfulacts.directory.models import Weave
from helpfulacts.directory.rules import may_weave
from helpfulacts.people.actor import Actor

from .models import Practice


def may_tell(actor: Actor, weave: Weave) -> bool:
    """Whoever wove it, and nobody for them."""
    return may_weave(actor) and weave.woven_by_key != "" and actor.key == weave.woven_by_key


def may_take_off(actor: Actor, practice: Practice) -> bool:
    """Whoever wove it; or an officer, where its words should not stand there."""
    return may_tell(actor, practice.weave) or actor.has("officer")
