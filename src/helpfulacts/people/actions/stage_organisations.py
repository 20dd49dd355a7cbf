"""Write down the organisations of a feed unseen, many at once; show them with the rest of it, or drop them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.core.rows import batches

from ..models import Organisation

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def stage_organisations(*, place: Place, bodies: Iterable[Mapping[str, Any]]) -> list[Organisation]:
    """Insert organisations that nobody sees yet, in short batches. Each is given by the names of its columns."""
    rows = [Organisation(place=place, staged=True, **body) for body in bodies]
    if any(not row.name.strip() for row in rows):
        raise Refused("Give the organisation a name.", field="name")
    for batch in batches(rows):
        with transaction.atomic():
            Organisation.with_staged.bulk_create(batch)
    return rows


def show_staged_organisations(*, place: Place, source: str) -> int:
    """Show every staged organisation, with one register entry; their number."""
    with register.writing(place):
        shown = Organisation.with_staged.filter(place=place, staged=True).update(staged=False)
        if shown:
            register.record(
                place=place,
                action="began organisations",
                noun="organisation",
                facts={"organisations": shown, "source": source[:200]},
            )
    return shown


def drop_staged_organisations(*, place: Place) -> int:
    """Take away organisations that were never shown."""
    return Organisation.with_staged.filter(place=place, staged=True).delete()[0]
