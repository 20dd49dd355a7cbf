"""What may be asked of each list, said once: the views read by this table, and the OpenAPI document is made from it."""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest

from helpfulacts.core.errors import Refused
from helpfulacts.directory import feeds

PER_PAGE, MOST_PER_PAGE = 50, 500
MOST_MINIMAL = 10_000
MOST_WORDS, LONGEST_SEARCH = 10, 200
MOST_METRES = 200_000
LONGEST_BODY = 65_536
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?")
_DIGITS = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Parameter:
    """`read` answers the value, or raises ValueError; `takes` ends the sentence “… takes …”."""

    name: str
    says: str
    schema: Mapping[str, Any]
    takes: str
    read: Callable[[str], Any]


@dataclass(frozen=True)
class Said:
    """A value of a JSON object."""

    value: Any


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not _DIGITS.fullmatch(text) or not least <= int(text) <= most:
            raise ValueError
        return int(text)

    return read


def _choice(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError
        return text

    return read


def _yes_or_no(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()]


def _uuid(text: str) -> uuid.UUID:
    if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text):
        raise ValueError
    return uuid.UUID(text)


def _clock(text: str) -> dt.time:
    match = _CLOCK.fullmatch(text)
    if not match:
        raise ValueError
    return dt.time(int(match[1]), int(match[2]))


def _moment(text: str) -> dt.datetime:
    """ISO 8601; a plus sign that an address turned into a space is put back. Without a zone it is UTC."""
    found = dt.datetime.fromisoformat(
        re.sub(r" (\d\d:\d\d)$", r"+\1", text) if "T" in text or "t" in text else text
    )
    found = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    if not 1900 <= found.year <= 9000:
        raise ValueError
    return found.astimezone(dt.UTC)


def _words(text: str) -> tuple[str, ...]:
    words = tuple(text.split())
    if not 0 < len(words) <= MOST_WORDS or len(text) > LONGEST_SEARCH:
        raise ValueError
    return words


def _postcode(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9 ]{2,10}", text) or not text.strip():
        raise ValueError
    return text


def _kinds(text: str) -> tuple[str, ...]:
    return {"all": feeds.ALL_KINDS, "services": feeds.SERVICE_LIKE}[text]


def _age(name: str, says: str) -> Parameter:
    schema = {"type": "integer", "minimum": 0, "maximum": 120}
    return Parameter(name, says, schema, "a whole number from 0 to 120", _whole(0, 120))


def _identifier(name: str, says: str) -> Parameter:
    return Parameter(
        name, says, {"type": "string", "format": "uuid"}, "the id of one that is here, a UUID", _uuid
    )


def _flag(name: str, says: str) -> Parameter:
    return Parameter(name, says, {"type": "boolean"}, "true or false", _yes_or_no)


def _time(name: str, says: str) -> Parameter:
    schema = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"}
    return Parameter(name, says, schema, "a time of day like 09:30", _clock)


def _search(says: str) -> Parameter:
    schema = {
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_SEARCH,
        "pattern": r"^\s*\S+(\s+\S+){0,9}\s*$",
    }
    return Parameter(
        "search", says, schema, f"1 to {MOST_WORDS} words, with up to {LONGEST_SEARCH} letters in all", _words
    )


SEARCH = _search(
    "It says every one of these words, in any of their forms, in what it tells of itself, who gives it or its ward. "
    "What has gone is not found by its words."
)
BEGINNINGS = _search("For every one of these, a word in its name or description begins so.")
PAGE = Parameter(
    "page", "Which page, from 1.", {"type": "integer", "minimum": 1, "maximum": 999_999_999, "default": 1},
    "a whole number from 1", _whole(1, 999_999_999),
)  # fmt: skip
EACH_PAGE = Parameter(
    "per_page",
    f"How many on a page, up to {MOST_PER_PAGE} ({MOST_MINIMAL:,} with minimal).",
    {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
    f"a whole number from 1 to {MOST_PER_PAGE}",
    _whole(1, MOST_MINIMAL),
)
FORMAT = Parameter(
    "format", "`ndjson` streams one record a line, all of them, without pages.",
    {"type": "string", "enum": ["json", "ndjson"], "default": "json"}, "json or ndjson", _choice("json", "ndjson"),
)  # fmt: skip
KINDS = Parameter(
    "kinds",
    "`all` also shows what is no service: connections, ideas, things, rooms and money. See `helpful_acts`.",
    {"type": "string", "enum": ["services", "all"], "default": "services"}, "services or all", _kinds,
)  # fmt: skip
TERM = _identifier(
    "taxonomy_term_id", "It has this taxonomy term, or one directly under it where it is one of ours."
)
TAXONOMY = _identifier("taxonomy_id", "It has a term of this taxonomy.")
ORGANISATION = _identifier("organization_id", "This organization gives it.")
SINCE = Parameter(
    "modified_after",
    "Changed at or after this moment, with a record of status defunct or inactive for each that has gone since; "
    "and each time all that persons give, keep or tried, which says no moment: none could tell what is one person's.",
    {"type": "string", "format": "date-time"},
    "a date and time like 2026-11-30T09:00:00Z",
    _moment,
)
MINIMAL = _flag("minimal", "Only id, name, status, organization_id and last_modified, where it says one.")
FULL = _flag("full", "The whole record, as it is answered by its id.")
FULL_SERVICE = _flag(
    "full_service",
    "With each of its services in full: the first 500 of a page. `services` with `organization_id` has all.",
)
YOUNGEST = _age("minimum_age", "Open to somebody of this age or older.")
OLDEST = _age("maximum_age", "Open to somebody of this age or younger.")
FROM_TIME = _time("start_time", "A session begins at this time or later (on `day`, if that is given).")
UNTIL_TIME = _time("end_time", "The same session ends at this time or earlier.")
DAY = Parameter(
    "day", "It has a session on this day of the week.", {"type": "string", "enum": list(_DAYS)},
    f"one of {', '.join(_DAYS)}", _choice(*_DAYS),
)  # fmt: skip
POSTCODE = Parameter(
    "postcode",
    "Serves whoever lives here; with `proximity`, is also that near to its centre.",
    {"type": "string", "minLength": 2, "maxLength": 10},
    "a postcode of this place, or its first part",
    _postcode,
)
PROXIMITY = Parameter(
    "proximity", "Metres in a straight line from the centre of `postcode`.",
    {"type": "integer", "minimum": 1, "maximum": MOST_METRES}, f"whole metres from 1 to {MOST_METRES}",
    _whole(1, MOST_METRES),
)  # fmt: skip
TOP_ONLY = _flag("top_only", "Only terms that have no term above them.")
PARENT = _identifier("parent_id", "Terms directly under this one.")

_PAGED = (PAGE, EACH_PAGE, FORMAT)
SERVICES = (
    SEARCH, *_PAGED, KINDS, TERM, TAXONOMY, ORGANISATION, SINCE, MINIMAL, FULL, YOUNGEST, OLDEST, FROM_TIME,
    UNTIL_TIME, DAY,
)  # fmt: skip
AT_LOCATIONS = (SEARCH, *_PAGED, KINDS, TERM, TAXONOMY, ORGANISATION, SINCE, FULL, POSTCODE, PROXIMITY)
ORGANISATIONS = (BEGINNINGS, *_PAGED, KINDS, FULL, FULL_SERVICE)
TAXONOMIES = (BEGINNINGS, *_PAGED, KINDS)
TERMS = (BEGINNINGS, *_PAGED, KINDS, TAXONOMY, TOP_ONLY, PARENT)
ONE = (KINDS,)
ONE_ORGANISATION = (KINDS, FULL_SERVICE)


def read(request: HttpRequest, allowed: tuple[Parameter, ...]) -> dict[str, Any]:
    """The values asked for, by name. Raises Refused with one sentence for whatever is not known or cannot be read."""
    known = {parameter.name: parameter for parameter in allowed}
    asked: dict[str, Any] = {}
    for name, value in [*_query(request), *_body(request)]:
        shown = "".join(letter if letter.isprintable() else "?" for letter in name[:40])
        if name not in known:
            raise Refused(f"There is no filter called “{shown}” here. Use: {', '.join(known) or 'none'}.")
        if name in asked:
            raise Refused(f"“{name}” is there twice. Give it once.")
        try:
            text = _as_text(known[name], value)
            if "\x00" in text or len(text) > 1000:
                raise ValueError
            asked[name] = known[name].read(text)
        except (ValueError, KeyError, OverflowError):
            raise Refused(f"“{name}” takes {known[name].takes}.") from None
    return asked


_TYPES = {"string": str, "integer": int, "boolean": bool}


def _as_text(parameter: Parameter, value: str | Said) -> str:
    """What was written in an address, a form or a JSON object, the last with the type that it must have."""
    if isinstance(value, str):
        return value
    if type(value.value) is not _TYPES[parameter.schema["type"]]:
        raise ValueError
    return str(value.value).lower() if isinstance(value.value, bool) else str(value.value)


def _query(request: HttpRequest) -> list[tuple[str, str]]:
    return _pairs(request.META.get("QUERY_STRING", ""))


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=50, errors="strict")
    except (ValueError, UnicodeError):
        raise Refused("The filters cannot be read. Write them as name=value, in UTF-8.") from None


def _body(request: HttpRequest) -> Sequence[tuple[str, str | Said]]:
    """The twin of a list: the same filters as a form or as one JSON object."""
    if request.method != "POST":
        return []
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
        raise Refused(f"That is too long. Send at most {LONGEST_BODY:,} bytes.")
    body = request.read(LONGEST_BODY + 1)
    if len(body) > LONGEST_BODY:
        raise Refused(f"That is too long. Send at most {LONGEST_BODY:,} bytes.")
    if not body.strip():
        return []
    kind = (request.content_type or "").lower()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("What was sent is not UTF-8 text.") from None
    if kind == "application/x-www-form-urlencoded":
        return _pairs(text)
    if kind != "application/json":
        raise Refused("Send the filters as application/json or application/x-www-form-urlencoded.")
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Refused("Send the filters as one JSON object of names and single values.")
    return [(name, Said(value)) for name, value in said.items()]
