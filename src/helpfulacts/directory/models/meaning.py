"""What offers and the terms they carry mean, as vectors: derived rows, made again whenever a text or the model changes."""

from __future__ import annotations

from django.db import models

from helpfulacts.core.models import PlaceScoped

from .offers import Offer


class OfferMeaning(PlaceScoped):
    """The vector of one offer: `vector` is int8[width], 127 times a row of length 1 (see `meaning.Embedder`).

    `search_key` is the offer's. `text_hash` names the text it was made from, so that only changed texts are encoded
    again. `written` rises with every write of the place, so that a process that holds the vectors reads only new ones.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    search_key = models.BigIntegerField()
    model = models.CharField(max_length=60)
    text_hash = models.CharField(max_length=64)
    written = models.BigIntegerField()
    vector = models.BinaryField(max_length=4096)

    class Meta:
        ordering = ["place", "search_key"]
        constraints = [models.UniqueConstraint(fields=["place", "search_key"], name="meaning_once")]
        indexes = [models.Index(fields=["place", "written"], name="meaning_by_write")]


class TermMeaning(PlaceScoped):
    """The vector of one term of a taxonomy that offers here carry. `code` is its token in the rows by which offers are found."""

    code = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    model = models.CharField(max_length=60)
    vector = models.BinaryField(max_length=4096)

    class Meta:
        ordering = ["place", "code"]
        constraints = [models.UniqueConstraint(fields=["place", "code"], name="term_meaning_once")]
