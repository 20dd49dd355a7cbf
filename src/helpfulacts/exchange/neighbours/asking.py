"""All that waits between this place and its neighbours on other installations, sent and fetched in one go."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.exchange import fetch
from helpfulacts.exchange.strict_json import BadJson, loads, printable
from helpfulacts.support import next_door
from helpfulacts.support.actions import hear_next_door as heard

from .signing import Message, fresh_number


def exchange(place: Any) -> tuple[dict[str, int], list[str]]:
    """(How many were sent, answered, told and forgotten, what did not go, each in one sentence.) Run again, it goes on.

    Each message is on its own: one neighbour that does not answer holds up no other. First of all goes what is to be forgotten.
    """
    figures = dict.fromkeys(("forgotten", "sent", "answered", "told"), 0)
    troubles: list[str] = []

    def one(name: str, step: Callable[[], bool]) -> None:
        try:
            figures[name] += step()
        except Refused as refusal:
            if str(refusal) not in troubles:
                troubles.append(str(refusal))

    for line in next_door.lines_to_forget(place):
        one("forgotten", lambda line=line: _forget(line))  # type: ignore[misc]
    for asked in next_door.open_lines(place):
        one("sent", lambda asked=asked: _send(asked))  # type: ignore[misc]
        one("answered", lambda asked=asked: _fetch(asked))  # type: ignore[misc]
        one("told", lambda asked=asked: _tell(asked))  # type: ignore[misc]
    return figures, troubles


def wish_as_sent(asked: Any) -> dict[str, Any]:
    """All that goes over of a wish: nothing but this."""
    said = {
        "handle": str(asked.line.handle),
        "facets": asked.facets,
        "until": asked.consent.until.isoformat(),
    }
    return said | ({"words": asked.words} if asked.words else {})


def _send(asked: Any) -> bool:
    if asked.line.sent_at is not None:
        return False
    call(asked.line.neighbour, "POST", "requests", wish_as_sent(asked))
    heard.note_sent(asked.line)
    asked.line.sent_at = now()
    return True


def _fetch(asked: Any) -> bool:
    if asked.line.sent_at is None or asked.answer:
        return False
    said = call(asked.line.neighbour, "GET", f"requests/{asked.line.handle}")
    if said.get("state") not in ("offer", "nothing"):
        return False
    offered = _offered(said) if said["state"] == "offer" else None
    heard.hear_answer(asked=asked, offered=offered, instead=printable(str(said.get("next_step", "")), 400))
    return True


def _tell(asked: Any) -> bool:
    said = next_door.said_of(asked.act)
    if not said or asked.line.told == said:
        return False
    call(asked.line.neighbour, "POST", f"requests/{asked.line.handle}", {"said": said})
    heard.note_told(asked.line, said)
    return True


def _forget(line: Any) -> bool:
    call(line.neighbour, "DELETE", f"requests/{line.handle}", gone_is_well=True)
    heard.note_forgotten(line)
    return True


def _offered(said: dict[str, Any]) -> heard.Offered:
    offer = said.get("offer")
    texts = ("title", "shown_from", "kind", "sphere")
    if not isinstance(offer, dict) or not all(isinstance(offer.get(name), str) for name in texts):
        raise Refused("A neighbour answered with something that is no offer.")
    try:
        by_when = dt.date.fromisoformat(said["by_when"])
        return heard.Offered(
            **{name: offer[name] for name in texts}, next_step=str(said["next_step"]), by_when=by_when
        )
    except (KeyError, TypeError, ValueError):
        raise Refused("A neighbour answered without a next step and its day.") from None


def call(
    neighbour: Any, method: str, tail: str, value: Any = None, *, gone_is_well: bool = False
) -> dict[str, Any]:
    """What the other installation answered. Raises Refused for anything but yes, with its own sentence where it gave one."""
    body = b"" if value is None else json.dumps(value, ensure_ascii=False).encode()
    message = Message(
        method, neighbour.place.slug, neighbour.slug, tail, body, str(int(now().timestamp())), fresh_number()
    )
    url = f"{neighbour.base}/{neighbour.slug}/api/v1/neighbours/{tail}"
    status, answer = fetch.send(method, url, body, message.headers(neighbour.secret))
    try:
        said = loads(answer)
    except BadJson:
        said = None
    if not isinstance(said, dict):
        raise Refused(f"{neighbour.slug} answered {status}, and with nothing that can be read.")
    if gone_is_well and status == 404 and said.get("state") == "unknown":
        return said
    if status not in (200, 201):
        sentence = printable(str(said.get("error", "")), 200)
        raise Refused(f"{neighbour.slug} answered {status}: {sentence}")
    return said
