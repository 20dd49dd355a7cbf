"""Letters that nobody got name whom they were for: the outbox does not keep them long."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from helpfulacts.core.clock import as_if, now
from helpfulacts.exchange.messages import outbox


def test_a_letter_of_the_outbox_is_gone_after_a_week(settings: Any, tmp_path: Path) -> None:
    settings.OUTBOX = tmp_path / "outbox"
    assert outbox.forget_old() == 0, "nothing was ever sent"
    start = now()
    outbox.keep(form="text", to="07700 900123", subject="", words="Old", place="testham")
    with as_if(start + dt.timedelta(days=6)):
        assert outbox.forget_old() == 0
        outbox.keep(form="text", to="07700 900124", subject="", words="New", place="testham")
    with as_if(start + dt.timedelta(days=7, minutes=1)):
        assert outbox.forget_old() == 1
        assert [one.words for one in outbox.messages("testham")] == ["New"]
        assert outbox.forget_old() == 0
