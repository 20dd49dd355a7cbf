"""One introduction as a FHIR R4 bundle: request, task, organisations, the consent it rests on, and who took it.

    record(sharing, by=actor, notes=notes)      # dict
    as_file(record)                             # str, JSON

The person is contained, by their ticket and no name unless they agreed to it. Words of theirs, and notes, are in it only
where they agreed, and with the notes, in codes, what they say nobody has, where the yes said so. Words of the giver never are, nor the name of
a person who gives. Ids are made for this permission alone: they stay the same as long as it lasts, and lead to nothing in
the public register. Codes are those of the Gravity guide; its profiles are not claimed, for they ask for a name and for
codes of the United States.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from typing import Any

from helpfulacts.core.clock import now
from helpfulacts.directory.facets import KINDS
from helpfulacts.people.actor import Actor
from helpfulacts.support.note_gaps import asked_in_words
from helpfulacts.support.records import with_what_nobody_has
from helpfulacts.support.selectors import is_named

from .codes import (
    ACT_CODE,
    AUTHOR,
    GRAVITY,
    PARTICIPATION,
    REQUESTS,
    SCOPE,
    TASK_CODE,
    categories,
    coded,
    concept,
)

Resource = dict[str, Any]
PERSON = "#person"
NOBODY_HAS = "They asked for this, and nobody has it"
WHY_NOT = ("rejected", "failed", "cancelled")
"""Ends that a Task gives a reason for."""


def record(sharing: Any, *, by: Actor, notes: Iterable[Any] = ()) -> Resource:
    """The bundle, as the permission `sharing` says. `notes` are those on its introduction; they go only if agreed.

    It checks no permission: `support.actions.share_record.take_record` does, and keeps the look.
    """
    made = _Made(sharing)
    one, act = sharing.introduction, sharing.introduction.act
    accountable = made.organisation("accountable", _accountable(one))
    named = act.offer.provider is not None and is_named(act)
    giver = made.organisation("giver", act.offer.provider.name) if named else None
    recipient = made.organisation("recipient", sharing.consent.with_whom)
    consent = made.add("Consent", _consent(sharing, accountable, recipient))
    introducer = accountable if one.role != "citizen" else {"reference": PERSON}
    request = made.add("ServiceRequest", _request(one, introducer, giver, consent))
    task = made.add("Task", _task(sharing, introducer, giver, request, notes))
    made.add("Provenance", _provenance([request, task], by, accountable))
    return {
        "resourceType": "Bundle",
        "id": made.id_of("Bundle"),
        "type": "collection",
        "timestamp": _moment(now()),
        "entry": made.entries,
    }


def as_file(bundle: Resource) -> str:
    return json.dumps(bundle, ensure_ascii=False, indent=2)


class _Made:
    """The entries of one bundle, and the references between them."""

    def __init__(self, sharing: Any) -> None:
        self.sharing = sharing
        self.person = _patient(sharing)
        self.entries: list[Resource] = []

    def id_of(self, name: str) -> str:
        return str(uuid.uuid5(self.sharing.pk, name))

    def add(self, kind: str, body: Resource, name: str = "") -> Resource:
        """A reference to it. The person is contained wherever it speaks of them."""
        key = self.id_of(name or kind)
        contained = {"contained": [self.person]} if PERSON in json.dumps(body) else {}
        resource = {"resourceType": kind, "id": key, **contained, **body}
        self.entries.append({"fullUrl": f"urn:uuid:{key}", "resource": resource})
        return {"reference": f"urn:uuid:{key}", "type": kind}

    def organisation(self, role: str, name: str) -> Resource:
        return self.add("Organization", {"active": True, "name": name}, role) | {"display": name}


def _accountable(one: Any) -> str:
    """The body of whoever introduced them, else the place itself."""
    return str(one.body.name if one.body is not None else one.place.name)


def _patient(sharing: Any) -> Resource:
    person = sharing.introduction.act.plan.person
    ticket = {"system": f"urn:uuid:{sharing.place_id}", "value": person.ticket_id}
    named = {"name": [{"text": person.called}]} if sharing.with_name and person.called else {}
    return {"resourceType": "Patient", "id": "person", "identifier": [ticket], **named}


def _consent(sharing: Any, accountable: Resource, recipient: Resource) -> Resource:
    given = sharing.consent
    return {
        "status": "active",
        "scope": concept(SCOPE, "patient-privacy", "Privacy Consent"),
        "category": [concept(ACT_CODE, "IDSCL", "information disclosure")],
        "patient": {"reference": PERSON},
        "dateTime": _moment(given.given_at),
        "performer": [{"reference": PERSON}],
        "organization": [accountable],
        "policyRule": {"text": f"{given.what}: {given.get_basis_display()}"},
        "provision": {
            "type": "permit",
            "period": {"start": _moment(given.given_at), "end": given.until.isoformat()},
            "actor": [
                {"role": concept(PARTICIPATION, "IRCP", "information recipient"), "reference": recipient}
            ],
        },
    }


def _request(one: Any, introducer: Resource, giver: Resource | None, consent: Resource) -> Resource:
    act = one.act
    facets = act.aspiration.facets if act.aspiration is not None else []
    kept_away = concept(GRAVITY, "contacting-subject-prohibited", "Contacting Subject Prohibited")
    return {
        "status": REQUESTS[one.state],
        "intent": "order",
        "category": categories(facets),
        "code": {"text": act.title if giver else KINDS[act.kind]},
        **({"orderDetail": [kept_away]} if one.way == "none" else {}),
        "subject": {"reference": PERSON},
        "authoredOn": _moment(one.created_at),
        "requester": introducer,
        "performer": [giver or {"display": "Somebody who gives in person"}],
        "supportingInfo": [consent],
    }


def _task(
    sharing: Any, introducer: Resource, giver: Resource | None, request: Resource, notes: Iterable[Any]
) -> Resource:
    one = sharing.introduction
    theirs = one.outcome or one.act.outcome
    told: list[Resource] = []
    if one.state == "completed":
        if sharing.with_words and theirs:
            told.append({"type": {"text": "How it went, in the words of the person"}, "valueString": theirs})
        told.append({"type": {"text": "How it worked out"}, "valueString": one.get_how_display()})
    agreed = list(notes) if sharing.with_notes else []
    written = [
        {"authorString": note.by_shown_as, "time": _moment(note.at), "text": note.words} for note in agreed
    ]
    if with_what_nobody_has(sharing):
        told += [asked for note in agreed for asked in _asked_in_vain(note)]
    return {
        "status": one.state,
        **({"statusReason": {"text": one.get_how_display()}} if one.state in WHY_NOT and one.how else {}),
        **({"statusReason": {"text": one.get_state_display()}} if one.state == "on-hold" else {}),
        "intent": "order",
        "code": concept(TASK_CODE, "fulfill", "Fulfill the focal request"),
        **({"description": one.words} if sharing.with_words and one.words else {}),
        "focus": request,
        "for": {"reference": PERSON},
        "authoredOn": _moment(one.created_at),
        "lastModified": _moment(one.changed_at),
        "requester": introducer,
        **({"owner": giver} if giver else {}),
        **({"note": written} if written else {}),
        **({"output": told} if told else {}),
    }


def _asked_in_vain(note: Any) -> list[Resource]:
    """What a note says that nobody has, in the codes of the guide: typed once, under the note."""
    return [
        {
            "type": {"text": NOBODY_HAS},
            "valueCodeableConcept": category | {"text": asked_in_words(note, said)},
        }
        for category, said in coded(note.asked.get("facets", []))
    ]


def _provenance(targets: list[Resource], by: Actor, accountable: Resource) -> Resource:
    """Who took it out of here, for which body, when."""
    return {
        "target": targets,
        "recorded": _moment(now()),
        "agent": [
            {
                "type": concept(AUTHOR, "performer", "Performer"),
                "who": {"display": by.shown_as},
                "onBehalfOf": accountable,
            }
        ],
    }


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")
