"""Our own taxonomies as feeds show them: what an offer helps with (five strands, their facets) and its kind."""

from __future__ import annotations

from typing import Any

from helpfulacts.directory.drafts import exchange_id_for
from helpfulacts.directory.facets import FACETS, KINDS

_OURS = "helpfulacts"


def derived(*parts: object) -> str:
    """An identifier that follows from these words alone (UUID version 5), the same in every installation."""
    return str(exchange_id_for(_OURS, "|".join(str(part) for part in parts)))


HELPS_ID, KIND_ID = derived("taxonomy", "helps with"), derived("taxonomy", "kind")
HELPS, KIND = "Helpful Acts: what it helps with", "Helpful Acts kind"
TAXONOMIES: tuple[dict[str, Any], ...] = (
    {"id": HELPS_ID, "name": HELPS, "description": "What help is for, in the words people use."},
    {"id": KIND_ID, "name": KIND, "description": "Which of six kinds of help it is."},
)
OUR_TAXONOMIES = frozenset((HELPS_ID, KIND_ID))


def _term(
    key: str, name: str, description: str, taxonomy: dict[str, Any], parent: str = ""
) -> dict[str, Any]:
    term = {
        "id": derived("term", taxonomy["id"], key),
        "code": key,
        "name": name,
        "description": description,
        "taxonomy": taxonomy["name"],
        "taxonomy_id": taxonomy["id"],
        "term": name,
    }
    return term | {"parent_id": parent} if parent else term


STRANDS = {
    strand: _term(strand.casefold(), strand, strand, TAXONOMIES[0])
    for strand in dict.fromkeys(facet.strand for facet in FACETS)
}
FACET_TERMS = {
    facet.code: _term(facet.code, facet.words, facet.words, TAXONOMIES[0], STRANDS[facet.strand]["id"])
    for facet in FACETS
}
KIND_TERMS = {kind: _term(kind, kind, words, TAXONOMIES[1]) for kind, words in KINDS.items()}
OUR_TERMS: tuple[dict[str, Any], ...] = (*STRANDS.values(), *FACET_TERMS.values(), *KIND_TERMS.values())
_FACET_OF = {term["id"]: code for code, term in FACET_TERMS.items()}
_KIND_OF = {term["id"]: kind for kind, term in KIND_TERMS.items()}
_FACETS_UNDER = {
    term["id"]: tuple(facet.code for facet in FACETS if facet.strand == strand)
    for strand, term in STRANDS.items()
}


def facets_of(term_id: str) -> tuple[str, ...]:
    """The facets that one of our terms stands for: itself, or all of its strand. Empty for other terms."""
    code = _FACET_OF.get(term_id)
    return (code,) if code else _FACETS_UNDER.get(term_id, ())


def kind_of(term_id: str) -> str:
    """The kind that one of our terms names, or ""."""
    return _KIND_OF.get(term_id, "")
