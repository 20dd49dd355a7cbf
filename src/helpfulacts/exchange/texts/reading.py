"""What a short text means. Only words that are all known count: whatever else it says, a person reads it."""

from __future__ import annotations

import re
import unicodedata

MOST = 5
_MEANS = {
    "right": ("1", "one", "yes", "y", "yeah", "yep", "yes it is", "ok", "okay", "right", "still right", "correct",
              "it is", "all right", "ie", "ydy", "ydyn", "oes", "iawn"),
    "full": ("2", "two", "full", "we are full", "we re full", "were full", "full up", "llawn", "rydym yn llawn"),
    "places": ("3", "three", "places", "places again", "we have places", "we have places again", "space", "spaces",
               "not full", "not full now", "not full any more", "lle", "lleoedd", "ddim yn llawn"),
    "talk": ("5", "five", "ask first", "ask us first", "talk first", "talk to us first", "we talk first",
             "siarad gyntaf", "siarad"),
    "ring": ("4", "four", "ring", "ring me", "ring us", "call", "call me", "call us", "phone me", "phone us",
             "ffoniwch", "ffoniwch fi", "ffonio"),
    "stop": ("stop", "stopall", "stop all", "unsubscribe", "cancel", "quit", "stopio", "peidiwch"),
    "start": ("start", "unstop", "dechrau"),
}  # fmt: skip
_FILLING = (
    "please",
    "thanks",
    "thank you",
    "ta",
    "hi",
    "hello",
    "and",
    "then",
    "diolch",
    "os gwelwch yn dda",
)
_CODE = {phrase: code for code, phrases in _MEANS.items() for phrase in phrases} | dict.fromkeys(_FILLING, "")
_LONGEST = max(len(phrase.split()) for phrase in _CODE)


def understand(words: str) -> list[str]:
    """The answers in a text, in their order: right, full, places, talk, ring, stop or start. Empty when a person must read it.

    Case, punctuation, wide or circled digits and emoji do not matter: “Yes!”, “1.”, “①”, “1️⃣”, “Llawn”, “1, 2”.
    """
    plain = unicodedata.normalize("NFKC", words).casefold()
    plain = "".join(one for one in plain if unicodedata.category(one) not in ("Mn", "Me", "Cf"))
    tokens = re.findall(r"[^\W_]+", plain)
    if len(tokens) == 1 and tokens[0].isascii() and re.fullmatch(r"[1-5]{2,5}", tokens[0]):
        return []  # “12” may be a number of places, so it is no answer to two questions
    found, at = [], 0
    while at < len(tokens):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            code = _CODE.get(" ".join(tokens[at : at + length]))
            if code is not None:
                found += [code] if code else []
                at += length
                break
        else:
            return []
    if "stop" in found:
        return ["stop"]
    return found if len(found) <= MOST else []
