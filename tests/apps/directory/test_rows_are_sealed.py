"""What staged rows of a spreadsheet say is sealed: cells may hold what nobody should have put into a list."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from helpfulacts.directory.models import ImportRow
from tests.sheets import HEAD, TEA, as_csv, brought_in, staged

pytestmark = pytest.mark.django_db


def kept() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM directory_importrow")
        return str([[bytes(one) if isinstance(one, memoryview) else one for one in row] for row in cursor])


def test_what_rows_say_is_kept_sealed(place: Any) -> None:
    row = ["Tea with Doris Bell", *TEA[1:3], "Ring Gladys about her hip", TEA[4]]
    one = staged(place, as_csv(HEAD, row))
    [staged_row] = ImportRow.objects.filter(of=one, outcome="aside")
    assert (staged_row.cells, staged_row.title) == (row, row[0])
    assert "gladys" in staged_row.reasons[0][1]
    brought_in(place, as_csv(HEAD, TEA), name="Others")
    again = brought_in(place, as_csv(HEAD, [*TEA[:4], "01632 960999"]), name="Others")
    assert ImportRow.objects.get(of=again, outcome="changed").before["contact"] == "01632 960001"
    for word in ("gladys", "doris", "960999", "960001"):
        assert word not in kept().lower(), word
