"""Why no panel can be drawn from those who said yes, and what would do, in words that tell no small count.

The smallest change that works tells how few gave an answer: “take at least 1 of them instead of 3” where one person did. So it is
said of what is asked as a whole that its numbers cannot be kept, and the change is worked out as if nobody had given an answer
that fewer than ten gave. It goes by whole tens, or all the way where fewer than ten would be left. It is looser than what is
needed, so it is sure to work; a count decides only whether numbers that were published can be kept, and where it has whole tens.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace

from helpfulacts.core.words import joined
from helpfulacts.engine.choosing.panel_quotas import Change, Pool, pool_of, smallest_changes
from helpfulacts.engine.small import SMALL

from .panels import PromisedPanel, pool_from


def why_none(promised: PromisedPanel, said: Mapping[uuid.UUID, Mapping[str, str]]) -> str:
    """Why no panel can be drawn from those who told this, for whoever asks; "" where one can.

    Of fewer than ten people it is told that none can, and no more.
    """
    size, people = promised.size, len(said)
    if people >= size:
        pool = pool_from(promised, said)
        if not smallest_changes(pool, size):
            return ""
        if people >= SMALL:
            return _clash_and_change(pool, size)
    if people < SMALL:
        return f"They are fewer than {SMALL}, so it is not told which numbers clash."
    return f"They are fewer than {size}."


def _clash_and_change(pool: Pool, size: int) -> str:
    clashes, loose = loosened(pool, size)
    clash = " ".join(
        f"The numbers for {joined([f'“{one}”' for one in names])} cannot be kept." for names in clashes
    )
    changes = " ".join(map(str, changes_between(pool, loose)))
    return (
        f"{clash} A change that is sure to work: {changes} A smaller one may do. It is not told: it "
        "could tell how few people gave an answer."
    )


def loosened(pool: Pool, size: int) -> tuple[list[list[str]], Pool]:
    """(what is asked whose numbers cannot be kept, alone or together; the same people under numbers that can be).

    There are at least as many people as places, and no panel keeps the numbers of `pool`.
    """
    clashes = [[one] for one in pool.features if smallest_changes(_only(pool, [one], size), size)]
    for [one] in clashes:
        pool = _eased(pool, one, size)
    while smallest_changes(pool, size):
        together = list(pool.features)
        for one in pool.features:
            fewer = [other for other in together if other != one]
            if smallest_changes(_only(pool, fewer, size), size):
                together = fewer
        clashes.append(together)
        pool = _freed(pool, together[-1:], size)
    return clashes, pool


def changes_between(before: Pool, after: Pool) -> list[Change]:
    """Which bounds differ, in the order of the quotas."""
    return [
        Change(old, bound, getattr(old, bound), getattr(new, bound))
        for old, new in zip(before.quotas, after.quotas, strict=True)
        for bound in ("least", "most")
        if getattr(old, bound) != getattr(new, bound)
    ]


def _freed(pool: Pool, features: Iterable[str], size: int) -> Pool:
    """Without the numbers for these."""
    free = set(features)
    quotas = (
        replace(one, least=0, most=max(one.most, size)) if one.feature in free else one for one in pool.quotas
    )
    return replace(pool, quotas=tuple(quotas))


def _only(pool: Pool, features: Iterable[str], size: int) -> Pool:
    return _freed(pool, set(pool.features) - set(features), size)


def _eased(pool: Pool, feature: str, size: int) -> Pool:
    """The numbers of one thing that is asked so loose that they can be kept by those whose answers ten or more gave."""
    counts = zip(pool.quotas, (pool.has @ pool.sizes).tolist(), strict=True)
    own = {quota: many if many >= SMALL else 0 for quota, many in counts if quota.feature == feature}
    answers = [(quota.value,) for quota, many in own.items() for _ in range(many)]
    if len(answers) < size:
        return _freed(pool, [feature], size)
    alone = pool_of([str(at) for at in range(len(answers))], answers, list(own))
    return pool.relaxed([_by_tens(change, size) for change in smallest_changes(alone, size)])


def _by_tens(change: Change, size: int) -> Change:
    """At least as far; to nobody, or to the whole panel, where fewer than ten would be left."""
    step = SMALL * -(-abs(change.was - change.to) // SMALL)
    if change.bound == "least":
        return replace(change, to=change.was - step if change.was - step >= SMALL else 0)
    return replace(change, to=change.was + step if size - change.was - step >= SMALL else size)
