"""HSDS tables joined into the records that a JSON feed would send. A row that belongs to nothing is set aside.

Names of HSDS 2 and 3 are both read. Blank cells say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpfulacts.directory.facets import DAYS

from ..oruk.reading import Row
from ..strict_json import printable
from .hours import days_in

Table = list[tuple[int, dict[str, str]]]
Record = dict[str, Any]
_OTHER_NAMES = {
    "service": "services", "organization": "organizations", "location": "locations", "phone": "phones",
    "contact": "contacts", "schedule": "schedules", "regular_schedule": "schedules", "regular_schedules": "schedules",
    "service_at_locations": "service_at_location", "services_at_location": "service_at_location",
    "physical_address": "addresses", "physical_addresses": "addresses", "postal_addresses": "addresses",
    "address": "addresses", "language": "languages", "cost_option": "cost_options", "fundings": "funding",
    "service_area": "service_areas", "required_document": "required_documents", "program": "programs",
    "accessibility_for_disabilities": "accessibility", "taxonomy_term": "taxonomy_terms", "taxonomy": "taxonomies",
    "attribute": "attributes", "service_taxonomies": "service_taxonomy", "eligibilities": "eligibility",
    "organization_identifier": "organization_identifiers", "service_capacities": "service_capacity", "unit": "units",
}  # fmt: skip
_OF_SERVICE = ("contacts", "cost_options", "languages", "service_areas", "required_documents", "funding",
               "service_capacity", "phones", "schedules")  # fmt: skip
_OF_LOCATION = ("addresses", "phones", "accessibility", "languages", "contacts", "schedules")
_OF_LINK = ("schedules", "phones", "contacts", "service_areas")
_KEYS = ("service_id", "location_id", "organization_id", "service_at_location_id", "contact_id")


def joined(tables: Mapping[str, Table]) -> Iterator[Row]:
    """Organisations first, then services with all that belongs to them, then rows that belong to nothing."""
    join = _Join(tables)
    for number, row in join.table("organizations"):
        yield Row(number, "organizations", join.organisation(row))
    for number, row in join.table("services"):
        yield Row(number, "services", join.service(row))
    yield from join.left_over()


class _Join:
    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables: dict[str, Table] = {}
        for name, table in tables.items():
            self.tables.setdefault(_OTHER_NAMES.get(name, name), []).extend(table)
        self.used: dict[str, set[int]] = {name: set() for name in self.tables}
        self.by: dict[tuple[str, str, str], list[tuple[int, dict[str, str]]]] = {}
        for name, table in self.tables.items():
            for number, row in table:
                for column in (*_KEYS, "id", "link_id"):
                    if value := row.get(column):
                        self.by.setdefault((name, column, value), []).append((number, row))

    def table(self, name: str) -> Table:
        return self.tables.get(name, [])

    def one(self, name: str, key: str) -> Record:
        """The row of that id, or {}."""
        return next((_said(row) for _, row in self.by.get((name, "id", key), ())), {}) if key else {}

    def parts(self, name: str, column: str, key: str, without: tuple[str, ...] = ()) -> list[Record]:
        """Rows that belong to `key` by `column`, unless a nearer one of `without` claims them."""
        found = []
        for number, row in self.by.get((name, column, key), ()) if key else ():
            if any(row.get(nearer) for nearer in without):
                continue
            self.used[name].add(number)
            found.append(_said(row))
        return found

    def organisation(self, row: Mapping[str, str]) -> Record:
        found, key = _said(row), row.get("id", "")
        for name in ("organization_identifiers", "phones", "contacts"):
            if parts := self.parts(
                name, "organization_id", key, ("service_id", "location_id", "service_at_location_id")
            ):
                found[name] = parts
        return found

    def location(self, key: str) -> Record:
        found = self.one("locations", key)
        for name in _OF_LOCATION if found else ():
            nearer = ("service_id", "service_at_location_id") if name != "addresses" else ()
            if parts := self.parts(name, "location_id", key, nearer):
                found[name] = [_schedule(part) for part in parts] if name == "schedules" else parts
        return found

    def service(self, row: Mapping[str, str]) -> Record:
        found, key = _said(row), row.get("id", "")
        for name in _OF_SERVICE:
            nearer = () if name not in _OF_LINK else ("service_at_location_id",)
            parts = self.parts(name, "service_id", key, nearer)
            if name == "phones" or name == "schedules":  # a mark that joins to no link is still the service's
                parts += [part for part in self._unlinked(name, key) if part not in parts]
            if parts:
                found[name] = [self._finished(name, part) for part in parts]
        if links := [self._link(link) for link in self.parts("service_at_location", "service_id", key)]:
            found["service_at_locations"] = [link for link in links if link]
        if program := self.one("programs", row.get("program_id", "")):
            found["program"] = program
        if who := "; ".join(
            one.get("eligibility", "") for one in self.parts("eligibility", "service_id", key)
        ):
            found.setdefault("eligibility_description", who)
        if attributes := self._attributes(key):
            found["attributes"] = attributes
        return found

    def _unlinked(self, name: str, key: str) -> list[Record]:
        found = []
        for number, row in self.by.get((name, "service_id", key), ()):
            link = row.get("service_at_location_id")
            if link and ("service_at_location", "id", link) not in self.by:
                self.used[name].add(number)
                found.append(_said(row))
        return found

    def _link(self, link: Record) -> Record:
        location = self.location(link.get("location_id", ""))
        if not location:
            return {}
        for name in _OF_LINK:
            if parts := self.parts(name, "service_at_location_id", link.get("id", "")):
                link[name] = [self._finished(name, part) for part in parts]
        return link | {"location": location}

    def _finished(self, name: str, part: Record) -> Record:
        if name == "schedules":
            return _schedule(part)
        if name == "service_capacity" and (unit := self.one("units", part.get("unit_id", ""))):
            return part | {"unit": unit}
        if name == "contacts":
            phones = self.parts("phones", "contact_id", part.get("id", ""), ("service_id", "location_id"))
            return part | ({"phones": phones} if phones else {})
        return part

    def _attributes(self, key: str) -> list[Record]:
        found = []
        listed = self.parts("attributes", "link_id", key) + self.parts("service_taxonomy", "service_id", key)
        for one in listed:
            term = self.one("taxonomy_terms", one.get("taxonomy_term_id", "") or one.get("taxonomy_id", ""))
            if not term:
                continue
            if taxonomy := self.one("taxonomies", term.get("taxonomy_id", "")):
                term["taxonomy_detail"] = taxonomy
            found.append(
                {name: one[name] for name in ("id", "value", "label") if name in one}
                | {"taxonomy_term": term}
            )
        return found

    def left_over(self) -> Iterator[Row]:
        for name in sorted({*_OF_SERVICE, *_OF_LOCATION, "service_at_location"} & self.tables.keys()):
            for number, row in self.tables[name]:
                if number not in self.used[name]:
                    trouble = f"is in {name}.csv and belongs to nothing that is in these tables"
                    yield Row(number, "", {"table": name, **_said(row)}, printable(trouble, 200))


def _said(row: Mapping[str, str]) -> Record:
    return {name: value for name, value in row.items() if value}


def _schedule(part: Record) -> Record:
    """HSDS 2 says a weekday, by name or by number from Monday; HSDS 3 says how it repeats."""
    day = part.get("weekday")
    if not day or part.get("freq"):
        return part
    if day.isdigit() and 1 <= int(day) <= 7:
        codes = [DAYS[int(day) - 1]]
    else:
        try:
            codes = days_in(day)
        except ValueError:
            return part
    return part | {"freq": "WEEKLY", "byday": ",".join(code[:2].upper() for code in codes)}
