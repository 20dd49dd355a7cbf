"""Reading a whole Open Referral UK API: page after page of its services, and each one's details."""

from __future__ import annotations

import pickle
import tempfile
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from helpfulacts.core.errors import Refused

from ..fetch import Answer, fetch, host_of
from . import limits
from .gather import Gathered
from .mapping import has_details
from .reading import Budget, Guard, Row, rows_in

Progress = Callable[[int, int | None, str], None]
_LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/jsonlines")
_MOST_FAILURES = 5


class Crawl:
    """One reading of one API. Requests go one after another: a small charity's server is at the other end."""

    def __init__(self, gathered: Gathered, progress: Progress) -> None:
        self.gathered, self.progress = gathered, progress
        self.budget, self.requests, self.failures, self.thin = Budget(), 0, 0, 0

    def read(self, url: str) -> None:
        """Take in everything behind `url`: a file, a list of services, or the address of an API."""
        envelope, _ = self._page(url, details_at=_services(url))
        if not self.gathered.rows and (envelope.get("openapi_url") or envelope.get("profile")):
            url = urllib.parse.urljoin(url.split("?")[0].rstrip("/") + "/", "services")
            envelope, _ = self._page(url, details_at=url)
        pages = envelope.get("total_pages")
        last = pages if isinstance(pages, int) and not isinstance(pages, bool) else 1
        if last > limits.PAGES:
            raise Refused(f"{host_of(url)} says it has {last} pages. Import it in parts.")
        for number in range(2, last + 1):
            self.progress(number - 1, last, "pages")
            _, new = self._page(_at_page(url, number), details_at=_services(url))
            if not new:
                raise Refused(
                    f"{host_of(url)} sends the same services again on page {number}, so its pages have no end. "
                    "Nothing was changed."
                )

    def _page(self, url: str, *, details_at: str | None) -> tuple[Mapping[str, Any], int]:
        """(the object around the list, how many rows were new)."""
        before = len(self.gathered.seen) + self.gathered.aside.count + len(self.gathered.orgs)
        with self._asked(url) as (answer, guard):
            rows = rows_in(guard, lines=answer.content_type in _LINES)
            if details_at:
                # The list is read to its end before details are asked for: one open request at a time.
                rows = self._with_details(_read_to_its_end(rows), details_at)
            envelope = self.gathered.take(rows)
        return envelope, len(self.gathered.seen) + self.gathered.aside.count + len(
            self.gathered.orgs
        ) - before

    def _with_details(self, rows: Iterator[Row], details_at: str) -> Iterator[Row]:
        for row in rows:
            record = row.value
            named = isinstance(record, dict) and isinstance(record.get("id"), str | int)
            if row.table == "contents" and named and not row.trouble and not has_details(record):
                row.value = self._details(record, details_at) or record
            yield row

    def _details(self, record: Mapping[str, Any], details_at: str) -> dict[str, Any] | None:
        if self.failures >= _MOST_FAILURES:
            return None
        key = urllib.parse.quote(str(record["id"]), safe="")
        try:
            with self._asked(f"{details_at.split('?')[0].rstrip('/')}/{key}") as (_, guard):
                [found] = list(rows_in(guard))
        except (Refused, ValueError):
            self.failures += 1
            return None
        same = isinstance(found.value, dict) and found.value.get("id") == record["id"] and not found.trouble
        return dict(record) | found.value if same else None

    def _asked(self, url: str) -> Any:
        self.requests += 1
        if self.requests > limits.REQUESTS:
            raise Refused(f"{host_of(url)} needs more than {limits.REQUESTS} requests. Import it in parts.")
        return _Asked(url, self.budget)


class _Asked:
    """An open answer with its guard around it."""

    def __init__(self, url: str, budget: Budget) -> None:
        self._fetch, self._budget = fetch(url), budget

    def __enter__(self) -> tuple[Answer, Guard]:
        answer = self._fetch.__enter__()
        return answer, Guard(answer, host_of(answer.url), self._budget)

    def __exit__(self, *error: Any) -> None:
        self._fetch.__exit__(*error)


def _read_to_its_end(rows: Iterator[Row]) -> Iterator[Row]:
    """The same rows, once all of them have come: they wait in an unnamed file, for a page may be of any size."""
    with tempfile.TemporaryFile() as file:
        count = 0
        for count, row in enumerate(rows, 1):
            if count > limits.ROWS:
                raise Refused(f"That is more than {limits.ROWS} rows. Import it in parts.")
            pickle.dump(row, file)
        file.seek(0)
        for _ in range(count):
            yield pickle.load(file)


def _services(url: str) -> str | None:
    """The address under which one service is asked for, if `url` is a list of services."""
    path = url.split("?")[0].rstrip("/")
    return path if path.endswith("/services") else None


def _at_page(url: str, number: int) -> str:
    parts = urllib.parse.urlsplit(url)
    query = [(key, value) for key, value in urllib.parse.parse_qsl(parts.query) if key != "page"]
    return parts._replace(query=urllib.parse.urlencode([*query, ("page", str(number))])).geturl()
