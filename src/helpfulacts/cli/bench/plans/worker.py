"""One place of plans in a process and a database of its own: filled, then asked as a link worker's browser asks.

    python -m helpfulacts.cli.bench.plans.worker SIZE

Prints one line of JSON. A page goes through the whole program, without a server and a network; each look is kept, as ever.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

ROUNDS, OPENED = 3, 12
LIST = """
SELECT person.id, promise.due, one.state FROM support_introduction one
JOIN support_helpfulact act ON act.id = one.act_id JOIN support_plan plan ON plan.id = act.plan_id
JOIN people_person person ON person.id = plan.person_id
JOIN promises_promise promise ON promise.about_id = one.id AND promise.about_noun = 'introduction'
 AND promise.place_id = one.place_id AND promise.kept_at IS NULL AND promise.excepted_at IS NULL
WHERE one.place_id = %s AND one.by_account = %s AND one.state IN ('requested', 'in-progress')
ORDER BY promise.due, one.created_at
"""
SEARCH = LIST.replace("ORDER BY", "AND one.state = 'requested' ORDER BY")
"""Names are sealed, so that no database can look for one; the nearest question that it can answer."""
OPEN = """
SELECT plan.id, act.id, one.id, note.id, promise.due FROM support_plan plan
LEFT JOIN support_helpfulact act ON act.plan_id = plan.id
LEFT JOIN support_introduction one ON one.act_id = act.id
LEFT JOIN support_note note ON note.person_id = plan.person_id
LEFT JOIN promises_promise promise ON promise.about_id = one.id AND promise.about_noun = 'introduction'
 AND promise.place_id = plan.place_id
WHERE plan.place_id = %s AND plan.person_id = %s
"""


def measure(size: int) -> dict[str, Any]:
    """Milliseconds and reads of each page, and of the bare question beside it; seconds to fill."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from ..finding.measures import timed
    from .filling import fill

    began = time.perf_counter()
    filled = fill(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    seconds = round(time.perf_counter() - began, 1)
    settings.SECURE_SSL_REDIRECT = False
    client = Client()
    client.force_login(filled.account, backend="django.contrib.auth.backends.ModelBackend")
    people = f"/{filled.place.slug}/my-people"
    mine = filled.mine[:: max(1, len(filled.mine) // OPENED)][:OPENED]

    def page(ask: Callable[[], Any]) -> Callable[[], None]:
        def call() -> None:
            answer = ask()
            if answer.status_code != 200:
                raise RuntimeError(f"a page answered {answer.status_code}")

        return call

    def asked(sql: str, *values: Any) -> Callable[[], None]:
        keys = [value if connection.vendor == "postgresql" else value.hex for value in values]

        def call() -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql, keys)
                cursor.fetchall()

        return call

    for person in mine:
        client.post(f"{people}/{person}", {"why": "To get ready for our talk"})
    names = [f"Person {number}" for number in range(1, OPENED + 1)]
    account, place = filled.account.pk, filled.place.pk
    pages: dict[str, tuple[Sequence[Callable[[], None]], Sequence[Callable[[], None]]]] = {
        "list": ([page(partial(client.get, people))], [asked(LIST, place, account)]),
        "search": (
            [page(partial(client.post, people, {"called": name})) for name in names],
            [asked(SEARCH, place, account)],
        ),
        "open": (
            [page(partial(client.get, f"{people}/{one}")) for one in mine],
            [asked(OPEN, place, one) for one in mine],
        ),
    }
    found: dict[str, Any] = {"caseload": len(filled.mine), "seconds_to_fill": seconds}
    for name, (ours, bare) in pages.items():
        rounds = ROUNDS * OPENED
        spent = time.process_time()
        figures = timed(ours, rounds // len(ours))
        spent = (time.process_time() - spent) / (rounds + len(ours))  # one more of each is not counted
        with CaptureQueriesContext(connection) as reads:
            ours[0]()
        beside = timed(bare, rounds // len(bare))
        ratio = figures["p50_ms"] / beside["p50_ms"]
        found[name] = {
            **figures, "processor_ms": 1000 * spent, "reads": len(reads), "bare_p50_ms": beside["p50_ms"], "bare_p95_ms": beside["p95_ms"],
            "times_bare": ratio,
        }  # fmt: skip
    return found


if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(measure(int(sys.argv[1]))))
