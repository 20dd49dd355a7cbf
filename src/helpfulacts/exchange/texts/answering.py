"""A text from a keeper: what it changes, and the kind sentence that goes back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.core.idempotency import once
from helpfulacts.core.words import counted
from helpfulacts.directory import crisis
from helpfulacts.directory import selectors as directory
from helpfulacts.directory import texts as questions
from helpfulacts.directory.actions.ask_if_right import answer_question, keep_to_read
from helpfulacts.directory.actions.check_offer import check_offer
from helpfulacts.exchange.messages.sending import send_text
from helpfulacts.people import keepers
from helpfulacts.people.actions.keep_reach import start_texts, stop_texts
from helpfulacts.support.actions.move_up_queue import state_places

from .asking import HOW_TO_ANSWER, next_question, question_about
from .reading import understand

TO_A_PERSON = "Thank you. A person will read your text. They ring you if it needs an answer."
STOPPED = "We send no more texts. Text START if you want them again."
STARTED = "Thank you. We will text you when an entry needs a look, once a month at most."
NOTHING_ASKED = (
    "Thank you. We have not asked you about an entry, so nothing was changed. A person will read your text."
)
ONE_ANSWER = "That was more than one answer, so nothing was changed. Send one digit, please."
DANGER = "If somebody is in danger now, ring 999. This number is not watched."
MOST_WORDS = 1000


def take_text(*, place: Any, sender: str, words: str, message_id: str) -> str:
    """Do what a text asks, once however often it arrives, and send one sentence back. The sentence.

    Raises Refused for a sender that is no number, or for an id that came before with other words.
    """
    number = keepers.tidy_number(sender)
    said = words[:MOST_WORDS]
    fresh: list[str] = []

    def write() -> dict[str, str]:
        fresh.append(_answer(place, number, said))
        return {"reply": fresh[0]}

    key = "text-" + hashlib.sha256(message_id.encode()).hexdigest()
    answer = once(place=place, key=key, action="text", request=[number, said], write=write, sender=number)
    if fresh:  # sent after the change is kept, and only the first time
        send_text(place=place, to=number, words=fresh[0])
    return str(answer["reply"])


def _answer(place: Any, number: str, words: str) -> str:
    reach = keepers.reach_by_number(place, number)
    hashed = keepers.number_hash(place, number)
    body = reach.organisation if reach else None

    def to_a_person(sentence: str = TO_A_PERSON, said: str = words) -> str:
        keep_to_read(place=place, organisation=body, number=number, number_hash=hashed, said=said)
        return f"{DANGER} {sentence}" if crisis.advice_for(words) else sentence

    codes = list(dict.fromkeys(understand(words)))  # “yes, 1” says one thing twice
    if reach is None or not codes:
        return to_a_person()
    asked = questions.last_question(place, reach.organisation_id, hashed)
    waiting = asked if asked is not None and asked.answered_at is None else None
    if codes == ["stop"]:
        stop_texts(reach=reach)
        if waiting is not None:
            answer_question(asked=waiting, answer="stop")
        return STOPPED
    if codes == ["start"]:
        start_texts(reach=reach)
        return STARTED
    if asked is None or asked.offer.status != "active":
        return to_a_person(NOTHING_ASKED)
    if len(codes) > 1:
        return f"{ONE_ANSWER} {question_about(asked.offer)} {HOW_TO_ANSWER}"
    try:
        said = _do(asked.offer, body, codes[0], to_a_person)
    except Refused as refusal:
        said = str(refusal)
    if waiting is None:
        return said
    answer_question(asked=waiting, answer=codes[0])
    question = next_question(place=place, body=body, number_hash=hashed, day=today(place.zone))
    return f"{said} {question}".strip()


def _do(offer: Any, body: Any, code: str, to_a_person: Callable[..., str]) -> str:
    by = keepers.keeper_of(body)
    if code == "right":
        check_offer(offer=offer, by=by, how="text")
        return f"Thank you. “{offer.title}” is marked as checked by you today."
    if code == "full":
        state_places(offer=offer, stated=0, by=by)
        return f"“{offer.title}” now says that it is full. Text 3 when you have places again."
    if code == "talk":
        state_places(offer=offer, stated=0, by=by, talks_first=True)
        return (
            f"“{offer.title}” now says that you talk with people first. Text 3 when you count places again."
        )
    if code == "places":
        return opened_again(offer, by)
    return to_a_person(
        f"Thank you. A person rings you about “{offer.title}”.", f"Ring me about “{offer.title}”."
    )


def opened_again(offer: Any, by: Any) -> str:
    """Full no more: the number from before, or room for one where none is known. The sentence that says so."""
    period = directory.current_capacity(offer)
    if period is None:
        return f"“{offer.title}” has no limit, so everybody can come."
    if period.stated and not period.closed and not period.talks_first:
        return _room_in(offer, period, "was not full")
    state_places(offer=offer, stated=period.before_full or period.held + 1, by=by)
    return _room_in(offer, directory.current_capacity(offer), "takes people again")


def _room_in(offer: Any, period: Any, said: str) -> str:
    """How many more can come. Where every place is taken, it stays full, and the sentence says what to do."""
    free = period.places - period.held
    if free > 0 and not period.closed:
        return f"“{offer.title}” {said}. You can take {free:,}{' more' if period.held else ''}."
    return (
        f"“{offer.title}” is still full: {counted(period.held, 'person has', 'people have')} a place. "
        "To take more, write a higher number on your page, or ask us to ring you."
    )
