"""The second half of an import: what was gathered is made ready in batches, unseen, and then shown all at once.

Making ready is most of the work. Each batch is a short transaction, so others read and write meanwhile, and a batch
that is written stays written: the same import after a kill goes on from there. Only the end changes what anybody sees:
new offers appear, others change or end, in one transaction.
"""

from __future__ import annotations

import pickle
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.change_offer import change_offers, end_offers
from helpfulacts.directory.actions.link_needs import link_needs
from helpfulacts.directory.actions.stage_offers import begin_staging, drop_staged, show_staged, stage_offers
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.directory.kept_here import sentence_of, with_what_stays
from helpfulacts.directory.staged import staged_ids
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.stage_organisations import show_staged_organisations, stage_organisations
from helpfulacts.people.actor import SYSTEM
from helpfulacts.support.actions.change_dates import change_dates_of
from helpfulacts.support.actions.move_up_queue import move_up_queues

from ..strict_json import printable
from . import limits, values
from .api import Progress
from .drafting import Drafting
from .gather import Gathered
from .mapping import exchange_id_of, has_details, key_of
from .our_own import id_of_ours, said_here, stand_ins
from .turns import only_import
from .verdicts import BECOMES, verdict
from .visibility import public_part

BATCH = 500
Line = Mapping[str, Any]


@dataclass
class Imported:
    """What became of every row. `without_details` came from a list that names services only.

    `resumed`: offers that an earlier try, which was broken off, had made ready already. `left_alone`: services that
    were set aside because another source or people here listed them; `kept_here`: offers that changed but for what
    people here had changed.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    set_aside: int = 0
    set_aside_file: Path | None = None
    seconds: float = 0.0
    organisations: int = 0
    without_details: int = 0
    resumed: int = 0
    left_alone: int = 0
    kept_here: int = 0
    left_out: dict[str, int] = field(default_factory=dict)

    def figures(self) -> dict[str, Any]:
        return vars(self) | {"set_aside_file": str(self.set_aside_file) if self.set_aside_file else None}


@dataclass
class _Judged:
    """What one batch comes to. `new` by the source that lists them, with their numbers in the feed; `later` is judged
    again when it is shown: (line, draft, or None where it is no longer for everybody, whether it is offered now).
    """

    new: dict[str, list[tuple[int, OfferDraft]]] = field(default_factory=dict)
    later: list[tuple[Line, OfferDraft | None, bool]] = field(default_factory=list)


class Writing:
    """Writes what was gathered of one source into a place, all of it or nothing."""

    def __init__(self, place: Any, gathered: Gathered, progress: Progress) -> None:
        self.place, self.gathered, self.progress = place, gathered, progress
        self.imported = Imported()
        self.drafting = Drafting(place, gathered)
        self.needs: dict[uuid.UUID, tuple[Any, ...]] = {}
        self.needing: dict[uuid.UUID, Line] = {}
        self.taken: set[uuid.UUID] = set()

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
                for batch in _batches(self.gathered.services()):
                    judged = self._judge(batch)
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

    def _judge(self, batch: list[tuple[int, Line]]) -> _Judged:
        """Draft a batch and sort it; what is the same as before, or cannot be used, is counted and told at once."""
        batch = self._without_our_own(batch)
        drafts, secret = self._drafts(batch)
        ids = [draft.exchange_id for _, _, draft, *_ in drafts if draft.exchange_id]
        there = directory.offers_by_exchange_id(self.place, [*ids, *secret])
        judged = _Judged()
        for identity, line in secret.items():
            kept = there.get(identity)
            became = verdict(kept, None, line["source"])
            if became == "over":
                judged.later.append((line, None, False))
            elif became == "same":
                self.imported.unchanged += 1
            else:
                self._not_taken(became, line, kept)
        for number, line, draft, odd, active in drafts:
            kept = there.get(draft.exchange_id)  # type: ignore[arg-type]
            became = verdict(kept, draft, line["source"], active)
            if became not in BECOMES:
                self._not_taken(became, line, kept)
                continue
            for sentence in odd if active else ():
                self._aside("part", sentence, line)
            if draft.needs and active:
                assert draft.exchange_id is not None
                self.needs[draft.exchange_id], self.needing[draft.exchange_id] = draft.needs, line
            self.imported.without_details += not has_details(line["record"])
            if became == "new":
                judged.new.setdefault(line["source"], []).append((number, _without_needs(draft)))
            elif became == "same":
                self.imported.unchanged += 1
            else:
                judged.later.append((line, _without_needs(draft), active))
        return judged

    def _without_our_own(self, batch: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
        """The lines that do not say what our own feed says of them already: those are counted as unchanged."""
        ours = said_here(self.place, (line["record"] for _, line in batch))
        if not ours:
            return batch
        rest = []
        for number, line in batch:
            identity = id_of_ours(line["record"])
            if identity in ours and identity not in self.taken:
                self.taken.add(identity)
                self.imported.unchanged += 1
            else:
                rest.append((number, line))
        return rest

    def _drafts(
        self, batch: list[tuple[int, Line]]
    ) -> tuple[list[tuple[int, Line, OfferDraft, list[str], bool]], dict[uuid.UUID, Line]]:
        """The drafts of a batch, and by exchange id the lines that are not for everybody. The rest is set aside."""
        drafts, secret = [], {}
        for number, line in batch:
            try:
                record = public_part(line["record"])
                if record is None:
                    secret[exchange_id_of(key_of(line["record"]), line["source"])] = line
                    continue
                draft, odd, active = self.drafting.draft(line, record)
            except values.Odd as trouble:
                self._aside("service", str(trouble), line)
                continue
            assert draft.exchange_id is not None
            if draft.exchange_id in self.taken:
                self._aside("service", "Another service of this source has the same id.", line)
                continue
            self.taken.add(draft.exchange_id)
            drafts.append((number, line, draft, odd, active))
        return drafts, secret

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
                changed, ended = self._judge_again(batch)
                change_dates_of(
                    place=self.place,
                    offers=[offer for offer, _ in changed],
                    write=partial(change_offers, place=self.place, changes=changed, source=source),
                )
                end_offers(place=self.place, offers=ended, by=SYSTEM)
                changed_any = changed_any or bool(changed)
            show_staged(place=self.place)
            self._link_needs()
            if changed_any:
                move_up_queues(place=self.place)  # a feed may have raised a number of places

    def _judge_again(
        self, batch: list[tuple[Line, OfferDraft | None, bool]]
    ) -> tuple[list[tuple[Any, OfferDraft]], list[Any]]:
        """(what changes, what ends) of a batch, as things are now. What people here changed stays, and is told."""
        changing: list[tuple[Line, Any, OfferDraft]] = []
        ended = []
        ids = [_identity(line, draft) for line, draft, _ in batch]
        there = directory.offers_by_exchange_id(self.place, ids)
        for (line, draft, active), identity in zip(batch, ids, strict=True):
            kept = there.get(identity)
            became = verdict(kept, draft, line["source"], active)
            if became == "over":
                ended.append(kept)
                self.imported.updated += 1
            elif became == "changed" and draft is not None:
                changing.append((line, kept, draft))
                self.imported.updated += 1
            elif became in BECOMES:
                self.imported.unchanged += 1
            else:
                self._not_taken(became, line, kept)
        as_kept = with_what_stays(self.place, [(kept, draft) for _, kept, draft in changing])
        for (line, kept, _), (_, stays) in zip(changing, as_kept, strict=True):
            if stays:
                self.imported.kept_here += 1
                self._aside("part", sentence_of(printable(kept.title, 80), stays), line)
        return [(kept, draft) for (_, kept, _), (draft, _) in zip(changing, as_kept, strict=True)], ended

    def _link_needs(self) -> None:
        """What must be held first is known only once everything is listed, in whatever order it came."""
        if not self.needs:
            return
        for offer, need in link_needs(place=self.place, needs=self.needs):
            reason = (
                f"What it needs first was left out: {need} is not listed here, or needs this one in turn."
            )
            self._aside("part", reason, self.needing[offer])

    def _not_taken(self, reason: str, line: Line, kept: Any) -> None:
        self.imported.left_alone += kept is not None and kept.source != line["source"]
        self._aside("service", reason, line)

    def _aside(self, what: str, reason: str, line: Line) -> None:
        record = line["record"]
        parent = self.gathered.parents.get(line["group"])
        if parent and not record.get("organization") and not record.get("organization_id"):
            record = {**record, "organization_id": parent[1]}
        self.gathered.aside.add(what, reason, record, source=line["source"], row=line["row"])


def _without_needs(draft: OfferDraft) -> OfferDraft:
    """What must be held first is linked at the end."""
    return replace(draft, needs=()) if draft.needs else draft


def _identity(line: Line, draft: OfferDraft | None) -> uuid.UUID:
    if draft is not None and draft.exchange_id is not None:
        return draft.exchange_id
    return exchange_id_of(key_of(line["record"]), line["source"])


def _pickled(file: Any) -> Iterator[Any]:
    """The values that this process itself put into an unnamed file."""
    while True:
        try:
            yield pickle.load(file)
        except EOFError:
            return


def _batches(lines: Iterator[Line]) -> Iterator[list[tuple[int, Line]]]:
    """Lines with their numbers, some hundreds at a time."""
    batch: list[tuple[int, Line]] = []
    for number, line in enumerate(lines):
        batch.append((number, line))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
