"""The public register: every consequential write of a place, in order, on a Merkle log (RFC 6962)."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from helpfulacts.engine.ledger import Frontier, canonical, consistency_proof, empty_root, leaf_hash

from .clock import now
from .models import RegisterEntry, RegisterHead

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def commit_to(text: str) -> tuple[str, str]:
    """A salted commitment to a personal text: (commitment, salt). Keep the salt beside the text, never here."""
    salt = secrets.token_hex(16)
    return hashlib.sha256(f"{salt}|{text}".encode()).hexdigest(), salt


def public_form(entry: RegisterEntry) -> dict[str, Any]:
    """The fields of an entry that its leaf covers, in the form that is saved and verified."""
    return {
        "place": entry.place.slug,
        "sequence": entry.sequence,
        "at": entry.at.isoformat(timespec="microseconds"),
        "action": entry.action,
        "noun": entry.noun,
        "subject": str(entry.subject) if entry.subject else None,
        "facts": entry.facts,
        "commitment": entry.commitment,
    }


@contextmanager
def writing(place: Place | uuid.UUID) -> Iterator[None]:
    """The transaction of an action: it holds the head of the register from its start, so that writers of a place take
    turns. All lock in one order, none waits for another in a ring, and what an action reads is as the last one left it.
    """
    with transaction.atomic():
        _head_for_update(place)
        yield


def _head_for_update(place: Place | uuid.UUID) -> RegisterHead:
    heads = RegisterHead.objects.filter(place=place)
    if connection.features.has_select_for_update:
        heads = heads.select_for_update()
    head = heads.first()
    if head is None:
        RegisterHead.objects.bulk_create(
            [RegisterHead(place_id=getattr(place, "pk", place), size=0, root=empty_root(), frontier=[])],
            ignore_conflicts=True,
        )
        head = heads.get()
    return head


def record(
    *,
    place: Place,
    action: str,
    noun: str,
    subject: uuid.UUID | None = None,
    facts: dict[str, Any] | None = None,
    commitment: str = "",
) -> RegisterEntry:
    """Append one entry, in the caller's transaction. A batch is one entry with its counts in `facts`."""
    with transaction.atomic():
        head = _head_for_update(place)
        entry = RegisterEntry(
            place=place,
            sequence=head.size + 1,
            at=now(),
            action=action,
            noun=noun,
            subject=subject,
            facts=json.loads(json.dumps(facts or {}, default=str)),
            commitment=commitment,
        )
        leaf = leaf_hash(canonical(public_form(entry)))
        frontier = Frontier.load(head.size, head.frontier)
        frontier.append(leaf)
        entry.leaf = leaf.hex()
        entry.save(force_insert=True)
        head.size, head.root, head.frontier = frontier.size, frontier.root().hex(), frontier.dump()
        head.save()
        return entry


def head(place: Place) -> tuple[int, str]:
    """(size, root) of the register now."""
    found = RegisterHead.objects.filter(place=place).values_list("size", "root").first()
    return found or (0, empty_root())


def continues(place: Place, since: int) -> tuple[int, str, list[str]]:
    """(Size, root, proof): the register now, and the hashes which show that it begins with its own first `since` entries.

    ValueError where it never had so many.
    """
    size, root = head(place)
    leaves = RegisterEntry.objects.filter(place=place, sequence__lte=size).order_by("sequence")
    found = [bytes.fromhex(leaf) for leaf in leaves.values_list("leaf", flat=True)]
    return size, root, [one.hex() for one in consistency_proof(found, since)]


def entries(place: Place, *, noun: str | None = None, newest_first: bool = False) -> Any:
    """The entries of a place in order, as a queryset."""
    rows = RegisterEntry.objects.filter(place=place)
    if noun:
        rows = rows.filter(noun=noun)
    return rows.order_by("-sequence" if newest_first else "sequence")


def saved_lines(place: Place) -> Iterator[str]:
    """The register as the lines of a file that `helpfulacts verify` checks, header first."""
    size, root = head(place)
    yield canonical({"register": "helpfulacts/1", "place": place.slug, "size": size, "root": root}).decode()
    # Append-only, so the first `size` entries are the ones the head covers, whatever is written meanwhile.
    for entry in entries(place).filter(sequence__lte=size).select_related("place").iterator():
        yield canonical({**public_form(entry), "leaf": entry.leaf}).decode()
