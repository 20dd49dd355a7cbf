"""What a worker does for one place. Over the wire go ids and counts: no name, no words, nothing of any person.

A worker may be lost at any moment and another does its task again: a batch has one round a place, kept by the database.
"""

from __future__ import annotations

import logging
import os
import uuid
from typing import Any

from helpfulacts.cli.steps import log_where

_log = logging.getLogger(__name__)
COUNTS = ("number", "people", "placed", "refused", "gaps", "not_asking", "alarms", "certified_gap", "seconds")


class Busy(Exception):
    """The database had no turn for this worker in the time that the settings give: its task may be done again."""


def coordinate_one(batch: str, place_id: str) -> dict[str, Any]:
    """Run the sharing round of one place, once a batch: {"place", "run", counts …}, or {"place", "set_aside": a sentence}.

    The database is the one that the settings of this process name. Raises Busy where another writer kept it too long;
    whatever else goes wrong is logged here by its kind and place in the code, and comes back as a sentence.
    """
    _ready()
    from django.db import OperationalError, close_old_connections, connection

    from helpfulacts.coordination.actions.run_round import run_round
    from helpfulacts.core.errors import Refused
    from helpfulacts.places.selectors import place_by_id

    if not connection.in_atomic_block:
        close_old_connections()  # a worker lives for long, and its database may have gone and come back
    try:
        place = place_by_id(uuid.UUID(place_id))
        run = run_round(place=place, batch=batch)
    except OperationalError as error:
        if any(words in str(error) for words in ("locked", "deadlock", "timeout")):
            raise Busy("The database was busy.") from None
        return _aside(place_id, error)
    except Refused as refusal:
        return {"place": place_id, "set_aside": str(refusal)}
    except Exception as error:  # whatever it is, the other places go on, and its words may be somebody's
        return _aside(place_id, error)
    return {"place": place_id, "run": str(run.pk), **{name: getattr(run, name) for name in COUNTS}}


def _aside(place_id: str, error: Exception) -> dict[str, Any]:
    log_where(place_id, "sharing round", error)
    return {
        "place": place_id,
        "set_aside": "It could not be finished. The log of the worker says where it stopped.",
    }


def _ready() -> None:
    """A worker of a cluster is a bare Python process: it becomes one of this installation with its first task."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpfulacts.site.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
