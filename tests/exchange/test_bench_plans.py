"""`helpfulacts bench plans`: pages are timed as they are, and a long caseload costs no more reads than a short one."""

from __future__ import annotations

import pytest

from helpfulacts.cli.bench.plans import worker
from helpfulacts.cli.bench.plans.command import PAGES, show


@pytest.mark.django_db
def test_it_works_and_a_list_of_sixty_takes_fewer_reads_than_people(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(worker, "ROUNDS", 1)
    monkeypatch.setattr(worker, "OPENED", 2)
    row = worker.measure(60)
    assert row["caseload"] == 60
    assert row["list"]["reads"] < 35 and row["search"]["reads"] < 35 and row["open"]["reads"] < 50
    assert all(row[page]["p50_ms"] > 0 and row[page]["bare_p50_ms"] > 0 for page in PAGES)
    show([{"plans": 60, "database": "this one", **row}])
    assert "the caseload" in capsys.readouterr().out
