"""Languages as their readers know them: the name in its own letters, and from which side it is read."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from helpfulacts.directory.facets import LANGUAGES

FIRST = "en"
"""In which people bring things, unless it is said."""
OWN_NAMES = {
    "en": "English", "pa": "ਪੰਜਾਬੀ", "ur": "اردو", "bn": "বাংলা", "pl": "Polski", "ar": "العربية", "ro": "Română",
    "gu": "ગુજરાતી", "hi": "हिन्दी", "zh": "中文",
}  # fmt: skip
"""Those that are written, of the languages that are asked about elsewhere."""
FROM_THE_RIGHT = frozenset(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"])


def tongue(code: str) -> SafeString:
    """The attributes of words in that language: which it is, and from which side it is read."""
    side = "rtl" if code.partition("-")[0] in FROM_THE_RIGHT else "ltr"
    return format_html(' lang="{}" dir="{}"', code, side)


def named(code: str) -> str:
    """In its own letters; of one that we have no name for its code."""
    return OWN_NAMES.get(code) or code


def in_english(code: str) -> str:
    return LANGUAGES.get(code) or code
