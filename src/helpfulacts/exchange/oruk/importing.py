"""Import one source of Open Referral UK 3.0 into a place: read it all, then write all of it or nothing."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import transaction

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.change_offer import change_offers, end_offers
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import SYSTEM
from helpfulacts.support.actions.move_up_queue import move_up_queues

from ..fetch import host_of
from ..strict_json import printable
from . import limits, values
from .api import Crawl, Progress
from .gather import Gathered, SetAside
from .locations import Gazetteer
from .mapping import draft_of, exchange_id_of, has_details, is_active, key_of
from .organisations import Body
from .reading import Budget, rows_in, unpacked

BATCH = 500
_ENDINGS = (".json", ".ndjson", ".jsonl", ".gz", ".zip")
_LINE_ENDINGS = (".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz")


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


def import_source(
    *, place: Any, source: str, set_aside: Path, name: str = "", progress: Progress = lambda *_: None
) -> Imported:
    """Import a file, a folder or an https address. `name` is the feed's lasting name (default: the file's or host's).

    Raises Refused with one sentence, and then nothing was changed. Rows that cannot be used go to the `set_aside`
    file; the same import again changes nothing. `progress(done, total or None, what)` is told of headway.
    """
    started = time.perf_counter()
    address = "://" in source
    name = name or (host_of(source) if address else Path(source).name.removesuffix(".gz"))
    aside = SetAside(set_aside)
    gathered = Gathered(printable(name, 200), aside)
    try:
        if address:
            Crawl(gathered, progress).read(source)
        else:
            _read_files(Path(source), gathered, progress)
        imported = _Writing(place, gathered, progress).write()
        imported.set_aside, imported.left_out = aside.count, dict(sorted(aside.reasons.items()))
        imported.set_aside_file = aside.keep()
    finally:
        aside.drop()
        gathered.close()
    imported.seconds = round(time.perf_counter() - started, 3)
    return imported


def _read_files(path: Path, gathered: Gathered, progress: Progress) -> None:
    files = _files(path)
    budget, sound, first = Budget(), 0, ""
    for number, file in enumerate(files):
        progress(number, len(files), "files")
        try:
            with file.open("rb") as raw, unpacked(raw, printable(file.name, 100), budget) as streams:
                for guard in streams:
                    rows = rows_in(guard, lines=guard.name.split(" in ")[0].lower().endswith(_LINE_ENDINGS))
                    if len(files) == 1:
                        gathered.take(rows)
                    else:
                        gathered.attempt(rows)
                    sound += 1
        except OSError:
            raise Refused(f"{printable(file.name, 100)} cannot be read. Check who may read it.") from None
        except Refused as refusal:
            if len(files) == 1 or budget.left < 0:
                raise
            first = first or str(refusal)
            gathered.aside.add("file", str(refusal), file.name, source=gathered.source, row=0)
    if not sound:
        raise Refused(first or f"{printable(path.name, 100)} holds no JSON. Choose another file.")


def _files(path: Path) -> list[Path]:
    try:
        if path.is_file():
            return [path]
        if not path.is_dir():
            raise Refused(f"{printable(str(path), 200)} is not there. Check the name of the file or folder.")
        found = sorted(
            file for file in path.iterdir() if file.name.lower().endswith(_ENDINGS) and file.is_file()
        )
    except (OSError, ValueError):
        raise Refused(f"{printable(str(path), 200)} cannot be read. Check its name.") from None
    if not found:
        raise Refused(f"{printable(str(path), 200)} holds no JSON files.")
    if len(found) > limits.FILES:
        raise Refused(
            f"{printable(str(path), 200)} holds more than {limits.FILES} files. Import it in parts."
        )
    return found


class _Writing:
    """The second half: from what was gathered to offers, in one transaction."""

    def __init__(self, place: Any, gathered: Gathered, progress: Progress) -> None:
        self.place, self.gathered, self.progress = place, gathered, progress
        self.imported = Imported()
        self.gazetteer = Gazetteer(place)
        self.day = today(place.zone)

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
        return self.imported

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
            )
            self.providers[body.exchange_id] = kept
            self.imported.organisations += 1
        return kept

    def _write_batch(self, batch: list[dict[str, Any]]) -> None:
        ids: dict[uuid.UUID, Mapping[str, Any]] = {}
        drafts: list[tuple[dict[str, Any], OfferDraft, list[str], bool]] = []
        for line in batch:
            try:
                draft, odd, active = self._draft(line)
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
        there = directory.offers_by_exchange_id(self.place, ids)
        new: list[OfferDraft] = []
        changed: list[tuple[Any, OfferDraft]] = []
        ended: list[Any] = []
        for line, draft, odd, active in drafts:
            kept = there.get(draft.exchange_id)  # type: ignore[arg-type]
            refusal = self._sorted(kept, draft, active, new, changed, ended)
            if refusal:
                self._aside("service", refusal, line)
                continue
            for sentence in odd if active else ():
                self._aside("part", sentence, line)
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
            new.append(draft)
            self.imported.created += 1
        elif not kept.source:
            return f"“{printable(kept.title, 80)}” was listed here by people, so a feed does not change it."
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
            changed.append((kept, draft))
            self.imported.updated += 1
        return None

    def _draft(self, line: dict[str, Any]) -> tuple[OfferDraft, list[str], bool]:
        record, source = line["record"], line["source"]
        key = key_of(record)
        record = _with_places(record, self.gathered.more_places.get((source, key), ()))
        body = self._body(record, source, line["group"])
        active = is_active(record)
        draft, odd = draft_of(
            record, key=key, source=source, body=body, gazetteer=self.gazetteer, today=self.day
        )
        provider = self.providers[body.exchange_id]
        return replace(draft, provider=provider, shown_from=provider.name), odd, active

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
