"""Postcodes as people type them: "dy51aa", "DY5 1AA", "dy5 1", "DY5"."""

from __future__ import annotations

import re

_OUT = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_POSTCODE = re.compile(rf"^({_OUT})([0-9])([A-Z]{{2}})$")
_SECTOR = re.compile(rf"^({_OUT}) ?([0-9])$")
_OUTCODE = re.compile(rf"^{_OUT}$")


def split_postcode(text: str) -> tuple[str, str, str] | None:
    """(postcode, sector, outcode) of a whole postcode, with their spaces, or None if it is not one."""
    match = _POSTCODE.match(re.sub(r"\s", "", text).upper())
    if not match:
        return None
    out, digit, rest = match.groups()
    return f"{out} {digit}{rest}", f"{out} {digit}", out


def readings(text: str) -> list[tuple[str, str]]:
    """What a text can mean, likeliest first: (kind, code). "DY51" may be an outcode or the sector "DY5 1"."""
    whole = split_postcode(text)
    if whole:
        return [("postcode", whole[0])]
    tidy = " ".join(text.upper().split())
    found = [("outcode", tidy)] if _OUTCODE.match(tidy) else []
    if match := _SECTOR.match(tidy):
        found.append(("sector", f"{match[1]} {match[2]}"))
    return found


def kind_of(text: str) -> tuple[str, str] | None:
    """(kind, code) of a code in a file, where a sector is written with its space; None if it is no code."""
    found = readings(text)
    return found[0] if found else None
