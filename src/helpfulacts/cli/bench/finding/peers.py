"""Other ways to find, each on the same rows: an index made once, then `search(asked)` gives the ten best keys.

All are asked the same thing: any of the words, and the ward, the kind and one more filter must hold. None ranks by
anything but words. Imported only where they run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from .rows import Asked, Row

Search = Callable[[Asked], list[int]]
TOP = 10


def fts5_join(rows: Iterable[Row], folder: Path) -> Search:
    """SQLite's own index of words, joined to a table of facts with an index on each."""
    db = sqlite3.connect(folder / "join.sqlite3")
    db.executescript(
        "CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize='porter unicode61 remove_diacritics 2');"
        "CREATE TABLE offer (id INTEGER PRIMARY KEY, kind TEXT, free INT, fetches TEXT, everywhere INT);"
        "CREATE TABLE serves (offer INT, ward INT, PRIMARY KEY (ward, offer)) WITHOUT ROWID;"
        "CREATE INDEX by_kind ON offer (kind, free, fetches);"
    )
    for row in rows:
        db.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (row.key, row.title, row.text))
        facts = (row.key, row.kind, int(row.free), row.fetches, int(not row.wards))
        db.execute("INSERT INTO offer VALUES (?, ?, ?, ?, ?)", facts)
        db.executemany("INSERT INTO serves VALUES (?, ?)", [(row.key, ward) for ward in row.wards])
    db.commit()
    db.execute("ANALYZE")

    def search(asked: Asked) -> list[int]:
        more = ("AND o.free = 1 " if asked.free else "") + ("AND o.fetches = 'yes' " if asked.fetches else "")
        found = db.execute(
            "SELECT o.id FROM words JOIN offer o ON o.id = words.rowid WHERE words MATCH ? AND o.kind = ? "
            f"{more}AND (o.everywhere OR EXISTS (SELECT 1 FROM serves s WHERE s.ward = ? AND s.offer = o.id)) "
            "ORDER BY bm25(words, 4.0, 1.0) LIMIT ?",
            (" OR ".join(f'"{term}"' for term in asked.terms), asked.kind, asked.ward, TOP),
        )
        return [key for (key,) in found]

    return search


def tantivy_index(rows: Iterable[Row], folder: Path) -> Search:
    """A search library in Rust, with the facts as terms of its own field."""
    import tantivy

    schema = (
        tantivy.SchemaBuilder()
        .add_integer_field("key", stored=True, fast=True)
        .add_text_field("title", tokenizer_name="en_stem")
        .add_text_field("body", tokenizer_name="en_stem")
        .add_text_field("facts", tokenizer_name="raw")
        .build()
    )
    (folder / "tantivy").mkdir()
    index = tantivy.Index(schema, path=str(folder / "tantivy"))
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for row in rows:
        facts = [f"kind {row.kind}", f"fetches {row.fetches}", *(f"ward {ward}" for ward in row.wards)]
        facts += ["free"] if row.free else []
        facts += [] if row.wards else ["everywhere"]
        writer.add_document(tantivy.Document(key=row.key, title=row.title, body=row.text, facts=facts))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    query, must, should = tantivy.Query, tantivy.Occur.Must, tantivy.Occur.Should

    def term(words: str) -> Any:
        return query.term_query(schema, "facts", words)

    def search(asked: Asked) -> list[int]:
        any_of = index.parse_query(" ".join(asked.terms), ["title", "body"], field_boosts={"title": 4.0})
        here = query.boolean_query([(should, term("everywhere")), (should, term(f"ward {asked.ward}"))])
        more = term("free") if asked.free else term("fetches yes")
        wanted = query.boolean_query(
            [
                (must, any_of),
                *(
                    (must, query.const_score_query(one, 0.0))
                    for one in (here, term(f"kind {asked.kind}"), more)
                ),
            ]
        )
        return [searcher.doc(at)["key"][0] for _, at in searcher.search(wanted, TOP).hits]

    return search


def bm25s_matrix(rows: Iterable[Row], folder: Path) -> Search:
    """Scores of words as a sparse matrix in numpy, the filters as a mask."""
    import bm25s
    import numpy as np

    every = list(rows)
    engine = bm25s.BM25()
    engine.index(
        bm25s.tokenize([f"{row.title} {row.text}" for row in every], show_progress=False), show_progress=False
    )
    keys = np.array([row.key for row in every])
    kinds = np.array([row.kind for row in every])
    free, fetched = np.array([row.free for row in every]), np.array([row.fetches == "yes" for row in every])
    wards = np.zeros((len(every), 1 + max(max(row.wards, default=0) for row in every)), bool)
    for at, row in enumerate(every):
        wards[at, row.wards if row.wards else slice(None)] = True

    def search(asked: Asked) -> list[int]:
        mask = (kinds == asked.kind) & (free if asked.free else fetched) & wards[:, asked.ward]
        words = bm25s.tokenize([" ".join(asked.terms)], show_progress=False)
        found, scores = engine.retrieve(
            words, k=TOP, weight_mask=mask.astype(np.float32), show_progress=False
        )
        return [int(keys[at]) for at, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search


def postgres(rows: Iterable[Row], folder: Path, address: str) -> Search:
    """PostgreSQL's own index of words in a table that goes with the connection, ordered by ts_rank_cd."""
    import psycopg

    db = psycopg.connect(address, autocommit=True)
    db.execute(
        "CREATE TEMPORARY TABLE offer (id int PRIMARY KEY, body tsvector, kind text, free bool, fetches text, wards int[])"
    )
    with db.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO offer VALUES (%s, setweight(to_tsvector('english', %s), 'A') || to_tsvector('english', %s), %s, %s, %s, %s)",
            [(r.key, r.title, r.text, r.kind, r.free, r.fetches, r.wards) for r in rows],
        )
    db.execute("CREATE INDEX ON offer USING gin (body)")
    db.execute("CREATE INDEX ON offer (kind)")
    db.execute("ANALYZE offer")

    def search(asked: Asked) -> list[int]:
        more = ("AND free " if asked.free else "") + ("AND fetches = 'yes' " if asked.fetches else "")
        words = " | ".join(f"'{term}'" for term in asked.terms)
        found = db.execute(
            "SELECT id FROM offer, to_tsquery('english', %s) q WHERE body @@ q AND kind = %s "
            f"{more}AND (wards = '{{}}' OR %s = ANY(wards)) ORDER BY ts_rank_cd(body, q) DESC LIMIT {TOP}",
            (words, asked.kind, asked.ward),
        )
        return [row[0] for row in found.fetchall()]

    return search


PEERS = {"fts5-join": fts5_join, "tantivy": tantivy_index, "bm25s": bm25s_matrix}
NEEDS = {"tantivy": "tantivy", "bm25s": "bm25s"}
