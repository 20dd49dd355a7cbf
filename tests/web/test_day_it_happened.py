"""Where no day was fixed, “It is done” asks on which day it was, and loses nothing that was written."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import datetime as dt
from typing import Any

from plan_makers import answer_on_page, asha, key, no_tries_yet, offer, text

from helpfulacts.core.clock import today
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import HelpfulAct


def test_it_is_done_asks_for_the_day_where_none_was_fixed(asha: Any, offer: Any) -> None:
    act = choose_offer(plan=asha.plan, offer=offer("A saw"), by=asha.actor)
    answer_on_page(asha, act, answer="yes")
    page = asha.browser.post(f"/testham/plan/acts/{act.pk}/done", {"key": key()}, follow=True)
    assert "On which day did it happen?" in text(page) and "No day was fixed" in text(page)
    where = f"/testham/plan/acts/{act.pk}/confirm"
    for day, words in (
        ("", "Say on which day it happened."),
        (str(today() + dt.timedelta(days=1)), "That day has not come yet."),
        (str(today() - dt.timedelta(days=1)), "You agreed it on"),
    ):
        again = asha.browser.post(where, {"key": key(), "on_day": day, "outcome": "The shelf is up."})
        assert again.status_code == 422 and words in text(again)
        assert "The shelf is up." in again.content.decode()
    said = {"key": key(), "on_day": str(today()), "outcome": "The shelf is up.", "changed": "yes"}
    assert "Thank you for telling us" in text(asha.browser.post(where, said, follow=True))
    kept = HelpfulAct.objects.get(pk=act.pk)
    assert (kept.state, kept.on_day, kept.outcome) == ("confirmed", today(), "The shelf is up.")
