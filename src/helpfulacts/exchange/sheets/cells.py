"""Small readers of cells: each answers a clean value, or raises `Odd` with a sentence that says how to mend it."""

from __future__ import annotations

import datetime as dt
import re

from helpfulacts.directory.facets import KINDS, SPHERES

from ..oruk import values
from ..oruk.values import Odd
from ..strict_json import printable

_YES = {"yes", "y", "true", "1", "t", "on", "x", "✓", "✔", "fully", "full"}
_NO = {"no", "n", "false", "0", "f", "off", "none", "not"}
_OPEN = {"open", "active", "live", "current", "running", "ongoing", "yes", "true", "published"}
_SHUT = {"closed", "inactive", "defunct", "ended", "no", "false", "stopped", "archived", "temporarily closed",
         "closed for good", "permanently closed", "finished", "suspended", "paused"}  # fmt: skip
_POSTCODE = re.compile(r"(?:GIR 0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d(?:[A-Z]{2})?)")
_WHERE = {
    "venue": ("venue", "in person", "at a place", "face to face", "on site", "centre", "building"),
    "home": ("home",),
    "phone": ("phone", "telephone"),
    "online": ("online", "virtual", "zoom", "video", "web"),
}
_COUNTY = re.compile(
    r"(?:shire|midlands|london|sussex|essex|kent|cornwall|devon|dorset|somerset|norfolk|suffolk|surrey|cumbria|"
    r"merseyside|tyne and wear|durham|northumberland|rutland|greater manchester)$",
    re.IGNORECASE,
)


def yes_or_no(text: str, what: str) -> bool | None:
    """True, False, or None where nothing is said."""
    word = text.casefold().strip(" .")
    if not word:
        return None
    if word in _YES or word in _NO:
        return word in _YES
    raise Odd(f"“{printable(text)}” does not say yes or no to: {what}. Write yes or no.")


def a_date(text: str, today: dt.date) -> dt.date | None:
    """A day as people write it, or as a spreadsheet counts it; None where nothing is said."""
    word = text.strip()
    if not word:
        return None
    if re.fullmatch(r"[2-8]\d{4}(?:\.\d+)?", word):
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(float(word)))
    for pattern in (
        "%Y-%m-%d",
        "%d/%m/%Y",
        "%d/%m/%y",
        "%d.%m.%Y",
        "%d-%m-%Y",
        "%d %B %Y",
        "%d %b %Y",
        "%d-%b-%y",
    ):
        try:
            return dt.datetime.strptime(word if pattern != "%Y-%m-%d" else word[:10], pattern).date()
        except ValueError:
            continue
    raise Odd(f"“{printable(text)}” is not a date. Write it like 24/6/2026.")


def is_closed(text: str, today: dt.date) -> bool:
    """What a column such as “Year closed” says: a year or a day that has come, or yes."""
    word = text.casefold().strip(" .")
    if not word or word in _NO or word == "open":
        return False
    if word in _YES or word in _SHUT:
        return True
    if re.fullmatch(r"(?:19|20)\d\d", word):
        return int(word) <= today.year
    try:
        day = a_date(text, today)
    except Odd:
        raise Odd(
            f"“{printable(text)}” does not say if it is closed. Write a year, a day, or yes; or leave it empty."
        ) from None
    return day is not None and day <= today


def is_shut(text: str) -> bool:
    """What a column such as “Status” says."""
    word = text.casefold().strip(" .")
    if not word or word in _OPEN:
        return False
    if word in _SHUT:
        return True
    raise Odd(f"“{printable(text)}” does not say if it is open. Write open or closed.")


def postcode(text: str) -> str:
    code = " ".join(text.upper().split())
    if code and not _POSTCODE.fullmatch(code):
        raise Odd(f"“{printable(text)}” is not a postcode. Write it like DY5 3ET.")
    return code if " " in code or not code else f"{code[:-3]} {code[-3:]}"


def phone(text: str) -> str:
    number = values.phone(text)
    if text and not number:
        raise Odd(f"“{printable(text)}” is not a telephone number. Write only the number.")
    return number


def email(text: str) -> str:
    address = values.email(text)
    if text and not address:
        raise Odd(f"“{printable(text)}” is not an e-mail address.")
    return address


def ages(text: str) -> tuple[int | None, int | None]:
    """(youngest, oldest) of “18-25”, “60+”, “over 50”, “under 5”, “all ages”."""
    word = re.sub(r"\b(?:ages?|aged|years?|yrs?|old|year)\b", " ", text.casefold())
    word = " ".join(word.replace("–", "-").split())
    if not word or word in ("all", "any", "everyone", "everybody", "anyone"):
        return None, None
    if word in ("adults", "adult"):
        return 18, None
    if found := re.fullmatch(r"(\d{1,3})\s*(?:-|to|and)\s*(\d{1,3})", word):
        return int(found[1]), int(found[2])
    if found := re.fullmatch(
        r"(?:over|from|above)?\s*(\d{1,3})\s*(?:\+|plus|and over|or over|and up|upwards)?", word
    ):
        return int(found[1]), None
    if found := re.fullmatch(r"(under|up to|below|to)\s*(\d{1,3})s?", word):
        return None, int(found[2]) - (found[1] in ("under", "below"))
    raise Odd(f"“{printable(text)}” cannot be read as ages. Write them like 18-25 or 60+.")


def where(text: str) -> tuple[str, ...]:
    words = text.casefold()
    found = tuple(way for way, said in _WHERE.items() if any(one in words for one in said))
    if words.strip() and not found:
        raise Odd(f"“{printable(text)}” does not say where. Write venue, home, phone or online.")
    return found


def kind(text: str) -> str:
    word = text.casefold().strip()
    for code, named in KINDS.items():
        if word in (code, named.casefold(), f"{code}s"):
            return code
    if word:
        raise Odd(f"“{printable(text)}” is not a kind of help. Choose one of: {', '.join(KINDS)}.")
    return ""


def sphere(text: str) -> str:
    word = text.casefold().strip()
    said = {"council": "public", "nhs": "public", "charity": "civic", "voluntary": "civic", "community": "civic",
            "business": "private", "company": "private"}  # fmt: skip
    found = word if word in SPHERES else said.get(word, "")
    if word and not found:
        raise Odd(f"“{printable(text)}” is not a sphere. Choose one of: {', '.join(SPHERES)}.")
    return found


def how_many(text: str) -> int:
    """A number of places: “20”, “20 places”, “up to 20”."""
    found = re.fullmatch(
        r"(?:up to|max\.?|maximum)?\s*(\d{1,6})\s*(?:places?|spaces?|seats?|people|max\.?|maximum)?",
        text.casefold().strip(),
    )
    if not found:
        raise Odd(f"“{printable(text)}” is not a number of places. Write it like 12.")
    return int(found[1])


def pounds(text: str) -> str:
    """An amount as pounds and pence, or "" where it is words."""
    found = re.fullmatch(
        r"(?:£|gbp)?\s*(\d{1,5}(?:\.\d{1,2})?)\s*(?:£|gbp|pounds?)?", text.casefold().strip()
    )
    return found[1] if found else ""


def address(lines: list[str], town: str, code: str) -> dict[str, str]:
    """The parts of an address as feeds name them. A county at the end is the county, the line before it the town."""
    parts = [part.strip() for line in lines for part in (line.split(",") if len(lines) == 1 else [line])]
    parts = [part for part in parts if part and part.upper() != code]
    found: dict[str, str] = {}
    if len(parts) > 1 and _COUNTY.search(parts[-1]):
        found["state_province"] = parts.pop()
    if not town and len(parts) > 1:
        town = parts.pop()
    if parts:
        found["address_1"] = parts[0]
    if len(parts) > 1:
        found["address_2"] = ", ".join(parts[1:])
    return found | ({"city": town} if town else {}) | ({"postal_code": code} if code else {})
