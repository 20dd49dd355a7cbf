"""Taxonomies and terms of a place's feed: our own, and whatever its feeds have brought."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from helpfulacts.core.deadline import check
from helpfulacts.core.errors import Refused
from helpfulacts.directory import feeds
from helpfulacts.exchange.oruk.terms import (
    HELPS_ID,
    KIND_ID,
    OUR_TERMS,
    TAXONOMIES,
    facets_of,
    kind_of,
)


class Vocabulary:
    """`taxonomies` and `terms` by id, ours first, then by name."""

    def __init__(self, place: Any, kinds: Sequence[str]) -> None:
        self.taxonomies: dict[str, dict[str, Any]] = {one["id"]: dict(one) for one in TAXONOMIES}
        self.terms: dict[str, dict[str, Any]] = {one["id"]: dict(one) for one in OUR_TERMS}
        brought = [
            one["taxonomy_term"]
            for attributes in feeds.said_of_terms(place, kinds)
            for one in attributes
            if isinstance(one.get("taxonomy_term"), dict)
        ]
        for term in sorted(brought, key=lambda one: (one["name"].casefold(), one["id"])):
            self.terms.setdefault(term["id"], term)
        for term in list(self.terms.values()):
            if "taxonomy_id" in term:
                self.taxonomies.setdefault(term["taxonomy_id"], _taxonomy(term))

    def filters(self, term: uuid.UUID | None, taxonomy: uuid.UUID | None) -> dict[str, Any]:
        """The fields of `Wanted` for these ids. Raises Refused for one that is not here."""
        fields: dict[str, Any] = {}
        if term is not None:
            key = str(term)
            if key not in self.terms:
                raise Refused("“taxonomy_term_id” names no term that is here.")
            if facets := facets_of(key):
                fields["facets"] = facets
            elif kind := kind_of(key):
                fields["kind"] = kind
            else:
                fields["term"] = key
        if taxonomy is not None:
            key = self.known_taxonomy(taxonomy)
            if key == HELPS_ID:
                fields["any_facet"] = True
            elif key != KIND_ID:  # everything has a kind
                fields["taxonomy"] = key
        return fields

    def known_taxonomy(self, taxonomy: uuid.UUID) -> str:
        if str(taxonomy) not in self.taxonomies:
            raise Refused("“taxonomy_id” names no taxonomy that is here.")
        return str(taxonomy)

    def taxonomy_list(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        return [one for one in self.taxonomies.values() if says_words(one, asked)]

    def whole_taxonomy(self, key: str) -> dict[str, Any] | None:
        """A taxonomy with its terms."""
        found = self.taxonomies.get(key)
        terms = [term for term in self.terms.values() if term.get("taxonomy_id") == key]
        return found | {"taxonomy_terms": terms} if found else None

    def term_list(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        found = [term for term in self.terms.values() if says_words(term, asked)]
        if "taxonomy_id" in asked:
            key = self.known_taxonomy(asked["taxonomy_id"])
            found = [term for term in found if term.get("taxonomy_id") == key]
        if asked.get("top_only"):
            found = [term for term in found if "parent_id" not in term]
        if "parent_id" in asked:
            parent = str(asked["parent_id"])
            if parent not in self.terms and not any(
                term.get("parent_id") == parent for term in self.terms.values()
            ):
                raise Refused("“parent_id” names no term that is here.")
            found = [term for term in found if term.get("parent_id") == parent]
        return found


def says_words(record: dict[str, Any], asked: dict[str, Any]) -> bool:
    """Whether, for each word that was asked for, a word in the name or description of the record begins so."""
    check()
    words = f"{record['name']} {record['description']}"
    return all(re.search(feeds.begins_with(word), words, re.IGNORECASE) for word in asked.get("search", ()))


def _taxonomy(term: dict[str, Any]) -> dict[str, Any]:
    detail = term.get("taxonomy_detail", {})
    name = detail.get("name") or term.get("taxonomy") or "A taxonomy of a feed"
    return {
        **detail,
        "id": term["taxonomy_id"],
        "name": name,
        "description": detail.get("description") or name,
    }
