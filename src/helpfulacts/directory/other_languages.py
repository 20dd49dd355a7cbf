"""Hearing that a sentence is not in English, so that we can say so instead of finding nothing. No state, no log.

By its letters where they are not ours, and by its most common words otherwise.
"""

from __future__ import annotations

import unicodedata

from .reading import knows
from .words import STOP, words_in

# Letters that English borrows (“café”, “naïve”, “fiancée”, “piñata”, “Zoë”), and those of Irish and Welsh names.
_BORROWED = frozenset("àáâäçèéêëíîïñóôöùúûüŵŷ")
_SCRIPTS = {
    "ARABIC": ("ar", "ur"),
    "GURMUKHI": ("pa",),
    "BENGALI": ("bn",),
    "GUJARATI": ("gu",),
    "DEVANAGARI": ("hi",),
    "CJK": ("zh",),
}
# No word of these may be English too: “an aide”, “pour”, “para sports”, “Zumba casa”, “my mam”, “chai”.
_COMMON = {
    "pl": """szukam potrzebuje potrzebujemy jestem jestesmy gdzie prosze pomocy pomoc dla czy sie nie mamy jest moge chce
    dziecko dzieci jedzenie jedzenia praca pracy mieszkanie mieszkania lekarz chleb dzien dobry mowie polsku mnie moj moja maz
    zona juz ze bardzo pieniedzy boje bije zyc umrzec zabic""",
    "ro": """caut nevoie ajutor unde pentru sunt este vreau copii copil mancare munca buna ziua vorbesc romaneste limba nu sa
    imi sotul bani avem frica""",
    "": """necesito ayuda busco donde tengo comida quiero hola gracias trabajo preciso ajuda onde comida procuro obrigado
    quero nao tenho meu minha marido esposo hijos vivir morir hambre dinero miedo estoy muy filhos viver morrer fome
    cherche besoin avec suis nourriture bonjour merci je une veux mourir mari nai jai rien manger faim enfants
    ich brauche hilfe suche bitte nicht und essen mich habe kein keine cerco bisogno aiuto cibo lavoro grazie sono voglio
    niente mangiare mera meri mujhe mujhay hai hain hoon chahiye chahta chahti kahan madad mainu nahi nahin khana kuch
    bachay bachche shohar mainun tusi ghar paisa paise amar amake ami khabar nei uridu musaada zawji
    bana istiyorum yardim icin yok ieskau reikia pagalbos segitseg kell waxaan caawimaad""",
}
_BY_WORD = {word: code for code, words in _COMMON.items() for word in words.split()}


def other_language(words: str) -> tuple[str, ...] | None:
    """Codes of the languages that a sentence may be in, empty where we cannot tell which; None where it may be English."""
    spoken: list[str] = []
    foreign = english = 0
    for written in words.split():
        folded = "".join(words_in(written))
        codes = _of_letters(written)
        if codes is None and folded in _BY_WORD:
            codes = (_BY_WORD[folded],)
        if codes is not None:
            foreign += 1
            spoken += codes
        elif len(folded) > 2 and (folded in STOP or knows(folded)):
            english += 1
    if foreign == 0 or foreign <= english:
        return None
    return tuple(dict.fromkeys(code for code in spoken if code))


def _of_letters(word: str) -> tuple[str, ...] | None:
    """The languages of the first letter that English does not use; None where it uses them all."""
    for letter in unicodedata.normalize("NFC", word.lower()):
        if letter.isalpha() and not letter.isascii() and letter not in _BORROWED:
            script = unicodedata.name(letter, "").split(" ")[0]
            return _SCRIPTS.get(
                script, ("pl",) if letter in "ąćęłńśźż" else ("ro",) if letter in "ășşțţ" else ()
            )
    return None
