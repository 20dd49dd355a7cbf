"""Small readers of what a feed says: each answers a clean value, or raises `Odd` with a phrase that says what is wrong."""

from __future__ import annotations

import datetime as dt
import html
import math
import re
import urllib.parse
import uuid
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from helpfulacts.core.clock import LAST_MINUTE
from helpfulacts.directory.facets import LANGUAGES
from helpfulacts.engine.small import nearest

from ..strict_json import printable

_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,500}>")
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/h[1-6])\b[^<>]{0,100}>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TIME = re.compile(
    r"^(\d{1,2})(?:[:.]?(\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_WEB = re.compile(r"^https?://[^\s/?#]+\.[^\s/?#]{2,}[^\s]*$", re.IGNORECASE)
_NAMES = {name.casefold(): code for code, name in LANGUAGES.items()}
HERE = {
    "",
    "GB",
    "GBR",
    "UK",
    "UNITED KINGDOM",
    "ENGLAND",
    "SCOTLAND",
    "WALES",
    "NORTHERN IRELAND",
    "GREAT BRITAIN",
}
"""How feeds write that an address is in the United Kingdom."""
_PASSES = 6
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_PHONE = re.compile(r"[\d+() ./x-]{3,40}")
_USUAL_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
_CODE = re.compile(r"^[a-z]{2,3}$")


class Odd(ValueError):
    """A value that cannot be used. The message is a whole sentence."""


def text(value: Any, longest: int = 6000) -> str:
    """Plain words: tags and control characters gone, spaces tidied, cut at `longest` with an ellipsis.

    Reading its own answer again changes nothing, so what is passed on from place to place stays the same.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    if _is_tidy(value):
        return value if len(value) <= longest else value[: longest - 1].rstrip() + "…"
    found = value
    for _ in range(_PASSES):
        before, found = found, _once(found)
        if found == before:
            break
    else:
        found = _once(found.replace("&", " ").replace("<", " "))
    return found if len(found) <= longest else found[: longest - 1].rstrip() + "…"


def _is_tidy(value: str) -> bool:
    """Nothing in it is there to tidy: one line without tags, entities and control characters, single spaces between words.

    What is not sure is read letter by letter: asking a text what it holds is many times quicker.
    """
    return (
        value.isprintable()
        and "&" not in value
        and "<" not in value
        and (" " not in value or ("  " not in value and value[0] != " " != value[-1]))
    )


def _once(found: str) -> str:
    if "<" in found:
        found = _TAG.sub(" ", _BREAK.sub("\n", found))
    if "&" in found:
        found = html.unescape(found)
    found = _CONTROL.sub(" ", found)
    lines = (" ".join(line.split()) for line in found.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def line(value: Any, longest: int) -> str:
    """As `text`, on one line."""
    if value is None:
        return ""
    if isinstance(value, str) and _is_tidy(value):
        return value if len(value) <= longest else value[: longest - 1].rstrip() + "…"
    return " ".join(text(value, longest).split())


def first_sentences(words: str, longest: int = 300) -> str:
    """The first sentences of a description that fit, at least a part of one."""
    words = " ".join(words[: 3 * longest].split())
    kept = ""
    for sentence in _SENTENCE_ENDS.split(words):
        if kept and len(kept) + len(sentence) + 1 > longest:
            break
        kept = f"{kept} {sentence}".strip()
        if len(kept) >= 120:
            break
    return line(kept, longest)


def whole(value: Any, what: str, most: int) -> int | None:
    """A whole number from 0 to `most`, or None where nothing is said."""
    if value in (None, ""):
        return None
    if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,12}(\.0+)?\s*", value):
        value = float(value)
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not usable or value != int(value) or not 0 <= value <= most:
        raise Odd(f"The {what} is “{printable(str(value))}”, not a whole number from 0 to {most}.")
    return int(value)


def degrees(value: Any) -> float | None:
    """A latitude or longitude as a number, or None where nothing is said."""
    if value in (None, ""):
        return None
    try:
        number = math.nan if isinstance(value, bool | dict | list) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise Odd(f"“{printable(str(value))}” is not a latitude or longitude.")
    return number


def pence(value: Any) -> int | None:
    """Pounds as whole pence, or None where nothing is said."""
    if value in (None, ""):
        return None
    try:
        pounds = math.nan if isinstance(value, bool | dict | list) else float(str(value).replace("£", ""))
    except ValueError:
        pounds = math.nan
    if not 0 <= pounds <= 1_000_000:
        raise Odd(f"The cost is “{printable(str(value))}”, not an amount of money.")
    return nearest(pounds * 100, 1)


def date(value: Any, what: str) -> dt.date | None:
    """An ISO 8601 date (a time after it is ignored), or None where nothing is said."""
    return None if value in (None, "") else _date(str(value), what)


@lru_cache(maxsize=4096)
def _date(said: str, what: str) -> dt.date:
    try:
        return dt.date.fromisoformat(said.strip()[:10])
    except ValueError:
        raise Odd(f"The {what} is “{printable(said)}”, not a date like 2026-11-30.") from None


def time(value: Any, what: str) -> dt.time | None:
    """A time of day as feeds write it ("10:00:00", "8:00am", "0930"), or None where nothing is said."""
    return None if value in (None, "") else _time(str(value), what)


@lru_cache(maxsize=4096)
def _time(said: str, what: str) -> dt.time:
    match = _TIME.match(said.strip())
    if match:
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[4] or "").lower()
        bare = not (half or match[2])
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        elif half:
            bare = True
        if hour == 24 and minute == 0:
            return LAST_MINUTE
        if not bare and hour < 24 and minute < 60:
            return dt.time(hour, minute)
    raise Odd(f"The {what} time is “{printable(said)}”, not a time like 10:00.")


def website(value: Any) -> str:
    """A web address, with https:// put in front where the scheme was left out; "" where nothing is said."""
    address = line(value, 400)
    return _website(address) if address else ""


@lru_cache(maxsize=1024)
def _website(address: str) -> str:
    if "://" not in address:
        address = "https://" + address.lstrip("/")
    try:
        host = urllib.parse.urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    if not _WEB.match(address) or len(address) > 300 or not host:
        raise Odd(f"“{printable(address)}” is not a web address.")
    return address


def uri(value: Any, longest: int = 300) -> str:
    """A web address in the letters that RFC 3986 allows, or "" where it is none."""
    try:
        address = website(value)
    except Odd:
        return ""
    address = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", address)
    front, mark, fragment = address.partition("#")
    parts = [urllib.parse.quote(part, safe="%/:=&?~+!$,;'@()*") for part in (front, fragment)]
    found = parts[0] + (mark + parts[1] if mark else "")
    sound = re.match(r"^https?://[A-Za-z0-9.-]+(:\d{1,5})?([/?#]|$)", found)
    return found if sound and len(found) <= longest else ""


def email(value: Any) -> str:
    """An e-mail address, or ""."""
    found = line(value, 200)
    return found if _EMAIL.fullmatch(found) else ""


def phone(value: Any) -> str:
    """A telephone number as it is written, or ""."""
    number = line(value, 40).strip("\"' ")
    return number if sum(c.isdigit() for c in number) >= 3 and _PHONE.fullmatch(number) else ""


def languages(items: Any) -> tuple[str, ...]:
    """Language codes, ours where we have one. A language that says nothing is left out."""
    found = []
    for item in objects(items):
        code = line(item.get("code"), 20).casefold().split("-")[0]
        name = line(item.get("name") or item.get("language"), 40).casefold()
        known = _NAMES.get(name) or (code if _CODE.match(code) else None) or _NAMES.get(code)
        if known:
            found.append(known)
    return tuple(dict.fromkeys(found))[:20]


def objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of a list; anything else is passed over."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


def identifier(value: Any) -> str:
    """An id as its source writes it, or ""."""
    if type(value) is str:  # as nearly all are
        return line(value, 200)
    return line(value, 200) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def is_usual_uuid(key: str) -> bool:
    """Whether a UUID is written as `str` writes it, so that there is nothing to read or to write again."""
    return bool(_USUAL_UUID(key))


def as_uuid(key: str) -> uuid.UUID | None:
    if not 32 <= len(key) <= 64:  # most words are no identifiers
        return None
    try:
        return uuid.UUID(key)
    except ValueError:
        return None
