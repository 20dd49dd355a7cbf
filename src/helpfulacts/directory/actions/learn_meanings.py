"""Encode what offers mean, where their text or the model is new. Derived rows: nothing is recorded.

A single edit is encoded with the edit (`AT_ONCE`). Where many offers come at once, a feed or a new place, that would
hold up whoever writes next: they are found by words at once, and each night (`helpfulacts nightly`) learns the rest, in
short batches that stand on their own, so that it can stop anywhere and go on the next night.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.places.models import Place

from ..keys import next_keys
from ..meaning import Embedder, embedder
from ..meanings import hash_of, packed, text_of
from ..models import Offer, OfferMeaning, TermMeaning
from ..tokens import terms_carried

AT_ONCE = 20
BATCH = 200


def learn_edited(*, place: Place, offers: Sequence[Offer]) -> int:
    """In the transaction of an edit: encode these few offers; the number encoded. More than a few wait for the night."""
    active = [offer for offer in offers if offer.status == "active"]
    if not active or len(offers) > AT_ONCE:
        return 0  # before the model is loaded: a feed has no use for it
    model = embedder()
    return _learn(place, active, model) if model is not None else 0


def learn_meanings(*, place: Place) -> int:
    """Encode every active offer that has no vector of its present text, and the terms they carry; how many were encoded."""
    model = embedder()
    if model is None:
        return 0
    OfferMeaning.objects.filter(place=place).exclude(offer__status="active").delete()
    learnt, last = 0, 0
    while batch := list(
        Offer.objects.filter(place=place, status="active", search_key__gt=last)
        .order_by("search_key")
        .only("place_id", "search_key", "title", "summary", "carried", "status")[:BATCH]
    ):
        last = batch[-1].search_key
        learnt += _learn(place, batch, model)
    return learnt


def _learn(place: Place, offers: Sequence[Offer], model: Embedder) -> int:
    """The slow part runs before the writers' turn is taken, so that nobody waits for a model."""
    texts = {offer.search_key: text_of(offer) for offer in offers}
    known = dict(
        OfferMeaning.objects.filter(place=place, model=model.name, search_key__in=list(texts))
        .order_by("search_key")
        .values_list("search_key", "text_hash")
    )
    changed = [offer for offer in offers if known.get(offer.search_key) != hash_of(texts[offer.search_key])]
    rows = model.encode([texts[offer.search_key] for offer in changed])
    vectors = {offer.search_key: row for offer, row in zip(changed, rows, strict=True)}
    terms = {code: words for offer in offers for code, words in terms_carried(offer).items()}
    kept = set(
        TermMeaning.objects.filter(place=place, model=model.name, code__in=list(terms)).values_list(
            "code", flat=True
        )
    )
    new_terms = {code: words for code, words in terms.items() if code not in kept}
    term_vectors = model.encode(list(new_terms.values()))
    if not changed and not new_terms:
        return 0
    with register.writing(place):
        newest = OfferMeaning.objects.filter(place=place).aggregate(at=Max("written"))["at"] or 0
        first = max(newest + 1, next_keys(1)[0])
        keys = [offer.search_key for offer in changed]
        # Whatever was changed in the meantime has its own vector by now: only texts that still stand are written.
        now = Offer.objects.filter(place=place, search_key__in=keys).only("search_key", "title", "summary")
        still = {offer.search_key: hash_of(text_of(offer)) for offer in now.order_by("search_key")}
        changed = [one for one in changed if still.get(one.search_key) == hash_of(texts[one.search_key])]
        keys = [offer.search_key for offer in changed]
        OfferMeaning.objects.filter(place=place, search_key__in=keys).delete()
        OfferMeaning.objects.bulk_create(
            OfferMeaning(
                id=uuid.uuid4(),  # never from a seed: the demonstration is the same with and without the extra
                place=place,
                offer=offer,
                search_key=offer.search_key,
                model=model.name,
                text_hash=hash_of(texts[offer.search_key]),
                written=first + at,
                vector=packed(vectors[offer.search_key]),
            )
            for at, offer in enumerate(changed)
        )
        TermMeaning.objects.filter(place=place, code__in=list(new_terms)).delete()
        TermMeaning.objects.bulk_create(
            TermMeaning(
                id=uuid.uuid4(), place=place, code=code, name=name, model=model.name, vector=packed(vector)
            )
            for (code, name), vector in zip(new_terms.items(), term_vectors, strict=True)
        )
    return len(changed)
