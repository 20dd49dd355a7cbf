"""Full-text rows of offers, on SQLite (FTS5, Porter stems) and on PostgreSQL (tsvector): same calls, same columns.

This is one of the two modules with SQL of one vendor; each function has both branches. A row is keyed by the offer's
`search_key` and holds its title, its other words, and tokens for the facts that finding filters by. Each word is kept
once, so repeating it gains nothing. Rows are written by actions, in the offer's own transaction.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, connection, transaction

from helpfulacts.core.errors import Refused

from .staged import staged_keys
from .tokens import place_token, tokens_of
from .words import distinct_words

if TYPE_CHECKING:
    from .models import Offer

TABLE = "directory_offer_text"
MOST_WORDS = 160
TITLE_WEIGHT, WORDS_WEIGHT, TOKEN_WEIGHT = 4.0, 1.0, 0.0
LONGEST_SEARCH_SECONDS = 2.0
WITH_A_ROW = ("active", "staged")


def _row(offer: Offer) -> tuple[int, str, str, list[str]]:
    ward = offer.ward.name if offer.ward else ""
    words = f"{offer.summary} {offer.description} {offer.brings} {offer.shown_from} {ward}"
    return (
        offer.search_key,
        " ".join(distinct_words(offer.title)),
        " ".join(distinct_words(words)[:MOST_WORDS]),
        tokens_of(offer),
    )


def write(offers: Iterable[Offer]) -> None:
    """Write or replace the rows of these offers (with their wards at hand); the row of one that nobody may find is removed."""
    offers = list(offers)
    remove(offers)
    rows = sorted(_row(offer) + (str(offer.place_id),) for offer in offers if offer.status in WITH_A_ROW)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                f"INSERT INTO {TABLE} (search_key, place_id, body, tokens) VALUES (%s, %s, "
                "setweight(to_tsvector('english', %s), 'A') || setweight(to_tsvector('english', %s), 'C'), %s)",
                [(key, place, title, words, tokens) for key, title, words, tokens, place in rows],
            )
        else:
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, title, words, tokens) VALUES (%s, %s, %s, %s)",
                [(key, title, words, " ".join(tokens)) for key, title, words, tokens, _ in rows],
            )


def remove(offers: Iterable[Offer]) -> None:
    """Remove the rows of these offers, if they are there."""
    keys = [offer.search_key for offer in offers]
    column = "search_key" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE {column} = %s", [(key,) for key in keys])


def search(
    place_id: Any,
    *,
    terms: Sequence[str] = (),
    any_tokens: Sequence[str] = (),
    all_tokens: Sequence[Sequence[str]] = (),
    limit: int = 500,
) -> list[tuple[int, float]]:
    """(search key, text score) of offers that hold any of `terms` or `any_tokens`, best text first, at most `limit`.

    `all_tokens` are filters: each group must be met by one of its tokens. Terms are letters and digits only (see
    `words.terms_of`). With neither terms nor tokens, all that pass the filters. Raises Refused after two seconds.
    """
    hidden = staged_keys(place_id)
    with _not_too_long():
        if connection.vendor == "postgresql":
            return _search_postgres(place_id, terms, any_tokens, all_tokens, limit, hidden)
        return _search_sqlite(place_id, terms, any_tokens, all_tokens, limit, hidden)


def passing(
    place_id: Any,
    all_tokens: Sequence[Sequence[str]],
    limit: int,
    among: Sequence[int] | None = None,
) -> list[int]:
    """Search keys of at most `limit` offers that meet the filters, in no order; `among` looks at those keys alone."""
    with _not_too_long(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            where, values = ["place_id = %s"], [str(place_id)]
            for group in all_tokens:
                where.append("tokens && %s::text[]")
                values.append(list(group))  # type: ignore[arg-type]
            if among is not None:
                where.append("search_key = ANY(%s)")
                values.append(list(among))  # type: ignore[arg-type]
            cursor.execute(
                f"SELECT search_key FROM {TABLE} WHERE {' AND '.join(where)} LIMIT {limit}", values
            )
        else:
            chosen = (
                f" AND rowid IN ({','.join(str(int(key)) for key in among)})" if among is not None else ""
            )
            cursor.execute(
                f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s{chosen} LIMIT {limit}",
                [" AND ".join(_filters(place_id, all_tokens))],
            )
        return [row[0] for row in cursor.fetchall()]


def _filters(place_id: Any, groups: Sequence[Sequence[str]]) -> list[str]:
    """The place and the filters in the query language of FTS5."""
    parts = [f'(tokens : "{place_token(place_id)}")']
    return parts + ["(" + " OR ".join(f'tokens : "{token}"' for token in group) + ")" for group in groups]


def _search_sqlite(
    place_id: Any,
    terms: Sequence[str],
    any_tokens: Sequence[str],
    groups: Sequence[Sequence[str]],
    limit: int,
    hidden: tuple[int, int],
) -> list[tuple[int, float]]:
    wanted = [f'"{term}"' for term in terms] + [f'tokens : "{token}"' for token in any_tokens]
    parts = _filters(place_id, groups)
    if wanted:
        parts.append("(" + " OR ".join(wanted) + ")")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, -bm25({TABLE}, {TITLE_WEIGHT}, {WORDS_WEIGHT}, {TOKEN_WEIGHT}) AS score "
            f"FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid NOT BETWEEN %s AND %s "
            "ORDER BY score DESC, rowid LIMIT %s",
            [" AND ".join(parts), *hidden, limit],
        )
        return [(key, float(score)) for key, score in cursor.fetchall()]


def _search_postgres(
    place_id: Any,
    terms: Sequence[str],
    any_tokens: Sequence[str],
    groups: Sequence[Sequence[str]],
    limit: int,
    hidden: tuple[int, int],
) -> list[tuple[int, float]]:
    query = " | ".join(f"'{term}'" for term in terms)
    values: list[Any]
    where, values = ["place_id = %s", "search_key NOT BETWEEN %s AND %s"], [str(place_id), *hidden]
    wanted: list[str] = []
    if terms:
        wanted.append("body @@ to_tsquery('english', %s)")
        values.append(query)
    if any_tokens:
        wanted.append("tokens && %s::text[]")
        values.append(list(any_tokens))  # type: ignore[arg-type]
    if wanted:
        where.append(f"({' OR '.join(wanted)})")
    for group in groups:
        where.append("tokens && %s::text[]")
        values.append(list(group))  # type: ignore[arg-type]
    score = "0"
    if terms:
        score = "ts_rank(body, to_tsquery('english', %s))"
        values.insert(0, query)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT search_key, {score} AS score FROM {TABLE} WHERE {' AND '.join(where)} "
            "ORDER BY score DESC, search_key LIMIT %s",
            [*values, limit],
        )
        return [(key, float(score)) for key, score in cursor.fetchall()]


@contextmanager
def _not_too_long() -> Any:
    """Stop a search that takes longer than two seconds, on either engine."""
    sentence = "That search took too long. Use fewer words."
    try:
        if connection.vendor == "postgresql":
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SHOW statement_timeout")
                before = cursor.fetchone()[0]
                cursor.execute(f"SET LOCAL statement_timeout = {int(LONGEST_SEARCH_SECONDS * 1000)}")
                yield
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])
        else:
            connection.ensure_connection()
            deadline = time.monotonic() + LONGEST_SEARCH_SECONDS
            connection.connection.set_progress_handler(lambda: time.monotonic() > deadline, 20_000)
            try:
                yield
            finally:
                connection.connection.set_progress_handler(None, 0)
    except OperationalError as error:
        if "interrupted" in str(error) or "statement timeout" in str(error):
            raise Refused(sentence) from None
        raise
