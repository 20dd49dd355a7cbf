"""Generated offers for timing: the words of the demonstration's own entries, as often as they occur there, in new order."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from helpfulacts.directory import facets, words
from helpfulacts.exchange.demonstration.files import offer_rows

WARDS = 24


@dataclass(frozen=True)
class Row:
    """One offer. `wards` are the numbers of those it serves, empty = all of them."""

    key: int
    title: str
    summary: str
    description: str
    kind: str
    sphere: str
    facets: dict[str, int]
    where: list[str]
    languages: list[str]
    fetches: str
    free: bool
    ward: int
    wards: list[int]

    @property
    def text(self) -> str:
        return f"{self.summary} {self.description}"


@dataclass(frozen=True)
class Asked:
    """A combined search: a sentence, the ward it is asked in, and two filters."""

    words: str
    ward: int
    kind: str
    free: bool
    fetches: bool

    @property
    def terms(self) -> list[str]:
        return words.terms_of(self.words)


def _phrases() -> dict[str, list[str]]:
    file = Path(facets.__file__).with_name("facet_words.toml")
    strong: dict[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))["strong"]
    return strong


def generated(size: int, demonstration: Path, seed: int = 1) -> Iterator[Row]:
    """`size` offers; the same size and seed give the same ones."""
    random_ = random.Random(f"{size} {seed}")
    phrases = _phrases()
    told = [f"{row['title']} {row['summary']} {row['description']}" for row in offer_rows(demonstration)]
    vocabulary = [word for text in told for word in words.words_in(text)]
    codes = list(phrases)
    for key in range(1, size + 1):
        about = random_.sample(codes, random_.choice((1, 2, 2, 3)))
        said = [random_.choice(phrases[code]) for code in about for _ in range(2)]
        filler = random_.choices(vocabulary, k=60)
        mixed = [*said, *filler]
        random_.shuffle(mixed)
        yield Row(
            key=key,
            title=" ".join([said[0], *filler[:2], str(key)]).capitalize(),
            summary=" ".join(mixed[:14]),
            description=" ".join(mixed[14:]),
            kind=random_.choice(list(facets.KINDS)),
            sphere=random_.choice(list(facets.SPHERES)),
            facets={code: random_.randint(1, 3) for code in about},
            where=random_.sample(("venue", "home", "phone", "online"), random_.choice((1, 1, 2))),
            languages=["en", *random_.sample(("pa", "ur", "pl", "ar"), random_.choice((0, 0, 1)))],
            fetches=random_.choice(("yes", "yes", "no", "unknown")),
            free=random_.random() < 0.7,
            ward=random_.randrange(WARDS),
            wards=[] if random_.random() < 0.6 else random_.sample(range(WARDS), 3),
        )


def asked(sentences: Sequence[str], seed: int = 1) -> list[Asked]:
    """Each sentence once, with a ward and two filters of its own."""
    random_ = random.Random(seed)
    return [
        Asked(one, random_.randrange(WARDS), random_.choice(list(facets.KINDS)), at % 2 == 0, at % 2 == 1)
        for at, one in enumerate(sentences)
    ]


def save(path: Path, rows: Iterator[Row]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(asdict(row)) + "\n")


def load(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield Row(**json.loads(line))
