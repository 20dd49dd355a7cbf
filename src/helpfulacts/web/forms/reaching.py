"""How to reach somebody: every way but the desk needs a number or an address that can be one."""

from __future__ import annotations

from typing import Any

import phonenumbers

_LOCAL = phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY


def mistake_in(channel: Any, contact: Any) -> str:
    """What is wrong with `contact` for `channel`, in one sentence; "" when it will do."""
    text = str(contact or "").strip()
    if channel in ("phone", "letter", "email") and not text:
        return "Write the number or address to reach you on, or choose the desk."
    if channel == "email" and "@" not in text:
        return "That does not look like an e-mail address. Check it, or choose another way."
    if channel == "phone" and not holds_a_number(text):
        return "There is no phone number in that. Check it, or choose another way."
    return ""


def holds_a_number(text: str) -> bool:
    """True when a British or international number of a possible length is in `text`; words beside it do no harm."""
    kind = phonenumbers.Leniency.POSSIBLE
    if phonenumbers.PhoneNumberMatcher(text, "GB", leniency=kind).has_next():
        return True
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number) or (
        phonenumbers.is_possible_number_with_reason(number) == _LOCAL
    )
