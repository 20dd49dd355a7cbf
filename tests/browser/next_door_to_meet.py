"""Run by `people_to_meet.py`: Dudley is linked with Newtown, which asks for somebody; and Asha may ask there."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from helpfulacts.coordination.actions.link_neighbour import link_neighbour
from helpfulacts.coordination.actions.set_link_secret import set_link_secret
from helpfulacts.core.clock import today
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import OPERATOR, the_person
from helpfulacts.support.actions.answer_neighbour import take_from_neighbour
from helpfulacts.support.actions.ask_next_door import Agreed, ask_next_door
from helpfulacts.support.actions.hear_next_door import Offered, hear_answer, note_sent
from helpfulacts.support.models import Aspiration

OFFERED = ("A shed where men mend things", "A men’s shed", "service", "civic")


def next_door(place: Any) -> dict[str, str]:
    """The keys of a wish that can be asked and of one that was, of which Newtown has something; and of what it asks."""
    until = today(place.zone) + dt.timedelta(days=60)
    newtown = link_neighbour(
        place=place, slug="newtown", offers=True, takes=True, decided_by="The partnership board",
        decision_ref="minutes of 4 March", until=until, base="https://acts.newtown.example", by=OPERATOR,
    )  # fmt: skip
    set_link_secret(neighbour=newtown, by=OPERATOR)
    words = "I moved here in the spring. I would like to sing with others again."
    asks = take_from_neighbour(
        neighbour=newtown, handle=uuid.uuid4(), facets=["company", "making"], words=words, until=until
    )
    person = people.person_of_account(place, people.account_by_email("asha@demo.invalid"))
    wishes = list(Aspiration.objects.filter(plan__person=person, state="open").order_by("created_at"))
    asked = ask_next_door(
        wish=wishes[-1], neighbour=newtown, said=Agreed(until, with_words=True), by=the_person(person.pk)
    )
    note_sent(asked.line)
    day = today(place.zone) + dt.timedelta(days=9)
    hear_answer(asked=asked, offered=Offered(*OFFERED, next_step="Our desk rings yours", by_when=day))
    return {"wish": str(wishes[0].pk), "asked": str(wishes[-1].pk), "asks": str(asks.pk)}
