"""What a reader asked to see only, and how many of what was found each choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from helpfulacts.core.errors import Refused

from .access import says_no
from .facets import ACCESS_NEEDS, DAYS, KINDS, LANGUAGES, SPHERES, WAYS
from .tokens import token, tokens_of

if TYPE_CHECKING:
    from .models import Offer


@dataclass(frozen=True)
class Filters:
    """Each a set of codes, empty = any; `fetched`: only what comes with a way to get there.

    `needs` are facts of getting in, and the only ones for which no answer is kept in the list (see `access`).
    """

    kinds: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    spheres: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    free: bool = False
    fetched: bool = False

    def checked(self) -> Filters:
        """Itself, or Refused with one sentence for a code that is not known."""
        for given, known, what in (
            (self.kinds, KINDS, "a kind of help"),
            (self.days, DAYS, "a day"),
            (self.languages, LANGUAGES, "a language code we know"),
            (self.ways, WAYS, "a way to get help"),
            (self.spheres, SPHERES, "who help can be from"),
            (self.needs, ACCESS_NEEDS, "a fact of getting in"),
        ):
            for code in given:
                if code not in known:
                    raise Refused(
                        f"“{code[:20]}” is not {what}. Choose from: {', '.join(known)}.", field="filter"
                    )
        return self

    def tokens(self) -> list[list[str]]:
        """Groups of tokens: one of each group must be there. `needs` are not among them."""
        groups = [
            [token(family, code) for code in codes]
            for family, codes in (
                ("kind", self.kinds),
                ("day", self.days),
                ("language", self.languages),
                ("where", self.ways),
                ("sphere", self.spheres),
            )
        ]
        groups += [
            [word] if asked else []
            for asked, word in (
                (self.free, token("cost", "free")),
                (self.fetched, token("fetched", "yes")),
            )
        ]
        return [group for group in groups if group]


CHOICES: dict[str, tuple[tuple[str, ...], str]] = {
    "kinds": (tuple(KINDS), "kind"),
    "days": (DAYS, "day"),
    "languages": (tuple(LANGUAGES), "language"),
    "ways": (WAYS, "where"),
    "spheres": (tuple(SPHERES), "sphere"),
    "free": (("free",), "cost"),
    "fetched": (("yes",), "fetched"),
}


def counted(offers: Iterable[Offer]) -> dict[str, dict[str, int]]:
    """How many of `offers` each single choice would leave: filter → code → number. The same tokens filter and count."""
    rows = list(offers)
    prefetch_related_objects(rows, "schedules", "access_facts")
    held = Counter(word for offer in rows for word in tokens_of(offer))
    found = {
        name: {code: held[token(family, code)] for code in codes} for name, (codes, family) in CHOICES.items()
    }
    found["needs"] = {code: sum(not says_no(offer, [code]) for offer in rows) for code in ACCESS_NEEDS}
    return found
