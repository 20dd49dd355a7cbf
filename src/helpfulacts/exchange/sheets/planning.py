"""What importing one row would do: the draft it makes, held against what is listed here already."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.checks import check_draft
from helpfulacts.directory.drafts import AccessDraft, OfferDraft
from helpfulacts.directory.kept_here import sentence_of, with_what_stays
from helpfulacts.people import selectors as people
from helpfulacts.places import selectors as places
from helpfulacts.places.codes import split_postcode

from ..oruk import values
from ..oruk.carrying import Cleaner
from ..oruk.fingerprint import fingerprint
from ..oruk.locations import Gazetteer
from ..oruk.mapping import draft_of, exchange_id_of
from ..oruk.organisations import Body, body_of
from ..oruk.visibility import public_part
from ..strict_json import printable
from .mapping import SheetMapping
from .recording import Read
from .row import Problem
from .saying import changes_between

_PART = "A detail was left out. "


@dataclass
class Plan:
    """`outcome`: new, changed, same, ends, closed or aside. What is new and has `reasons` comes in, but a person is asked first. `again`: it was listed before, and an import ended it."""

    outcome: str
    identity: uuid.UUID
    title: str = ""
    reasons: list[Problem] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    draft: OfferDraft | None = None
    body: Body | None = None
    kept: Any = None
    again: bool = False


class Planner:
    """Plans rows of one list; what it needs to know of the place is read once."""

    def __init__(self, place: Any, mapping: SheetMapping) -> None:
        self.place, self.mapping = place, mapping
        self.cleaner = Cleaner(mapping.name, place.name)
        self.gazetteer = Gazetteer(place)
        self.day = today(place.zone)
        known = places.geography_counts(place)
        self.knows_postcodes = bool(known["postcodes"] or known["sectors"])
        self.bodies = {body.name.casefold(): body for body in people.organisations(place)}

    def identity(self, key: str) -> uuid.UUID:
        return exchange_id_of(key, self.mapping.name)

    def plan(self, reads: Sequence[Read]) -> list[Plan]:
        """One plan a row, in order."""
        there = directory.offers_by_exchange_id(self.place, [self.identity(read.key) for read in reads])
        plans = [self._one(read, there.get(self.identity(read.key))) for read in reads]
        self._with_what_stays([plan for plan in plans if plan.outcome == "changed" or plan.again])
        return plans

    def _with_what_stays(self, plans: Sequence[Plan]) -> None:
        """What people here changed stays: only the rest is a change."""
        pairs = [(plan.kept, plan.draft) for plan in plans if plan.draft is not None]
        for plan, (draft, stays) in zip(plans, with_what_stays(self.place, pairs), strict=True):
            plan.draft, plan.changes = draft, [] if plan.again else changes_between(plan.kept, draft)
            if stays:
                plan.reasons.append((None, sentence_of(printable(plan.kept.title, 80), stays)))

    def _one(self, read: Read, kept: Any) -> Plan:
        plan = Plan("aside", self.identity(read.key), read.title, list(read.problems), kept=kept)
        if kept is not None and kept.source != self.mapping.name:
            whose = f"“{printable(kept.source, 60)}”" if kept.source else "people here"
            plan.reasons.append((None, f"It is listed here already, from {whose}. Leave it out."))
            return plan
        record = public_part(read.record)
        if record is None or read.closed:
            return self._not_offered(plan, read, secret=record is None)
        if plan.reasons:
            return plan
        try:
            self._draft(plan, read, record)
        except values.Odd as trouble:
            plan.reasons.append((None, str(trouble)))
            return plan
        code, at = self._elsewhere(record), next(iter(self.mapping.at("postcode")), None)
        if code and (ward := read.fields.get("ward")) and not plan.reasons:
            sentence = (
                f"The ward says {printable(ward, 80)}, which is in {self.place.name}, and {code} is not. "
                "Put right the one that is wrong, or empty it."
            )
            plan.reasons.append((at, sentence))
        if not plan.reasons:
            self._against(plan, kept)
        if plan.outcome == "new" and code and plan.draft is not None and plan.draft.ward is None:
            sentence = f"{code} is not in {self.place.name}. Leave it out, unless it is for people here."
            plan.reasons.append((at, sentence))
        if plan.outcome in ("new", "changed") and (sentence := self._other_ward(record, plan.draft)):
            plan.reasons.append((at, sentence))
        return plan

    def _not_offered(self, plan: Plan, read: Read, *, secret: bool) -> Plan:
        why = "It is marked as not for everybody" if secret else "It is closed"
        listed = plan.kept is not None and plan.kept.status != "ended"
        plan.outcome = "ends" if listed else "closed"
        then = "so it ends here" if listed else "so it is not listed"
        plan.reasons = [(None, f"{why}, {then}.")]
        return plan

    def _draft(self, plan: Plan, read: Read, record: Any) -> None:
        body = self._body(record["organization"])
        draft, odd = draft_of(
            record, key=read.key, cleaner=self.cleaner, body=body, gazetteer=self.gazetteer, today=self.day
        )
        plan.reasons += [(None, sentence.removeprefix(_PART)) for sentence in odd]
        fields = dict(read.fields)
        if name := fields.pop("ward", ""):
            ward = self.gazetteer.ward_called(name)
            if ward is None:
                at = next(iter(self.mapping.at("ward")), None)
                plan.reasons.append((at, f"“{printable(name)}” is not a ward of {self.place.name}."))
                return
            fields["ward"] = ward
        if steps := fields.pop("step_free", ""):
            others = [one for one in draft.access_facts or () if one.fact != "step_free"]
            fields["access_facts"] = (AccessDraft("step_free", steps), *others)
        imported = draft.particulars["imported"] | {"kind_from": "its list"}
        if "sphere" in fields:
            imported["sphere_from"] = "its list"
        draft = dataclasses.replace(draft, **fields, particulars={"imported": imported}, source_hash="")
        try:
            check_draft(draft)
        except Refused as refusal:
            raise values.Odd(str(refusal)) from None
        plan.draft = dataclasses.replace(draft, source_hash=fingerprint(vars(draft), ()))
        plan.body = body

    def _elsewhere(self, record: Any) -> str:
        """The postcode of where it is, when that is none of the place's, as far as the place knows its own; else ""."""
        if not self.knows_postcodes:
            return ""
        codes = _postcodes_of(record)
        known = [code for code in codes if not split_postcode(code) or self.gazetteer.postcode(code)]
        return "" if known or not codes else str(codes[0])

    def _other_ward(self, record: Any, draft: OfferDraft | None) -> str:
        """What to ask where its whole postcode lies in another ward of the place than the row says; else ""."""
        ward = draft.ward if draft is not None else None
        if ward is None:
            return ""
        said = ward if isinstance(ward, str) else ward.name
        rows = {code: self.gazetteer.postcode(code) for code in _postcodes_of(record)}
        whole = {code: row for code, row in rows.items() if row is not None and row.kind == "postcode"}
        wards = {code: row.ward.name for code, row in whole.items() if row.ward is not None}
        if not wards or said in wards.values():
            return ""
        code, lies_in = next(iter(wards.items()))
        return f"The ward says {printable(said, 80)}, and {code} is in {lies_in}. Put right the one that is wrong."

    def _body(self, organization: dict[str, Any]) -> Body:
        """Who gives it: somebody of that name whom the place knows, or somebody new."""
        body = body_of(organization, self.cleaner)
        known = self.bodies.get(body.name.casefold())
        if known is None:
            return body
        return dataclasses.replace(
            body, exchange_id=known.exchange_id, name=known.name, phone=known.phone, email=known.email,
            website=known.website,
        )  # fmt: skip

    def _against(self, plan: Plan, kept: Any) -> None:
        draft = plan.draft
        assert draft is not None
        if kept is None:
            plan.outcome = "new"
        elif kept.status == "ended" and not kept.source_hash:
            plan.outcome, plan.again = "new", True
        elif kept.source_hash == draft.source_hash:
            plan.outcome = "same"
        elif kept.status == "ended":
            plan.reasons.append(
                (None, "It was ended here by hand. List it again by hand if it has begun again.")
            )
            return
        else:
            plan.outcome = "changed"
        if kept is not None and kept.kind != draft.kind:
            plan.outcome, plan.again = "aside", False
            plan.reasons.append(
                (None, f"It is kept here as {kept.kind}, and the kind of an offer does not change.")
            )


def _postcodes_of(record: Any) -> list[str]:
    return [
        address.get("postal_code", "")
        for link in record.get("service_at_locations", ())
        for address in link["location"].get("addresses", ())
    ]
