"""The second half of an import: what was gathered is made ready in batches, unseen, and then shown all at once.

Making ready is most of the work. Each batch is a short transaction, so others read and write meanwhile, and a batch
that is written stays written: the same import after a kill goes on from there. Only the end changes what anybody sees:
new offers appear, others change or end, in one transaction.
"""

from __future__ import annotations

import pickle
import tempfile
import uuid
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.change_offer import change_offers, end_offers
from helpfulacts.directory.actions.link_needs import link_needs
from helpfulacts.directory.actions.stage_offers import begin_staging, drop_staged, show_staged, stage_offers
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.directory.staged import staged_ids
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.stage_organisations import show_staged_organisations, stage_organisations
from helpfulacts.people.actor import SYSTEM
from helpfulacts.support.actions.change_dates import change_dates_of
from helpfulacts.support.actions.move_up_queue import move_up_queues

from . import limits
from .api import Progress
from .gather import Gathered
from .imported import Imported
from .judging import Judging
from .our_own import stand_ins
from .turns import only_import

BATCH = 500


class Writing:
    """Writes what was gathered of one source into a place, all of it or nothing."""

    def __init__(self, place: Any, gathered: Gathered, progress: Progress) -> None:
        self.place, self.gathered, self.progress = place, gathered, progress
        self.judging = Judging(place, gathered)
        self.drafting, self.imported = self.judging.drafting, self.judging.imported

    def write(self) -> Imported:
        """Raises Refused, and then nothing was changed."""
        with only_import(self.place), tempfile.TemporaryFile() as later:
            staging, again = begin_staging(
                place=self.place,
                source=self.gathered.source,
                fingerprint=self.gathered.fingerprint(self.drafting.day, self.drafting.gazetteer.wards),
                size=limits.ROWS,
            )
            try:
                self._stage_bodies()
                done, total = 0, len(self.gathered.seen)
                services = enumerate(self.gathered.services())
                while batch := list(islice(services, BATCH)):
                    judged = self.judging.judge(batch)
                    for source, new in judged.new.items():
                        self._stage(staging, source, new, again)
                    if judged.later:
                        pickle.dump(judged.later, later)
                    done += len(batch)
                    self.progress(done, max(total, done), "offers")
                later.seek(0)
                self.progress(0, 1, "showing")
                self._show(later)
                self.progress(1, 1, "showing")
            except Refused:
                drop_staged(place=self.place)
                raise
        return self.imported

    def _stage_bodies(self) -> None:
        """Organisations that are new. What is known of one stays as people here keep it."""
        seen = people.organisations(self.place)
        kept = {body.exchange_id: body for body in people.organisations_with_staged(self.place)}
        new: dict[uuid.UUID, dict[str, Any]] = {}
        nobody = stand_ins(self.place) if self.gathered.orgs else set()
        for body in self.gathered.orgs.values():
            if body.exchange_id not in kept and body.exchange_id not in nobody:
                new[body.exchange_id] = {
                    "name": body.name,
                    "about": body.about,
                    "website": body.website,
                    "phone": body.phone,
                    "email": body.email,
                    "source": self.gathered.source,
                    "exchange_id": body.exchange_id,
                    "carried": dict(body.carried),
                }
        made = stage_organisations(place=self.place, bodies=new.values())
        self.drafting.providers = kept | {body.exchange_id: body for body in made}
        self.imported.organisations = len(self.drafting.providers) - len(seen)

    def _stage(self, staging: Any, source: str, new: list[tuple[int, OfferDraft]], again: bool) -> None:
        self.imported.created += len(new)
        if again:  # a batch is written whole or not at all
            ready = staged_ids(self.place, [draft.exchange_id for _, draft in new if draft.exchange_id])
            self.imported.resumed += len(ready)
            new = [(number, draft) for number, draft in new if draft.exchange_id not in ready]
        stage_offers(staging=staging, source=source, drafts=new)

    def _show(self, later: Any) -> None:
        """The one transaction that changes what people see. Others may have written since the feed was judged."""
        source = self.gathered.source
        with register.writing(self.place):
            show_staged_organisations(place=self.place, source=source)
            changed_any = False
            for batch in _pickled(later):
                changed, ended = self.judging.judge_again(batch)
                change_dates_of(
                    place=self.place,
                    offers=[offer for offer, _ in changed],
                    write=partial(change_offers, place=self.place, changes=changed, source=source),
                )
                change_dates_of(
                    place=self.place,
                    offers=ended,
                    write=partial(end_offers, place=self.place, offers=ended, by=SYSTEM),
                )
                changed_any = changed_any or bool(changed)
            show_staged(place=self.place)
            self._link_needs()
            if changed_any:
                move_up_queues(place=self.place)  # a feed may have raised a number of places

    def _link_needs(self) -> None:
        """What must be held first is known only once everything is listed, in whatever order it came."""
        if not self.judging.needs:
            return
        for offer, need in link_needs(place=self.place, needs=self.judging.needs):
            reason = (
                f"What it needs first was left out: {need} is not listed here, or needs this one in turn."
            )
            self.judging.aside("part", reason, self.judging.needing[offer])


def _pickled(file: Any) -> Iterator[Any]:
    """The values that this process itself put into an unnamed file."""
    while True:
        try:
            yield pickle.load(file)
        except EOFError:
            return
