"""Keep where a body may be reached about its entries; and stop texts."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from ..actor import Actor
from ..keepers import number_hash, tidy_email, tidy_number
from ..models import KeeperReach, Organisation
from ..rules import may_use_desk, require


def keep_reach(*, organisation: Organisation, by: Actor, email: str = "", number: str = "") -> KeeperReach:
    """Keep an address or a number that the desk has checked, sealed. One left out stays as it was."""
    require(may_use_desk(by), "say how an organisation is reached")
    email = tidy_email(email) if email.strip() else ""
    number = tidy_number(number) if number.strip() else ""
    place = organisation.place
    with register.writing(place):
        reach = KeeperReach.objects.filter(place=place, organisation=organisation).first() or KeeperReach(
            place=place, organisation=organisation
        )
        if email:
            reach.email = email
        if number:
            hashed = number_hash(place, number)
            others = KeeperReach.objects.filter(place=place, number_hash=hashed)
            if others.exclude(pk=reach.pk).exists():
                raise Refused("Another organisation answers from this number already.", field="number")
            reach.number, reach.number_hash, reach.stopped_at = number, hashed, None
        reach.vouched_by = by.shown_as[:80]
        reach.save()
        register.record(place=place, action="kept how a keeper is reached", noun="keeper", subject=reach.pk)
    return reach


def stop_texts(*, reach: KeeperReach) -> None:
    """No more texts, from now. Whoever has the phone may say so."""
    with register.writing(reach.place_id):
        KeeperReach.objects.filter(place=reach.place_id, pk=reach.pk).update(stopped_at=now())
        register.record(place=reach.place, action="stopped texts", noun="keeper", subject=reach.pk)


def start_texts(*, reach: KeeperReach) -> None:
    """Texts again, from now."""
    with register.writing(reach.place_id):
        KeeperReach.objects.filter(place=reach.place_id, pk=reach.pk).update(stopped_at=None)
        register.record(place=reach.place, action="started texts", noun="keeper", subject=reach.pk)
