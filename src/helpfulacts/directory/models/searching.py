"""What finding by words reads: one row for each offer that may be found, and how far a place's rows have come."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped


class OfferWords(PlaceScoped):
    """The words and facts of one offer, as 64-bit numbers (see `fulltext.code_of`).

    `codes` is int64[n], little-endian: `in_both` stems of its title that its text holds too, `in_title` others of its
    title, `in_text` others of its text, then its tokens. `search_key` is the offer's. `written` rises with every write of
    the place, so that a process that holds the rows reads only new ones. Derived: `index_offers` makes them again.
    """

    search_key = models.BigIntegerField()
    written = models.BigIntegerField()
    in_both = models.PositiveSmallIntegerField()
    in_title = models.PositiveSmallIntegerField()
    in_text = models.PositiveSmallIntegerField()
    codes = models.BinaryField(max_length=65_536)

    class Meta:
        ordering = ["place", "search_key"]
        constraints = [models.UniqueConstraint(fields=["place", "search_key"], name="offer_words_once")]
        indexes = [models.Index(fields=["place", "written"], name="offer_words_by_write")]


class OfferWordsHead(PlaceScoped):
    """`written`: the last number given. `shown`: the last one that a search must know of. `removed`: how many removals.

    Whoever writes rows locks this one until the end of the transaction, so numbers become visible in their order.
    """

    written = models.BigIntegerField(default=0)
    shown = models.BigIntegerField(default=0)
    removed = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["place"], name="offer_words_head_once"),
            models.CheckConstraint(condition=Q(shown__lte=models.F("written")), name="shown_was_written"),
        ]
