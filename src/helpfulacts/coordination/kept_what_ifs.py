"""Reads of what-ifs that were kept.

kept_what_ifs(place, shown_only=True) -> list[WhatIf], newest first        what_if_by_number(place, n, shown_only=True)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .models import WhatIf

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from helpfulacts.places.models import Place


def _rows(place: Place, shown_only: bool) -> QuerySet[WhatIf]:
    rows = WhatIf.objects.filter(place=place)
    return rows.filter(shown_at__isnull=False) if shown_only else rows


def kept_what_ifs(place: Place, *, shown_only: bool = True) -> list[WhatIf]:
    return list(_rows(place, shown_only).defer("figures", "scenarios").order_by("-number"))


def what_if_by_number(place: Place, number: int, *, shown_only: bool = True) -> WhatIf | None:
    return _rows(place, shown_only).select_related("place").filter(number=number).first()
