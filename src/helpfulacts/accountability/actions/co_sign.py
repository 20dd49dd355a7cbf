"""Sign the head of a neighbour's register, having seen that it only grew; and keep what a neighbour signed of ours."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words
from helpfulacts.core.errors import Refused
from helpfulacts.engine.ledger import verify_consistency
from helpfulacts.places.models import Neighbour

from ..models import CoSignature

HASH = re.compile(r"[0-9a-f]{64}")
MOST = 200
LARGEST = 2**40


def sign_head(
    *, neighbour: Neighbour, size: int, root: str, proof: Sequence[str], signature: str, at: dt.datetime
) -> CoSignature:
    """proof: from the last head of theirs that was signed here (RFC 6962, 2.1.2), empty where none was.

    The same head again gives the signature that was given. Raises Refused where the register does not continue the last one:
    then it was changed, or put back to an earlier day, and somebody must look.
    """
    hashes = [str(one) for one in proof]
    if (
        not 0 <= size <= LARGEST
        or len(hashes) > MOST
        or not all(HASH.fullmatch(one) for one in [root, *hashes])
    ):
        raise Refused("That is no head of a register.")
    place = neighbour.place
    with register.writing(place):
        last = (
            CoSignature.objects.filter(place=place, neighbour=neighbour.slug, of="theirs")
            .order_by("size")
            .last()
        )
        if last is not None:
            path = [bytes.fromhex(one) for one in hashes]
            if not verify_consistency(last.size, size, path, bytes.fromhex(last.root), bytes.fromhex(root)):
                raise Refused(
                    f"This register does not continue the one of {last.size} entries that {place.slug} signed on "
                    f"{date_in_words(last.at.date())}. Find out why before you go on."
                )
            if last.size == size:
                return last
        return _keep(neighbour, "theirs", size, root, signature, at)


def keep_signature(
    *, neighbour: Neighbour, size: int, root: str, signature: str, at: dt.datetime
) -> CoSignature:
    """What a neighbour signed of the register here, checked by whoever asked for it."""
    with register.writing(neighbour.place):
        mine = CoSignature.objects.filter(
            place=neighbour.place, neighbour=neighbour.slug, of="ours", size=size
        )
        return mine.first() or _keep(neighbour, "ours", size, root, signature, at)


def _keep(
    neighbour: Neighbour, of: str, size: int, root: str, signature: str, at: dt.datetime
) -> CoSignature:
    kept = CoSignature.objects.create(
        place=neighbour.place,
        neighbour=neighbour.slug,
        of=of,
        size=size,
        root=root,
        signature=signature,
        at=at,
    )
    is_theirs = of == "theirs"
    register.record(
        place=neighbour.place,
        action="signed a neighbour's register" if is_theirs else "a neighbour signed this register",
        noun="place",
        subject=neighbour.pk,
        facts={"neighbour": neighbour.slug, "size": size, "root": root},
    )
    return kept
