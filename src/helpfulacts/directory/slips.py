"""What one slip of the pen could have made into a word, a kind of slip at a time. Whoever listens says which of them count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def two_swapped(word: str, at: Iterable[int]) -> Iterator[str]:
    """The letters at these places and the next changed places."""
    return (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in at)


def one_missing(word: str, at: Iterable[int], letters: str) -> Iterator[str]:
    """One of these letters stood before one of these places."""
    return (word[:i] + letter + word[i:] for i in at for letter in letters)


def one_too_many(word: str, at: Iterable[int]) -> Iterator[str]:
    """The letter at one of these places is not of the word."""
    return (word[:i] + word[i + 1 :] for i in at)


def one_mistaken(word: str, at: Iterable[int], letters: str) -> Iterator[str]:
    """At one of these places stood one of these letters."""
    return (word[:i] + letter + word[i + 1 :] for i in at for letter in letters if letter != word[i])
