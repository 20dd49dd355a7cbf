"""Ask a human: to ring, or to look again at what was decided. Both are promises with a date."""

from __future__ import annotations

import uuid

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import may_use_desk, require
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell
from helpfulacts.promises.actions.make_promise import make_promise
from helpfulacts.promises.models import Promise

from .begin_plan import tidy_words


def ask_to_look_again(*, person: Person, about: uuid.UUID, words: str, by: Actor) -> Promise:
    """The partnership promises that somebody new answers within five working days. One open ask an answer."""
    require(by.person_id == person.pk or may_use_desk(by), "ask for this person")
    kept = tidy_words(words, needed=False)
    with register.writing(person.place_id):
        if promises.open_about(person.place, "allocation", about, by_noun="partnership"):
            raise Refused("You have already asked. Somebody new is looking at it, and you will hear.")
        return make_promise(
            place=person.place,
            by_noun="partnership",
            by_id=None,
            by_shown_as="The partnership",
            to_noun="person",
            to_id=person.pk,
            about_noun="allocation",
            about_id=about,
            what=f"Look again: {kept}"[:300] if kept else "Look again at what was decided, and answer",
            trigger="the person asked for it to be looked at again",
            kind="tell",
            clock="look-again",
        )


def ask_for_a_call(*, person: Person, by: Actor) -> Promise:
    """The desk promises to get in touch by the next working day. Asking twice makes one promise."""
    require(by.person_id == person.pk or may_use_desk(by), "ask for this person")
    if person.channel == "desk" or not person.contact:
        raise Refused("Tell us first how to reach you. Then we can get in touch.")
    with register.writing(person.place_id):
        already = promises.open_about(person.place, "person", person.pk)
        if already:
            return already[0]
        return ask_desk_to_tell(
            place=person.place,
            to=("person", person.pk),
            about=("person", person.pk),
            what="Get in touch: they asked to talk to a person",
            trigger="the person asked",
            clock="ring-me",
        )
