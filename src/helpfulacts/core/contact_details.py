"""Phone numbers, e-mail and web addresses in free text: the way a scam leaves the place that can see it.

People are introduced here, with a person to talk to, and contact is passed on only when both say yes.
"""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

from .errors import Refused

_EMAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+\s?(?:\.|\(dot\)|\[dot\])\s?\w{2,}", re.IGNORECASE
)
_WEB = re.compile(
    r"(?:https?:|www\.|\b[\w-]+\.(?:com|org|net|info|biz|shop|app|me|io|uk)\b|\bt\.me/|\bwa\.me/)",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?<!\w)@[a-z0-9_.]{3,}|\b(?:whatsapp|telegram|snapchat|insta(?:gram)?|facebook|messenger)\b.{0,20}\b(?:me|on)\b",
    re.IGNORECASE,
)
_DIGIT_WORDS = {
    word: str(digit)
    for digit, words in enumerate(
        (
            ("zero", "oh", "nought"),
            ("one",),
            ("two",),
            ("three",),
            ("four",),
            ("five",),
            ("six",),
            ("seven",),
            ("eight",),
            ("nine",),
        )
    )
    for word in words
}
_SPELT = re.compile(rf"\b(?:(?:{'|'.join(_DIGIT_WORDS)})\b[\s,.-]*){{7,}}", re.IGNORECASE)


def _has_phone(text: str) -> bool:
    if _SPELT.search(text):
        return True
    for match in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE):
        if sum(character.isdigit() for character in match.raw_string) >= 9:
            return True
    # Digits pulled apart ("0 7 7 0 0 ...", "07.700-900/123") are joined before looking again.
    joined = re.sub(r"(?<=\d)[\s./_*-]{1,3}(?=\d)", "", text)
    return re.search(r"(?<![\d£])(?:\+|0)\d{9,12}(?!\d)", joined) is not None


def contact_details_in(text: str) -> str | None:
    """What was found, in words ("a phone number"), or None. `text` is any free text."""
    text = unicodedata.normalize("NFKC", text)
    if _EMAIL.search(text):
        return "an e-mail address"
    if _HANDLE.search(text):
        return "a way to message you"
    if _WEB.search(text):
        return "a web address"
    if _has_phone(text):
        return "a phone number"
    return None


def refuse_contact_in(text: str, *, field: str, read_by: str = "Everybody") -> None:
    """Raise Refused where `text` says how somebody is reached. `read_by`: who can read it, as a sentence begins."""
    if found := contact_details_in(text):
        raise Refused(f"There is {found} in it. {read_by} can read it: take it out.", field=field)
