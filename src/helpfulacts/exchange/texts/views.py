"""The way in for texts: `POST /api/v1/texts/` with JSON {"from", "words", "id"} and a secret that both sides know."""

from __future__ import annotations

import hmac
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.exchange.oruk_api.answers import place_named
from helpfulacts.exchange.strict_json import BadJson, loads

from .answering import take_text

LARGEST = 10_000
_SHAPE = 'Send JSON with "from", "words" and "id", each a text.'


@csrf_exempt
def texts(request: HttpRequest, at: str | None = None) -> JsonResponse:
    """One text. Without the secret, or where none is set, there is nothing here: 404."""
    if not _known(request):
        return _said(404, "There is nothing here.")
    if request.method != "POST":
        answer = _said(405, "Ask with POST.")
        answer["Allow"] = "POST"
        return answer
    try:
        sent = _sent(request)
        reply = take_text(
            place=place_named(at), sender=sent["from"], words=sent["words"], message_id=sent["id"]
        )
    except NotFound as refusal:
        return _said(404, str(refusal))
    except Refused as refusal:
        return _said(400, str(refusal))
    return JsonResponse({"reply": reply})


def _known(request: HttpRequest) -> bool:
    """The secret as `Authorization: Bearer …`, compared in constant time."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    secret: str = settings.TEXTS_SECRET
    return bool(secret) and hmac.compare_digest(given.encode(), secret.encode())


def _sent(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > LARGEST:
        raise Refused(f"Send at most {LARGEST:,} bytes.")
    try:
        sent = loads(request.body)
    except BadJson as problem:
        raise Refused(f"That {problem}. {_SHAPE}") from None
    if (
        not isinstance(sent, dict)
        or not all(isinstance(sent.get(name), str) and sent[name] for name in ("from", "id"))
        or not isinstance(sent.get("words"), str)
    ):
        raise Refused(_SHAPE)
    return sent


def _said(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
