"""Which entries of a list are likely to be the same thing, and why. It proposes; a person decides.

Candidates share rare words (TF-IDF over stems, cosine) or a telephone number, a postcode or a web page. Each pair is
then scored by how alike the names are (rapidfuzz: best of word order and letters), its words, who gives it and how it
is reached. What one of the two does not say counts neither way; what differs counts against. Two neighbours who offer
the same are two offers: what persons give is never proposed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import fuzz
from scipy import sparse

from .facets import DAY_NAMES
from .words import STOP, fold, stem, words_in

LEAST = 72  # of 100: chosen on the development half of the edits in tests/apps/directory/test_likeness.py
NEAREST, LEAST_COSINE, MOST_SHARING, ROWS = 6, 0.30, 25, 512
# Words that set two sessions of one club apart: “Chair yoga Monday” is not “Chair yoga Thursday”.
_DAYS = frozenset({*(name.lower() for name in DAY_NAMES), "weekday", "weekend"})
_SORTS = frozenset(
    [
        "beginner",
        "beginners",
        "improver",
        "improvers",
        "advanced",
        "junior",
        "juniors",
        "senior",
        "seniors",
        "men",
        "women",
        "boys",
        "girls",
        "mens",
        "womens",
        "north",
        "south",
        "east",
        "west",
        "upper",
        "lower",
        "under",
        "over",
        "morning",
        "afternoon",
        "evening",
    ]
)
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Entry:
    """What is compared of one entry. `key` is its place in the order; empty texts are not known."""

    key: int
    title: str
    summary: str = ""
    by: str = ""
    phone: str = ""
    postcode: str = ""
    web: str = ""
    kind: str = ""
    days: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Pair:
    """Two entries, `first` < `second` in key, their score from 0 to 100, and what speaks for it, most telling first."""

    first: int
    second: int
    score: int
    reasons: tuple[str, ...]


def alike(entries: Iterable[Entry], apart: Collection[tuple[int, int]] = ()) -> list[Pair]:
    """Pairs that are likely the same, best first. Each entry is in one pair at most: the rest wait for the answer.

    `apart`: pairs of keys, the smaller first, that are two things on purpose. They stand in no other pair's way.
    """
    rows = list(entries)
    number = {row.key: at for at, row in enumerate(rows)}
    known = [sorted((number[a], number[b])) for a, b in apart if a in number and b in number]
    near = _candidates(rows, {(a, b) for a, b in known})
    scored = [_scored(rows[a], rows[b], cosine) for (a, b), cosine in near.items()]
    good = sorted(
        (pair for pair in scored if pair.score >= LEAST), key=lambda p: (-p.score, p.first, p.second)
    )
    taken: set[int] = set()
    kept = []
    for pair in good:
        if not taken & {pair.first, pair.second}:
            taken |= {pair.first, pair.second}
            kept.append(pair)
    return kept


def digits_of(phone: str) -> str:
    """The last nine digits of a telephone number, so that 0 and +44 are the same; empty when there are fewer."""
    digits = "".join(re.findall(r"\d", phone))
    return digits[-9:] if len(digits) >= 9 else ""


def host_of(website: str) -> str:
    """“lyechapel.org.uk/soup” of a web address: what follows the scheme and www, without a last slash or a query."""
    bare = re.sub(r"^(https?://)?(www\.)?", "", website.strip().lower())
    return bare.split("?")[0].split("#")[0].rstrip("/")


def _candidates(rows: Sequence[Entry], apart: set[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """Pairs of row numbers worth a closer look, with the cosine of their words; none of those `apart`."""
    matrix = _tf_idf(rows)
    away: dict[int, list[int]] = defaultdict(list)
    for a, b in apart:
        away[a].append(b)
        away[b].append(a)
    pairs: dict[tuple[int, int], float] = {}
    for start in range(0, len(rows), ROWS):
        block = (matrix[start : start + ROWS] @ matrix.T).tocsr()
        for row in range(block.shape[0]):
            here = slice(block.indptr[row], block.indptr[row + 1])
            others, cosines = block.indices[here], block.data[here]
            near = others != start + row
            near &= cosines >= LEAST_COSINE
            if start + row in away:
                near &= ~np.isin(others, away[start + row])
            others, cosines = others[near], cosines[near]
            if len(others) > NEAREST:
                best = np.lexsort((others, -cosines))[:NEAREST]
                others, cosines = others[best], cosines[best]
            for other, cosine in zip(others.tolist(), cosines.tolist(), strict=True):
                pairs[min(start + row, other), max(start + row, other)] = float(cosine)
    for pair in _sharing(rows):
        if pair not in pairs and pair not in apart:
            a, b = pair
            pairs[pair] = float((matrix[a] @ matrix[b].T).sum())
    return pairs


def _sharing(rows: Sequence[Entry]) -> Iterable[tuple[int, int]]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for name, value in (("phone", row.phone), ("postcode", row.postcode), ("web", row.web)):
            if value:
                groups[name, value].append(number)
    for members in groups.values():
        if len(members) <= MOST_SHARING:  # a switchboard or a hall with many classes tells nothing
            yield from ((a, b) for at, a in enumerate(members) for b in members[at + 1 :])


def _tf_idf(rows: Sequence[Entry]) -> sparse.csr_matrix:
    """One unit-length row an entry; words of the name count double."""
    column: dict[str, int] = {}
    data, indices, pointer = [], [], [0]
    for row in rows:
        counts: dict[str, float] = defaultdict(float)
        for text, weight in ((row.title, 2.0), (row.by, 1.0), (row.summary, 1.0)):
            for word in words_in(text):
                if word not in STOP:
                    counts[stem(word)] += weight
        for word, count in counts.items():
            indices.append(column.setdefault(word, len(column)))
            data.append(1.0 + np.log(count))
        pointer.append(len(indices))
    shape = (len(rows), max(1, len(column)))
    matrix = sparse.csr_matrix((np.array(data, dtype=np.float32), indices, pointer), shape=shape)
    used = np.bincount(matrix.indices, minlength=shape[1])
    idf = np.log((1 + len(rows)) / (1 + used)).astype(np.float32) + 1
    if len(rows) > 2000:
        idf[used > len(rows) * 0.05] = 0  # “group”, “support”: they join everything to everything
    matrix = matrix @ sparse.diags(idf)
    length = np.sqrt(matrix.multiply(matrix).sum(axis=1)).A1
    length[length == 0] = 1
    return sparse.csr_matrix(sparse.diags(1 / length) @ matrix, dtype=np.float32)


def _scored(one: Entry, two: Entry, cosine: float) -> Pair:
    names = [_bare(one.title), _bare(two.title)]
    name = max(fuzz.token_sort_ratio(*names), fuzz.ratio(*names), 0.94 * fuzz.token_set_ratio(*names))
    got = 0.55 * name + 0.20 * min(100.0, 130 * cosine)
    most = 75.0
    told: list[tuple[float, str]] = [(0.55 * name, "name")] if name >= 80 else []
    if cosine >= 0.6:
        told.append((12.0, "words"))
    for code, weight, against, mine, theirs in (
        ("phone", 22.0, 6.0, one.phone, two.phone),
        ("postcode", 14.0, 16.0, one.postcode, two.postcode),
        ("web", 12.0, 3.0, one.web, two.web),
    ):
        if mine and theirs:
            most += weight
            if mine == theirs:
                got += weight
                told.append((weight, code))
            else:
                got -= against
    if one.by and two.by:
        givers = fuzz.token_set_ratio(_bare(one.by), _bare(two.by))
        most += 10
        got += 0.10 * givers
        if givers >= 90:
            told.append((10.0, "giver"))
    score = 100 * got / most
    if _set_apart(one, two):
        score -= 30
    if one.kind and two.kind and one.kind != two.kind:
        score -= 12
    reasons = tuple(code for _, code in sorted(told, key=lambda item: (-item[0], item[1])))
    first, second = sorted((one.key, two.key))
    return Pair(first, second, round(max(0.0, min(100.0, score))), reasons)


def _bare(text: str) -> str:
    return " ".join(word for word in words_in(text) if word not in ("the", "a", "and", "of", "at", "in"))


def _set_apart(one: Entry, two: Entry) -> bool:
    """Their names or their days say that they are two sessions of one thing."""
    if one.days and two.days and not one.days & two.days:
        return True
    mine, theirs = _marks(one.title), _marks(two.title)
    if mine and theirs:
        return mine != theirs
    # Only one name says a day: then the days themselves tell, where both are known.
    return mine != theirs and not (one.days and one.days == two.days)


def _marks(title: str) -> frozenset[str]:
    words = set(words_in(title))
    days = {day for day in _DAYS if any(word in (day, f"{day}s") for word in words)}
    return frozenset(days | (words & _SORTS) | set(_NUMBER.findall(fold(title))))
