"""`python -m helpfulacts.cli.keeping.trial`: open what was restored, compare it with its manifest, and bring it up to date.

A process of its own, on the temporary names, with the manifest as JSON on its standard input. It ends with 0, or with 2
and one sentence.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from typing import Any

import django
from django.core.management import call_command
from django.db import connection


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpfulacts.site.settings")
    try:
        django.setup()
        print(json.dumps(_try_out(json.load(sys.stdin))))
    except Exception as error:  # whatever it is, what was restored must not be moved in place
        print(str(error).splitlines()[0] if str(error) else type(error).__name__, file=sys.stderr)
        sys.exit(2)


def _try_out(held: dict[str, Any]) -> dict[str, int]:
    from helpfulacts.core.durability import refuse_weak_settings
    from helpfulacts.core.errors import Refused
    from helpfulacts.core.sealing import open_one_of_each

    from . import inventory

    found = inventory.rows_of(held["rows"])
    if differ := sorted(table for table, rows in held["rows"].items() if found.get(table) != rows):
        raise Refused(f"The table {differ[0]} has not as many rows as the manifest says.")
    call_command("migrate", verbosity=0, interactive=False)
    if broken := inventory.broken_register(held["registers"]):
        raise Refused(broken)
    open_one_of_each()
    said = _forget_again()
    if said["again"] and (broken := inventory.broken_register(held["registers"])):
        raise Refused(broken)
    refuse_weak_settings()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return said


def _forget_again() -> dict[str, int]:
    """Whoever deleted everything after this backup was made goes again; also where it was begun and not said to be done,
    because they asked for it. Somebody who cannot be deleted does not stop a restore: the next night tries again.
    """
    from helpfulacts.cli.gone_again import forget_each_again
    from helpfulacts.cli.steps import on_its_own
    from helpfulacts.coordination.actions.forget_claims import forget_claims
    from helpfulacts.core import forgotten
    from helpfulacts.core.clock import today
    from helpfulacts.places import selectors as places
    from helpfulacts.support.here_again import marks

    gone = marks(forgotten.BEGUN, forgotten.DONE)
    again = left = 0
    for place in places.all_places():
        went, stayed = forget_each_again(place, gone)
        if went or stayed:
            on_its_own(
                place.slug, "what rounds kept", partial(forget_claims, place=place, day=today(place.zone))
            )
        again, left = again + went, left + stayed
    return {"again": again, "left": left}


if __name__ == "__main__":
    main()
