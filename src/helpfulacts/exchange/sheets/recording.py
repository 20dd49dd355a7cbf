"""One row of a sheet as the record that a feed would send, so that everything after is as for any feed.

Rows that add to another (a second day, a second price) are joined to it. What a cell says and cannot be read is a
problem with its column, for a person to mend.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from helpfulacts.directory.drafts import CapacityDraft
from helpfulacts.directory.facets import DAY_NAMES, DAYS

from ..oruk import values
from ..oruk.values import Odd
from . import cells as read
from .hours import ALL_DAY, NEVER_SHUT, between
from .mapping import SheetMapping
from .row import Problem, Row
from .when import Time, days_said, times_in, times_of_day


@dataclass
class Read:
    """`record` is the service as a feed would send it; `fields` what only our own draft can say.

    `key` is its name in the list. `problems` are (column or None, sentence).
    """

    key: str = ""
    title: str = ""
    organisation: str = ""
    record: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    closed: bool = False
    problems: list[Problem] = field(default_factory=list)


def key_of_row(mapping: SheetMapping, cells: Sequence[str]) -> str:
    """The row's own number, or else its name, postcode and organisation: what makes it the same row next time."""
    row = Row(mapping, cells, dt.date.min)
    if number := row.text("id"):
        return values.line(number, 200)
    organisation = row.text("organisation") or mapping.constants.get("organisation", "")
    parts = (row.text("title"), row.text("postcode").replace(" ", ""), organisation)
    return values.line("|".join(" ".join(part.casefold().split()) for part in parts), 200)


def adds_to(mapping: SheetMapping, cells: Sequence[str]) -> str:
    """The number of the row that this row adds to, or ""."""
    return values.line(Row(mapping, cells, dt.date.min).text("continues"), 200)


def read_row(mapping: SheetMapping, cells: Sequence[str], today: dt.date) -> Read:
    """What one row says."""
    row = Row(mapping, cells, today)
    row.unusable()
    found = Read(key=key_of_row(mapping, cells), title=values.line(row.text("title"), 160))
    found.organisation = values.line(row.text("organisation"), 120) or mapping.constants.get(
        "organisation", ""
    )
    if not found.title and not row.problems:
        row.problems.append((next(iter(mapping.at("title")), None), "It has no name. Write one."))
    if not found.organisation and not row.problems:
        row.problems.append(
            (next(iter(mapping.at("organisation")), None), "It does not say which organisation gives it.")
        )
    found.closed = row.any_yes("closed", lambda text: read.is_closed(text, today)) | row.any_yes(
        "status", read.is_shut
    )
    found.record = {"id": found.key, "name": found.title, "status": "inactive" if found.closed else "active"}
    found.record["organization"] = {
        "id": " ".join(found.organisation.casefold().split()),
        "name": found.organisation,
    }
    if row.any_yes("listed", lambda text: read.yes_or_no(text, "may everybody see it") is False):
        found.record["approved"] = "no"
    _words(row, found)
    _who_for(row, found)
    _parts(row, found.record)
    _times_in_words(row, found)
    _only_ours(row, found)
    found.problems = row.problems
    return found


def add_row(found: Read, mapping: SheetMapping, cells: Sequence[str], today: dt.date) -> list[Problem]:
    """Join to `found` what a row that adds to it says; answers that row's own problems."""
    row = Row(mapping, cells, today)
    row.unusable()
    more: dict[str, Any] = {}
    _parts(row, more)
    if not row.problems:
        _times_in_words(row, found)
        for name, items in more.items():
            if isinstance(items, list):
                found.record.setdefault(name, []).extend(items)
            else:
                found.record.setdefault(name, items)
    return row.problems


def _times_in_words(row: Row, found: Read) -> None:
    said = [found.record.get("description", ""), *(f"When: {words}" for words in row.words)]
    found.record["description"] = "\n\n".join(filter(None, said))


def _words(row: Row, found: Read) -> None:
    found.record["description"] = "\n\n".join(text for _, text in row.all("description"))
    if summary := values.line(row.text("summary"), 400):
        found.fields["summary"] = summary
    if step := row.text("what_next"):
        found.record["application_process"] = step
    terms = [
        {"taxonomy_term": {"name": word, "taxonomy": f"Words of the list “{row.mapping.name}”"}}
        for _, text in row.all("facets")
        for word in dict.fromkeys(values.line(part, 80) for part in re.split(r"[;,|\n]", text))
        if word
    ]
    if terms:
        found.record["attributes"] = terms[:20]
    if url := row.read("website", values.website, ""):
        found.record["url"] = url
    checked = row.read("checked", lambda text: read.a_date(text, row.today), None)
    if checked and checked <= row.today:
        found.record["assured_date"] = checked.isoformat()


def _who_for(row: Row, found: Read) -> None:
    youngest, oldest = row.read("ages", read.ages, (None, None))
    for code, name, both in (("min_age", "minimum_age", youngest), ("max_age", "maximum_age", oldest)):
        one = row.read(code, lambda text: values.whole(text, "age", 120), None)
        number = both if one is None else one
        if number is not None:
            found.record[name] = number
    low, high = found.record.get("minimum_age"), found.record.get("maximum_age")
    if low is not None and high is not None and low > high:
        at = next(iter(row.mapping.at("min_age") or row.mapping.at("ages")), None)
        row.problems.append((at, f"The youngest age ({low}) is above the oldest ({high})."))
    if who := "; ".join(text for _, text in row.all("ask_first")):
        found.record["eligibility_description"] = values.line(who, 240)
    names = [part for part in re.split(r"[,;/&|]|\band\b", row.text("languages")) if part.strip()]
    if names:
        found.record["languages"] = [{"name": values.line(name, 40)} for name in names[:20]]


def _parts(row: Row, record: dict[str, Any]) -> None:
    """Times, place, contact and price: the parts that a row may add to another."""
    stretches = _times(row)
    if stretches:
        record["schedules"] = [
            {
                "freq": "MONTHLY" if day[:-2] else "WEEKLY",
                "byday": day,
                "opens_at": f"{opens:%H:%M}",
                "closes_at": f"{closes:%H:%M}",
            }
            for day, (opens, closes) in dict.fromkeys(stretches)
        ]
    if location := _location(row):
        record["service_at_locations"] = [{"location": location}]
    phone, email = row.read("phone", read.phone, ""), row.read("email", read.email, "")
    if row.flag("contact_shown", "may the contact be shown") is not False:
        if phone:
            record["phones"] = [{"number": phone}]
        if email:
            record["email"] = email
    _price(row, record)


def _times(row: Row) -> list[Time]:
    found, words = row.read("week", times_in, ([], ""))
    row.words += [words] if words else []
    for day, name in zip(DAYS, DAY_NAMES, strict=True):
        stretches, words = row.read(day, times_of_day, ([], ""))
        found = [*found, *((day[:2].upper(), stretch) for stretch in stretches)]
        row.words += [f"{name}: {words}"] if words else []
    days, words = row.read("days", days_said, ([], ""))
    opens, closes = row.text("opens"), row.text("closes")
    if words:
        row.words.append(", ".join([words, *([f"{opens} - {closes}"] if opens and closes else [])]))
    if opens or closes:
        at = (row.mapping.at("opens") or row.mapping.at("closes"))[0]
        if not (opens and closes):
            row.problems.append((at, "It says when it begins or ends, but not both. Write both, or neither."))
        elif stretch := row.tried(at, lambda _: between(opens, closes), opens, None):
            if row.mapping.at("days") and not days and not row.text("days"):
                row.problems.append(
                    (row.mapping.at("days")[0], "It says at what time, but not on which day.")
                )
            found += [(day, stretch) for day in days]
    elif days and not found:
        if NEVER_SHUT.match(row.text("days")):
            return [(day, ALL_DAY) for day in days]
        row.problems.append((row.mapping.at("days")[0], "It says on which day, but not at what time."))
    return list(found)


def _location(row: Row) -> dict[str, Any]:
    code = row.read("postcode", read.postcode, "")
    address = read.address([text for _, text in row.all("address")], row.text("town"), code)
    location: dict[str, Any] = {}
    if address:
        location["addresses"] = [address]
    for name in ("latitude", "longitude"):
        degrees = row.read(name, values.degrees, None)
        if degrees is not None:
            location[name] = degrees
    if venue := values.line(row.text("venue"), 80):
        location["name"] = venue
        location.setdefault("description", venue)
    access = [{"description": text} for _, text in row.all("accessibility")]
    if not location:
        return {}
    if access:
        location["accessibility"] = access
    location["location_type"] = "physical"
    hidden = row.flag("place_masked", "must the exact place be hidden") is True
    if hidden or row.flag("place_shown", "may the place be shown") is False:
        location["mask_exact_address"] = "yes"
    return location


def _price(row: Row, record: dict[str, Any]) -> None:
    words, amount = row.text("cost"), row.read("amount", _amount, "")
    amount = amount or read.pounds(words)
    if not amount and row.flag("free", "is it free"):
        amount = "0"
    if amount:
        option = {
            "amount": amount,
            "currency": "GBP",
            "option": values.line(row.text("amount_who"), 60),
            "amount_description": values.line(row.text("amount_for"), 60),
        }
        record["cost_options"] = [{name: value for name, value in option.items() if value}]
    elif words:
        record["fees_description"] = values.line(words, 120)


def _amount(text: str) -> str:
    found = read.pounds(text)
    if not found:
        raise Odd(f"“{values.line(text, 40)}” is not an amount of money. Write it like 3.50.")
    return found


def _only_ours(row: Row, found: Read) -> None:
    """What our drafts say and the records of feeds cannot."""
    constants = row.mapping.constants
    found.fields["kind"] = row.read("kind", read.kind, "") or constants.get("kind", "") or "service"
    if sphere := row.read("sphere", read.sphere, "") or constants.get("sphere", ""):
        found.fields["sphere"] = sphere
    if where := row.read("where", read.where, ()):
        found.fields["where"] = where
    many = row.read("places", read.how_many, None)
    if many is not None:
        found.fields["capacity"] = CapacityDraft(
            "item" if found.fields["kind"] == "product" else "place", many
        )
    steps = row.flag("step_free", "step-free")
    if steps is not None:
        found.fields["step_free"] = "yes" if steps else "no"
    if ward := row.text("ward"):
        found.fields["ward"] = ward
