"""What Nia, a storyteller, sees: a story that two people said yes to, one taken back, and words that wait to be read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now, today
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.support import stories
from helpfulacts.support.actions.ask_for_yes import answer_story, send_story
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.publish_story import publish_story
from helpfulacts.support.actions.take_back_telling import take_back_telling
from helpfulacts.support.actions.tell_for_story import Terms, tell_for_story
from helpfulacts.support.actions.write_story import begin_story, use_telling, write_story

from .hours import by_day

TITLE = "Thursdays are not so long now"
TEXT = (
    "Two people who did not know each other came to the same table in a cold month.\n\n[1]\n\n"
    "They did not come for the food alone.\n\n[2: I thought I had nothing to give. Now I do the washing up and they save me the big apron.]\n\n"
    "Nobody planned it. A hall was empty on Thursdays, and somebody had a pan."
)
WORDS = (
    ("I used to eat by the sink. Now I save my news for Thursday.", "Sully"),
    ("I thought I had nothing to give. Now I do the washing up and they save me the big apron.", ""),
    ("The man who mended my kettle also showed my lad how. He has mended two more since.", "Bren"),
    ("I was frightened of the telephone. We rang together, and now I ring.", ""),
)


def begin_stories(*, place: Any) -> None:
    """Everything goes through the same actions as on the pages."""
    with by_day(now() - dt.timedelta(days=21)):
        nia = _nia(place)
        told = [_told(place, words, called) for words, called in WORDS]
    with by_day(now() - dt.timedelta(days=12)):
        shown = begin_story(tellings=[told[0]], by=nia)
        use_telling(story=shown, telling=told[1], by=nia)
        write_story(story=shown, title=TITLE, text=TEXT, by=nia)
        _published(shown, nia)
    with by_day(now() - dt.timedelta(days=10)):
        gone = begin_story(tellings=[told[2]], by=nia)
        write_story(story=gone, title="Three kettles", text="[1]", by=nia)
        _published(gone, nia)
    with by_day(now() - dt.timedelta(days=4)):
        take_back_telling(telling=told[2], by=the_person(told[2].person_id))


def _nia(place: Any) -> Actor:
    body = begin_organisation(place=place, name="A community paper")
    account, day, shown_as = begin_account(email="nia@demo.invalid"), today(place.zone), "Nia, storyteller"
    grant_role(
        place=place, account=account, role="storyteller", shown_as=shown_as, body=body, begins=day,
        until=day + dt.timedelta(days=730),
    )  # fmt: skip
    return Actor(shown_as, "storyteller", account.pk, None, body.pk)


def _told(place: Any, words: str, called: str) -> Any:
    person = begin_person(place=place, called=called or "Ivy")
    me = the_person(person.pk)
    plan = begin_plan(place=place, person=person, words="Somebody to talk to in the week.", by=me)
    return tell_for_story(
        plan=plan, words=words, terms=Terms(called, "page", today(place.zone) + dt.timedelta(days=365)), by=me
    )


def _published(story: Any, nia: Actor) -> None:
    """Sent, each whom it quotes said yes, and shown to everybody."""
    send_story(story=story, by=nia)
    for quote in stories.quotes_in(story):
        answer_story(quote=quote, answer="yes", version=quote.version, by=the_person(quote.telling.person_id))
    publish_story(story=story, by=nia)
