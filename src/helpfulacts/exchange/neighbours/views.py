"""The way in for linked places: a wish comes, its answer is fetched, what was said to it is told, and it is forgotten.

Every answer is JSON with either what was asked for or one sentence, `error`. What is not signed as the link signs reads nothing
and changes nothing.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from helpfulacts.accountability import witness
from helpfulacts.accountability.actions.co_sign import sign_head
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.core.idempotency import once
from helpfulacts.directory import selectors as directory
from helpfulacts.exchange.oruk_api.answers import place_named
from helpfulacts.exchange.strict_json import BadJson, loads
from helpfulacts.places import selectors as places
from helpfulacts.support import next_door
from helpfulacts.support.actions import answer_neighbour as answering

from .signing import MINUTES, ONCE, PLACE, SIGNATURE, TIME, Message, is_good, signed_head

LARGEST = 10_000
NOT_SIGNED = "This is not signed as a place that is linked with this one signs."
_SHAPE = 'Send JSON with "handle", "facets", "until" and, where agreed, "words".'


class _Turned(Exception):
    """An answer other than yes: its status and its sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@csrf_exempt
def requests(request: HttpRequest, at: str | None = None) -> JsonResponse:
    """POST: one wish. 201 the first time, 200 for the same again under its handle."""
    return _answered(request, at, "requests", {"POST": _take})


@csrf_exempt
def asked(request: HttpRequest, handle: uuid.UUID, at: str | None = None) -> JsonResponse:
    """GET: the answer. POST: what the person said to it. DELETE: forget it."""

    def found(do: Callable[[Any, Any], tuple[int, Any]]) -> Callable[[Any, bytes], tuple[int, Any]]:
        return lambda neighbour, body: do(next_door.asked_by(neighbour, handle), body)

    ways = {"GET": found(_tell), "POST": found(_hear), "DELETE": found(_forget)}
    return _answered(request, at, f"requests/{handle}", ways)


@csrf_exempt
def head(request: HttpRequest, of: str, at: str | None = None) -> JsonResponse:
    """GET, by anybody: the last head that was signed here of the register of that place. POST, by that place: sign this one."""
    if request.method != "GET":
        return _answered(request, at, f"heads/{of}", {"POST": lambda there, body: _sign(there, of, body)})
    try:
        return _unkept(200, witness.last_signed(_place(at), of))
    except (_Turned, NotFound) as refusal:
        return _unkept(404, {"error": str(refusal), "state": "unknown"})


def _answered(
    request: HttpRequest, at: str | None, tail: str, ways: dict[str, Callable[[Any, bytes], tuple[int, Any]]]
) -> JsonResponse:
    try:
        neighbour, body = _signed(request, _place(at), tail)
        if request.method not in ways:
            raise _Turned(405, f"Ask with {' or '.join(ways)}.")
        status, value = ways[request.method](neighbour, body)
    except _Turned as turned:
        status, value = turned.status, {"error": str(turned)}
    except NotFound as refusal:
        status, value = 404, {"error": str(refusal), "state": "unknown"}
    except Refused as refusal:
        status, value = 400, {"error": str(refusal)}
    answer = _unkept(status, value)
    if status == 405:
        answer["Allow"] = ", ".join(ways)
    return answer


def _unkept(status: int, value: Any) -> JsonResponse:
    answer = JsonResponse(value, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _place(at: str | None) -> Any:
    """Where there is no such place, nothing is known of any handle either, so this 404 is not that of a handle."""
    try:
        return place_named(at)
    except NotFound as refusal:
        raise _Turned(404, str(refusal)) from None


def _signed(request: HttpRequest, place: Any, tail: str) -> tuple[Any, bytes]:
    """(The neighbour that sent this, the body.) In this order: how long it is, who signed it, when, and if it came before."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not str(length).isdigit() or int(length) > LARGEST or len(request.body) > LARGEST:
        raise _Turned(413, f"Send at most {LARGEST:,} bytes.")
    sender, at, number, given = (request.headers.get(name, "") for name in (PLACE, TIME, ONCE, SIGNATURE))
    message = Message(request.method or "", sender, place.slug, tail, request.body, at, number)
    links = places.linked_elsewhere(place, today(place.zone), sender[:40]) if given else []
    neighbour = next((one for one in links if is_good(message, one.secret, given)), None)
    if neighbour is None:
        raise _Turned(401, NOT_SIGNED)
    if not (at.isascii() and at.isdigit()) or abs(now().timestamp() - int(at[:12])) > MINUTES * 60:
        raise _Turned(
            401, f"This was signed more than {MINUTES} minutes from now. Set the clocks, and sign anew."
        )
    fresh: list[bool] = []
    once(place=place, key=given, action="neighbour", request=[], write=lambda: fresh.append(True))
    if not fresh:
        raise _Turned(409, "This came before. Sign it anew to send it again.")
    return neighbour, request.body


def _take(neighbour: Any, body: bytes) -> tuple[int, Any]:
    sent = _sent(body)
    words, facets = sent.get("words", ""), sent.get("facets")
    if (
        not {"handle", "facets", "until"} <= sent.keys() <= {"handle", "facets", "until", "words"}
        or not all(isinstance(sent[name], str) for name in ("handle", "until"))
        or not isinstance(words, str)
        or not isinstance(facets, list)
        or not all(isinstance(code, str) for code in facets)
    ):
        raise Refused(_SHAPE)
    try:
        handle, until = uuid.UUID(sent["handle"]), dt.date.fromisoformat(sent["until"])
    except ValueError:
        raise Refused('Write "handle" as a UUID and "until" as a day, such as 2027-12-31.') from None
    try:
        next_door.asked_by(neighbour, handle)
        status = 200
    except NotFound:
        status = 201
    answering.take_from_neighbour(neighbour=neighbour, handle=handle, facets=facets, words=words, until=until)
    return status, {"handle": str(handle), "state": "asked"}


def _tell(asked: Any, body: bytes) -> tuple[int, Any]:
    """What was offered and is not listed any more is nothing. With nothing goes where else to ask, where the desk said so."""
    said: dict[str, Any] = {"handle": str(asked.handle), "state": asked.answer or "asked"}
    if asked.answer == "offer":
        offer = directory.offer_by_id(asked.place, asked.offer)
        if offer is None or not directory.is_still_listed(offer):
            return 200, said | {"state": "nothing"}
        about = {name: getattr(offer, name) for name in ("title", "shown_from", "kind", "sphere")}
        said |= {"offer": {"id": str(offer.pk), **about}, "next_step": asked.next_step}
        said["by_when"] = asked.by_when.isoformat()
    elif asked.answer == "nothing" and asked.next_step:
        said["next_step"] = asked.next_step
    return 200, said


def _hear(asked: Any, body: bytes) -> tuple[int, Any]:
    sent = _sent(body)
    if sent.keys() != {"said"} or not isinstance(sent["said"], str):
        raise Refused('Send JSON with "said", which is “yes” or “not_now”.')
    answering.hear_from_neighbour(asked=asked, said=sent["said"])
    return 200, {"handle": str(asked.handle), "state": "told"}


def _sign(neighbour: Any, of: str, body: bytes) -> tuple[int, Any]:
    sent, proof = _sent(body), None
    if sent.keys() == {"size", "root", "proof"}:
        proof = sent["proof"]
    if neighbour.slug != of or not isinstance(proof, list) or type(sent["size"]) is not int:
        raise Refused('Send JSON with "size", "root" and "proof" of your own register.')
    moment = now()
    signature = signed_head(
        neighbour.secret, witness=neighbour.place.slug, of=of, size=sent["size"], root=str(sent["root"]),
        at=str(int(moment.timestamp())),
    )  # fmt: skip
    kept = sign_head(
        neighbour=neighbour,
        size=sent["size"],
        root=str(sent["root"]),
        proof=proof,
        signature=signature,
        at=moment,
    )
    return 200, witness.said(kept) | {"at": int(kept.at.timestamp()), "signature": kept.signature}


def _forget(asked: Any, body: bytes) -> tuple[int, Any]:
    handle = str(asked.handle)
    answering.forget_for_neighbour(asked=asked)
    return 200, {"handle": handle, "state": "forgotten"}


def _sent(body: bytes) -> dict[str, Any]:
    try:
        sent = loads(body)
    except BadJson as problem:
        raise Refused(f"That {problem}.") from None
    if not isinstance(sent, dict):
        raise Refused("Send one JSON object.")
    return sent
