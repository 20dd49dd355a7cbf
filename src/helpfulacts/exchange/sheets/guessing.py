"""Which row holds the headings, and what each column says: from its heading, and from what stands under it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from helpfulacts.directory.words import fold

from .targets import BY_CODE, LEAVE_OUT, TARGETS
from .when import times_in

Rows = Sequence[tuple[int, Sequence[str]]]
_SURE, _LIKELY = 100.0, 86.0
_WORD = re.compile(r"[^a-z0-9]+")
_HEADINGS = {_WORD.sub(" ", fold(heading)).strip(): one.code for one in TARGETS for heading in one.headings}
_POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$", re.IGNORECASE)
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$", re.IGNORECASE)
_WEB = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_PHONE = re.compile(r"^\+?[\d ()-]{9,18}$")
OUTPOST = (
    "import_id",
    "import_id_reference",
    "service_taxonomies",
    "scheduled_weekday",
    "mask_exact_address",
)
_SAMPLE = 40
_LOOK_DOWN = 15
_BARE = re.compile(r"^\d+(?:[.,]\d+)?$")
_NEVER_BARE = ("venue", "title", "organisation", "town", "ward")
_NOT_HERE = re.compile(r"\b(?:unstaffed|special|co located|previous|old|internal|private|contact name|contact title|"
                       r"visible from|links label|labels|training|uprn|unique property)\b")  # fmt: skip


def plain(heading: str) -> str:
    """A heading as it is compared: “Post Code:” and “post_code” are one."""
    return _WORD.sub(" ", fold(heading)).strip()


def headers_key(headers: Sequence[str]) -> str:
    """SHA-256 of the set of headings: the same columns in another order have the same."""
    return hashlib.sha256("\n".join(sorted(plain(one) for one in headers)).encode()).hexdigest()


def is_outpost(headers: Sequence[str]) -> bool:
    """The import file of Outpost, known by columns that no other list has."""
    return set(OUTPOST) <= {header.strip().casefold() for header in headers}


def header_row(rows: Rows) -> int:
    """The number of the row that is likeliest to hold the headings, among the first fifteen."""
    best, most = rows[0][0], -1.0
    for number, cells in rows[:_LOOK_DOWN]:
        filled = [cell for cell in cells if cell]
        known = sum(2.0 for cell in filled if _by_heading(plain(cell))[1] >= _LIKELY)
        short = sum(0.4 for cell in filled if len(cell) <= 40 and not any(c.isdigit() for c in cell[:2]))
        score = known + short
        if len(filled) > 1 and score > most + 0.5:
            best, most = number, score
    return best


def columns_for(headers: Sequence[str], rows: Rows) -> list[str]:
    """For each column the code of a target, or "" to leave it out. A target that is not `many` is given once."""
    if is_outpost(headers):
        return [_OUTPOST.get(header.strip().casefold(), LEAVE_OUT) for header in headers]
    scores = []
    for at, header in enumerate(headers):
        name = plain(header)
        said = [cells[at] for _, cells in rows[:_SAMPLE] if at < len(cells) and cells[at]]
        code, score = _by_heading(name)
        sniffed = _by_values(said)
        if sniffed and (score < _LIKELY or (sniffed in ("postcode", "email") and code != sniffed)):
            code, score = sniffed, 90.0
        if code in _NEVER_BARE and said and all(_BARE.match(value) for value in said):
            continue
        if score < (_LIKELY if said else _SURE) or _NOT_HERE.search(name):
            continue
        scores.append((score, -at, code))
    found = [LEAVE_OUT] * len(headers)
    taken: set[str] = set()
    for _, back, code in sorted(scores, key=lambda one: (-one[0], -one[1])):
        if code in taken and not BY_CODE[code].many:
            continue
        taken.add(code)
        found[-back] = code
    return found


def _by_heading(name: str) -> tuple[str, float]:
    if not name:
        return LEAVE_OUT, 0.0
    if name in _HEADINGS:
        return _HEADINGS[name], _SURE
    best, most = LEAVE_OUT, 0.0
    for heading, code in _HEADINGS.items():
        score = fuzz.ratio(name, heading)
        words, known = set(name.split()), set(heading.split())
        if len(heading) > 3 and known < words:  # “library opening hours” says all of “opening hours”
            score = max(score, 70.0 + 6.0 * len(known) + min(len(heading), 14))
        if score > most:
            best, most = code, score
    return best, min(most, 99.0)


def _by_values(said: Sequence[str]) -> str:
    """What most of the values look like, or ""."""
    if not said:
        return LEAVE_OUT
    for code, pattern in (("postcode", _POSTCODE), ("email", _EMAIL), ("website", _WEB), ("phone", _PHONE)):
        if sum(bool(pattern.match(value)) for value in said) >= 0.7 * len(said):
            return code
    if sum(_is_week(value) for value in said) >= 0.6 * len(said):
        return "week"
    return LEAVE_OUT


def _is_week(value: str) -> bool:
    try:
        return bool(times_in(value)[0])
    except ValueError:
        return False


_OUTPOST = {
    "import_id": "id", "import_id_reference": "continues", "name": "title", "description": "description",
    "organisation": "organisation", "url": "website", "approved": "listed", "visible": "listed",
    "visible_to": "closed", "min_age": "min_age", "max_age": "max_age", "service_taxonomies": "facets",
    "contact_visible": "contact_shown", "contact_email": "email", "contact_phone": "phone",
    "location_name": "venue", "location_latitude": "latitude", "location_longitude": "longitude",
    "location_address_1": "address", "location_city": "town", "location_postcode": "postcode",
    "location_visible": "place_shown", "mask_exact_address": "place_masked",
    "location_accessibilities": "accessibility", "free": "free", "cost_option": "amount_who",
    "cost_amount": "amount", "cost_type": "amount_for", "temporarily_closed": "closed",
    "schedules_opens_at": "opens", "schedules_closes_at": "closes", "scheduled_weekday": "days",
    "suitabilities": "ask_first", "how_to_start": "what_next",
}  # fmt: skip
"""Notes, and who a staff contact is, are not for the public: they are left out."""
