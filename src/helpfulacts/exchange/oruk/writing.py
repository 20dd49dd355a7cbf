"""The second half of an import: from what was gathered to offers, in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import transaction

from helpfulacts.core.clock import today
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.change_offer import change_offers, end_offers
from helpfulacts.directory.actions.link_needs import link_needs
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import SYSTEM
from helpfulacts.support.actions.move_up_queue import move_up_queues

from ..strict_json import printable
from . import values
from .api import Progress
from .bodies import bodies_in
from .carrying import Cleaner
from .gather import Gathered
from .locations import Gazetteer
from .mapping import draft_of, exchange_id_of, has_details, is_active, key_of
from .organisations import Body
from .visibility import public_part

BATCH = 500


@dataclass
class Imported:
    """What became of every row. `without_details` came from a list that names services only."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    set_aside: int = 0
    set_aside_file: Path | None = None
    seconds: float = 0.0
    organisations: int = 0
    without_details: int = 0
    left_out: dict[str, int] = field(default_factory=dict)

    def figures(self) -> dict[str, Any]:
        return vars(self) | {"set_aside_file": str(self.set_aside_file) if self.set_aside_file else None}


class Writing:
    """Writes what was gathered of one source into a place, all of it or nothing."""

    def __init__(self, place: Any, gathered: Gathered, progress: Progress) -> None:
        self.place, self.gathered, self.progress = place, gathered, progress
        self.imported = Imported()
        self.gazetteer = Gazetteer(place)
        self.day = today(place.zone)
        self.needs: dict[uuid.UUID, tuple[Any, ...]] = {}
        self.needing: dict[uuid.UUID, dict[str, Any]] = {}

    def write(self) -> Imported:
        with transaction.atomic():
            self.providers = {body.exchange_id: body for body in people.organisations(self.place)}
            for body in self.gathered.orgs.values():
                self._provider(body)
            done, total = 0, len(self.gathered.seen)
            for batch in _batches(self.gathered.services()):
                self._write_batch(batch)
                done += len(batch)
                self.progress(done, max(total, done), "offers")
            self._link_needs()
        return self.imported

    def _link_needs(self) -> None:
        """What must be held first is known only once everything is listed, in whatever order it came."""
        if not self.needs:
            return
        for offer, need in link_needs(place=self.place, needs=self.needs):
            reason = (
                f"What it needs first was left out: {need} is not listed here, or needs this one in turn."
            )
            self._aside("part", reason, self.needing[offer])

    def _provider(self, body: Body) -> Any:
        """The organisation of a body, begun if it is new. What is known of one stays as people here keep it."""
        kept = self.providers.get(body.exchange_id)
        if kept is None:
            kept = begin_organisation(
                place=self.place,
                name=body.name,
                about=body.about,
                website=body.website,
                phone=body.phone,
                email=body.email,
                source=self.gathered.source,
                exchange_id=body.exchange_id,
                carried=body.carried,
            )
            self.providers[body.exchange_id] = kept
            self.imported.organisations += 1
        return kept

    def _write_batch(self, batch: list[dict[str, Any]]) -> None:
        ids: dict[uuid.UUID, Mapping[str, Any]] = {}
        drafts: list[tuple[dict[str, Any], OfferDraft, list[str], bool]] = []
        secret: dict[uuid.UUID, dict[str, Any]] = {}
        for line in batch:
            try:
                record = public_part(line["record"])
                if record is None:
                    key = exchange_id_of(key_of(line["record"]), line["source"])
                    secret[key] = line
                    continue
                draft, odd, active = self._draft(line, record)
            except values.Odd as trouble:
                self._aside("service", str(trouble), line)
                continue
            identity = draft.exchange_id
            assert identity is not None
            if identity in ids:
                self._aside("service", "Another service of this source has the same id.", line)
                continue
            ids[identity] = line
            drafts.append((line, draft, odd, active))
        there = directory.offers_by_exchange_id(self.place, [*ids, *secret])
        new: list[OfferDraft] = []
        changed: list[tuple[Any, OfferDraft]] = []
        ended = self._no_longer_public(secret, there)
        for line, draft, odd, active in drafts:
            kept = there.get(draft.exchange_id)  # type: ignore[arg-type]
            refusal = self._sorted(kept, draft, active, new, changed, ended)
            if refusal:
                self._aside("service", refusal, line)
                continue
            for sentence in odd if active else ():
                self._aside("part", sentence, line)
            if draft.needs and active:
                assert draft.exchange_id is not None
                self.needs[draft.exchange_id], self.needing[draft.exchange_id] = draft.needs, line
            self.imported.without_details += not has_details(line["record"])
        list_offers(place=self.place, drafts=new, source=self.gathered.source)
        change_offers(place=self.place, changes=changed, source=self.gathered.source)
        if changed:
            move_up_queues(place=self.place)  # a feed may have raised a number of places
        end_offers(place=self.place, offers=ended, by=SYSTEM)

    def _sorted(
        self, kept: Any, draft: OfferDraft, active: bool, new: list[Any], changed: list[Any], ended: list[Any]
    ) -> str | None:
        """Put a draft among the new, changed or ended ones and count it; or say why it is set aside."""
        if kept is None:
            if not active:
                return "It is not offered now, so it is not listed."
            new.append(replace(draft, needs=()))
            self.imported.created += 1
        elif not kept.source:
            return f"“{printable(kept.title, 80)}” was listed here by people, so a feed does not change it."
        elif kept.merged_into_id is not None:
            self.imported.unchanged += 1  # a person said that another entry says it already
        elif not active:
            if kept.status == "ended":
                self.imported.unchanged += 1
            else:
                ended.append(kept)
                self.imported.updated += 1
        elif kept.source_hash == draft.source_hash or _says_less(draft, kept):
            self.imported.unchanged += 1
        elif kept.status == "ended":
            return "It was ended here. List it again by hand if it has begun again."
        elif kept.kind != draft.kind:
            return f"It is kept here as {kept.kind}, and the kind of an offer does not change."
        else:
            changed.append((kept, replace(draft, needs=())))
            self.imported.updated += 1
        return None

    def _no_longer_public(self, secret: Mapping[uuid.UUID, Any], there: Mapping[uuid.UUID, Any]) -> list[Any]:
        """What its source marks as not for everybody is not listed; what is listed of it ends."""
        ended = []
        for identity, line in secret.items():
            kept = there.get(identity)
            if kept is not None and kept.source and kept.status != "ended":
                ended.append(kept)
                self.imported.updated += 1
            elif kept is not None and kept.source:
                self.imported.unchanged += 1
            else:
                self._aside("service", "It is marked as not for everybody, so it is not listed.", line)
        return ended

    def _draft(self, line: dict[str, Any], record: Mapping[str, Any]) -> tuple[OfferDraft, list[str], bool]:
        source = line["source"]
        key = key_of(record)
        more = (public_part(link) for link in self.gathered.more_places.get((source, key), ()))
        record = _with_places(record, [link for link in more if link is not None])
        body = self._body(record, source, line["group"])
        active = is_active(record)
        named = [
            (key, part) for key, part in bodies_in(record) if key not in (body.key, str(body.exchange_id))
        ]
        draft, odd = draft_of(
            record,
            key=key,
            cleaner=Cleaner(source, self.place.name),
            body=body,
            gazetteer=self.gazetteer,
            today=self.day,
            bodies=tuple(named),
        )
        bodies = []
        for one, part in named:
            found = self.gathered.orgs.get((source, one)) or self._kept_body(one, source)
            if found is None:
                odd.append(
                    f"The organisation {printable(one)} that {part} it was left out: it is not in this source."
                )
            else:
                bodies.append((self.providers[found.exchange_id], part))
        provider = self.providers[body.exchange_id]
        shown_from = draft.shown_from if draft.shown_from != body.name else provider.name
        return replace(draft, provider=provider, shown_from=shown_from, bodies=tuple(bodies)), odd, active

    def _body(self, record: Mapping[str, Any], source: str, group: int) -> Body:
        nested = record.get("organization")
        key = values.identifier(
            nested.get("id") if isinstance(nested, dict) else record.get("organization_id")
        )
        found = self.gathered.orgs.get((source, key)) if key else None
        if found is None and not key and group in self.gathered.parents:
            found = self.gathered.orgs.get(self.gathered.parents[group])
        if found is None and key:
            found = self._kept_body(key, source)
        if found is None and not key:
            raise values.Odd("It names no organisation.")
        if found is None:
            raise values.Odd(f"It names the organisation {printable(key)}, which is not in this source.")
        return found

    def _kept_body(self, key: str, source: str) -> Body | None:
        """An organisation that an earlier import brought."""
        identity = (
            exchange_id_of(key, source)
            if values.as_uuid(key)
            else exchange_id_of(f"organisation {key}", source)
        )
        kept = self.providers.get(identity)
        if kept is None:
            return None
        # Its other offers say which sphere it was taken to be of.
        given = directory.offers_of(self.place, provider_id=kept.pk)
        sphere, why = "civic", "assumed"
        if given:
            sphere = given[0].sphere
            why = given[0].particulars.get("imported", {}).get("sphere_from", "its other offers")
        return Body(key, identity, kept.name, "", kept.website, kept.phone, kept.email, sphere, why)

    def _aside(self, what: str, reason: str, line: Mapping[str, Any]) -> None:
        record = line["record"]
        parent = self.gathered.parents.get(line["group"])
        if parent and not record.get("organization") and not record.get("organization_id"):
            record = {**record, "organization_id": parent[1]}
        self.gathered.aside.add(what, reason, record, source=line["source"], row=line["row"])


def _with_places(record: Mapping[str, Any], more: Iterable[Any]) -> Mapping[str, Any]:
    """The service with the further locations that its feed listed one by one, each once."""
    links = list(values.objects(record.get("service_at_locations")))
    known = {_location_key(link) for link in links}
    for link in more:
        if _location_key(link) not in known:
            known.add(_location_key(link))
            links.append(link)
    return {**record, "service_at_locations": links} if more else record


def _says_less(draft: OfferDraft, kept: Any) -> bool:
    """An entry of a list never wipes out the details that a fuller record brought."""
    had = kept.particulars.get("imported", {}).get("details")
    return bool(had) and not draft.particulars["imported"]["details"]


def _location_key(link: Mapping[str, Any]) -> str:
    location = link.get("location")
    return values.identifier(location.get("id") if isinstance(location, dict) else link.get("location_id"))


def _batches(lines: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
