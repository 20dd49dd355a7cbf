"""A feed that is being made ready is seen by nobody: no page, no search, no sum, no feed, no round (issue 3, G1)."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from helpfulacts.cli.bench.feed import write_feed
from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.directory import feeds, finding, fulltext, gaps_told
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.index_offers import index_offers
from helpfulacts.directory.actions.roll_occurrences import roll_occurrences
from helpfulacts.directory.assurance import checks_due
from helpfulacts.directory.likenesses import entries_of
from helpfulacts.directory.models import Occurrence, Offer, Schedule, Staging
from helpfulacts.exchange.oruk import turns, writing
from helpfulacts.exchange.oruk.exporting import export_feed
from helpfulacts.exchange.oruk.importing import import_source
from helpfulacts.people import selectors as people
from helpfulacts.people.models import Organisation
from tests.exchange.oruk_feed import service

pytestmark = pytest.mark.django_db
STAGED = 40
WORDS = "lunch choir repair advice swimming reading garden coffee walking homework"


class Broken(Exception):
    """The process ended here."""


@pytest.fixture
def broken_off(feed: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A place with one offer, and a feed of forty that was made ready and broken off before it was shown."""
    feed.run(service(), name="first.json")
    write_feed(feed.folder / "feed.json", STAGED)

    def end(*_: Any) -> None:
        raise Broken

    with monkeypatch.context() as patch:
        patch.setattr(writing.Writing, "_show", end)
        with pytest.raises(Broken):
            again(feed)
    assert Offer.with_staged.filter(place=feed.place, status="staged").count() == STAGED
    assert Organisation.with_staged.filter(place=feed.place, staged=True).count() == STAGED // 20
    return feed


def again(feed: Any) -> Any:
    return import_source(place=feed.place, source=str(feed.folder / "feed.json"), set_aside=feed.aside)


def seen(place: Any, folder: Path) -> dict[str, Any]:
    """What every reader of offers tells, as plain values."""
    client, day = Client(), today(place.zone)
    every = list(Offer.objects.filter(place=place).order_by("pk"))
    api = client.get(f"/{place.slug}/api/oruk/services").json()
    changed = client.get(f"/{place.slug}/api/oruk/services?modified_after=2020-01-01T00:00:00").json()
    bodies = client.get(f"/{place.slug}/api/oruk/organizations").json()
    export_feed(place=place, out=folder / "seen.json", kinds=feeds.ALL_KINDS)
    found = client.post(f"/{place.slug}/find", {"words": WORDS}, follow=True).content.decode()
    pages = [client.get(f"/{place.slug}{path}").content.decode() for path in ("/", "/find")]
    return {
        "counts": directory.counts(place),
        "browsed": [str(one.pk) for one in directory.browse(place)],
        "stale": len(checks_due(place, {})),
        "held": directory.held_offers(place).count(),
        "organisations": [body.name for body in people.organisations(place)],
        "all": [str(offer.pk) for offer in every],
        "text": fulltext.search(place.pk, limit=10_000),
        "words": fulltext.search(place.pk, terms=WORDS.split(), limit=10_000),
        "found": [str(one.offer.pk) for one in finding.find(place=place, words=WORDS).results],
        "free": len(directory.free_places(every, day)),
        "api": (api["total_items"], [one["id"] for one in api["contents"]]),
        "changed": changed["total_items"],
        "bodies": bodies["total_items"],
        "exported": json.loads((folder / "seen.json").read_bytes()),
        "alike": len(entries_of(place)[0]),
        "gaps": len(gaps_told.gaps_by_month(place, today())),
        "links": len(feeds.links_wanted(place, feeds.Wanted())),
        "terms": len(feeds.said_of_terms(place, feeds.ALL_KINDS)),
        "register": register.head(place),
        "pages": ["Community Trust" in page for page in [*pages, found]],
    }


def test_nobody_sees_a_feed_that_is_being_made_ready(broken_off: Any, tmp_path: Path) -> None:
    place = broken_off.place
    hidden = Offer.with_staged.filter(place=place, status="staged")
    before = seen(place, tmp_path)
    assert before["counts"]["offers"] == before["api"][0] == len(before["all"]) == len(before["text"]) == 1
    assert before["words"] == [] and before["pages"] == [False] * 3 and before["bodies"] == 1
    for offer in hidden[:3]:
        assert directory.offer_by_id(place, offer.pk) is None
        assert directory.offers_by_exchange_id(place, [offer.exchange_id]) == {}
        assert feeds.offer_shown(place, offer.exchange_id, feeds.ALL_KINDS) is None
        assert directory.offers_of(place, provider_id=offer.provider_id) == []
        assert Client().get(f"/{place.slug}/offers/{offer.pk}").status_code == 404
        assert Client().get(f"/{place.slug}/api/oruk/services/{offer.exchange_id}").status_code == 404
    index_offers(place=place)
    roll_occurrences(place=place)
    assert seen(place, tmp_path) | {"register": 0} == before | {"register": 0}
    assert Occurrence.objects.filter(place=place, offer__in=hidden).exists()

    done = again(broken_off)
    after = seen(place, tmp_path)
    assert (done.created, done.resumed, done.set_aside) == (STAGED, STAGED, 0)
    assert after["counts"]["offers"] == after["api"][0] == len(after["text"]) == STAGED + 1
    assert len(after["words"]) > 20 and after["bodies"] == 1 + STAGED // 20
    assert not Staging.objects.exists() and not hidden.exists()


def test_what_is_shown_counts_as_changed_when_it_is_shown(broken_off: Any) -> None:
    """Whoever asks what has changed since a moment between making ready and showing hears of it."""
    between = now()
    again(broken_off)
    wanted = feeds.Wanted(kinds=feeds.ALL_KINDS, modified_since=between)
    assert feeds.offers_wanted(broken_off.place, wanted).count() == STAGED


def test_another_import_drops_what_was_left_and_leaves_no_row_of_it(broken_off: Any) -> None:
    place = broken_off.place
    broken_off.run(service(), name="first.json")
    assert not Offer.with_staged.filter(place=place, status="staged").exists()
    assert not Organisation.with_staged.filter(place=place, staged=True).exists()
    kept = {offer.pk for offer in broken_off.offers()}
    assert {row.offer_id for row in Occurrence.objects.filter(place=place)} <= kept
    assert len(fulltext.search(place.pk, limit=10_000)) == 1 and not Staging.objects.exists()


def test_the_night_drops_what_was_left_a_day_ago(broken_off: Any) -> None:
    import datetime as dt

    from helpfulacts.core.clock import as_if
    from helpfulacts.exchange.oruk.turns import drop_left_over

    assert drop_left_over(broken_off.place) == 0
    with as_if(now() + dt.timedelta(days=2)):
        assert drop_left_over(broken_off.place) == STAGED
    assert not Staging.objects.exists()


def test_what_was_made_ready_is_let_go_of_at_once(feed: Any) -> None:
    """A large feed goes through memory batch by batch, even where circles of objects are never looked for."""
    write_feed(feed.folder / "feed.json", STAGED)
    gc.collect()
    of_others = _rows_alive()  # by other tests; held on to, so that no new row is taken for one of them
    gc.disable()
    try:
        again(feed)
        held = [one for one in _rows_alive() if not any(one is other for other in of_others)]
    finally:
        gc.enable()
    assert held == []


def _rows_alive() -> list[Any]:
    return [one for one in gc.get_objects() if isinstance(one, Offer | Schedule)]


def test_one_import_into_a_place_at_a_time(feed: Any) -> None:
    from helpfulacts.core.errors import Refused

    with turns.only_import(feed.place), pytest.raises(Refused, match="Another import into Testham"):
        feed.run(service())
    assert feed.run(service()).created == 1


def test_what_people_change_while_a_feed_is_made_ready_stays(
    feed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed says something new of an offer that a person ends meanwhile: it stays ended, and is set aside."""
    from helpfulacts.directory.actions.change_offer import end_offers
    from helpfulacts.people.actor import SYSTEM

    feed.run(service())
    [offer] = feed.offers()
    show = writing.Writing._show

    def ended_meanwhile(self: Any, later: Any) -> None:
        end_offers(place=feed.place, offers=[offer], by=SYSTEM)
        show(self, later)

    monkeypatch.setattr(writing.Writing, "_show", ended_meanwhile)
    done = feed.run(service(description="New words."))
    assert (done.updated, done.set_aside) == (0, 1)
    assert "It was ended here" in feed.reasons()[0] and feed.offers()[0].status == "ended"
