"""From a gathered line to a draft with the organisations behind it, as they are kept in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.drafts import OfferDraft

from ..strict_json import printable
from . import values
from .bodies import bodies_in
from .carrying import Cleaner
from .gather import Gathered
from .locations import Gazetteer
from .mapping import draft_of, exchange_id_of, is_active, key_of
from .organisations import Body
from .visibility import public_part


class Drafting:
    """Makes drafts of the lines of one source. `providers`: organisations by their exchange ids."""

    def __init__(self, place: Any, gathered: Gathered) -> None:
        self.place, self.gathered = place, gathered
        self.gazetteer = Gazetteer(place)
        self.cleaner = Cleaner(gathered.source, place.name)
        self.day = today(place.zone)
        self.providers: dict[Any, Any] = {}

    def draft(self, line: Mapping[str, Any], record: Mapping[str, Any]) -> tuple[OfferDraft, list[str], bool]:
        """(the draft, a sentence for each part left out, whether it is offered now). Raises Odd; `record` is its public part."""
        source = line["source"]
        key = key_of(record)
        more = (public_part(link) for link in self.gathered.more_places.get((source, key), ()))
        record = _with_places(record, [link for link in more if link is not None])
        body = self._body(record, source, line["group"])
        active = is_active(record)
        named = [
            (key, part) for key, part in bodies_in(record) if key not in (body.key, str(body.exchange_id))
        ]
        bodies, lost = [], []
        for one, part in named:
            found = self.gathered.orgs.get((source, one)) or self._kept_body(one, source)
            if found is None:
                lost.append(
                    f"The organisation {printable(one)} that {part} it was left out: it is not in this source."
                )
            else:
                bodies.append((self.providers[found.exchange_id], part))
        provider = self.providers.get(body.exchange_id)
        if provider is None:  # who stands in our own feed for nobody
            raise values.Odd(
                "It came from this place's own list, and has changed here since. Change it here."
            )
        draft, odd = draft_of(
            record,
            key=key,
            cleaner=self._cleaner(source),
            body=body,
            gazetteer=self.gazetteer,
            today=self.day,
            named=tuple(named),
            provider=provider,
            bodies=tuple(bodies),
        )
        return draft, odd + lost, active

    def _cleaner(self, source: str) -> Cleaner:
        if self.cleaner.source != source:
            self.cleaner = Cleaner(source, self.place.name)
        return self.cleaner

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


def _with_places(record: Mapping[str, Any], more: Iterable[Any]) -> Mapping[str, Any]:
    """The service with the further locations that its feed listed one by one, each once."""
    links = list(values.objects(record.get("service_at_locations")))
    known = {_location_key(link) for link in links}
    for link in more:
        if _location_key(link) not in known:
            known.add(_location_key(link))
            links.append(link)
    return {**record, "service_at_locations": links} if more else record


def _location_key(link: Mapping[str, Any]) -> str:
    location = link.get("location")
    return values.identifier(location.get("id") if isinstance(location, dict) else link.get("location_id"))
