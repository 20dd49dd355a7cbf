"""What each service of a feed comes to, a batch at a time: counted, told where it is set aside, and sorted for the writing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from helpfulacts.directory import selectors as directory
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.directory.kept_here import sentence_of, with_what_stays

from ..strict_json import printable
from . import values
from .drafting import Drafting
from .gather import Gathered
from .imported import Imported
from .mapping import exchange_id_of, has_details, key_of
from .our_own import id_of_ours, said_here
from .verdicts import BECOMES, verdict
from .visibility import public_part

Line = Mapping[str, Any]


@dataclass
class Judged:
    """What one batch comes to. `new` by the source that lists them, with their numbers in the feed; `later` is judged
    again when it is shown: (line, draft, or None where it is no longer for everybody, whether it is offered now).
    """

    new: dict[str, list[tuple[int, OfferDraft]]] = field(default_factory=dict)
    later: list[tuple[Line, OfferDraft | None, bool]] = field(default_factory=list)


class Judging:
    """Holds what was gathered of one source against what is listed in a place. It writes nothing.

    `needs`: what must be held first, by the exchange id of the offer; `needing`: the lines that say so.
    """

    def __init__(self, place: Any, gathered: Gathered) -> None:
        self.place, self.gathered = place, gathered
        self.imported = Imported()
        self.drafting = Drafting(place, gathered)
        self.needs: dict[uuid.UUID, tuple[Any, ...]] = {}
        self.needing: dict[uuid.UUID, Line] = {}
        self.taken: set[uuid.UUID] = set()

    def judge(self, batch: Sequence[tuple[int, Line]]) -> Judged:
        """Draft a batch and sort it; what is the same as before, or cannot be used, is counted and told at once."""
        batch = self._without_our_own(batch)
        drafts, secret = self._drafts(batch)
        ids = [draft.exchange_id for _, _, draft, *_ in drafts if draft.exchange_id]
        there = directory.offers_by_exchange_id(self.place, [*ids, *secret])
        judged = Judged()
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
                self.aside("part", sentence, line)
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

    def _without_our_own(self, batch: Sequence[tuple[int, Line]]) -> Sequence[tuple[int, Line]]:
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
        self, batch: Sequence[tuple[int, Line]]
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
                self.aside("service", str(trouble), line)
                continue
            assert draft.exchange_id is not None
            if draft.exchange_id in self.taken:
                self.aside("service", "Another service of this source has the same id.", line)
                continue
            self.taken.add(draft.exchange_id)
            drafts.append((number, line, draft, odd, active))
        return drafts, secret

    def judge_again(
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
                self.aside("part", sentence_of(printable(kept.title, 80), stays), line)
        return [(kept, draft) for (_, kept, _), (draft, _) in zip(changing, as_kept, strict=True)], ended

    def _not_taken(self, reason: str, line: Line, kept: Any) -> None:
        self.imported.left_alone += kept is not None and kept.source != line["source"]
        self.aside("service", reason, line)

    def aside(self, what: str, reason: str, line: Line) -> None:
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
