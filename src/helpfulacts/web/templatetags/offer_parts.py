"""Offers and the parts around them: cards, tags, chips, the safety strip and the crisis panel.

{% offer_card card %}            a cards.Card, a result of finding, or an offer (best: cards.cards_for of a list)
{% offer_card card button=False %}   without the button
{% tag "Open" "yes" %}           a word on a coloured ground
{% tags_of card %}               the tags of a card
{% keep_button offer %}             keep it in the list of this browser
{% safety_strip %}               one line, on every page where a sentence can be typed
{% crisis_panel advice %}        a crisis.Advice: shown above everything else
{% gap_note "company in the evening" %}
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from helpfulacts.directory.public_contact import number_to_ring
from helpfulacts.directory.public_contact import public_contact as contact_of

from .. import kept, safety
from ..cards import Card, cards_for
from ..visitor import visitor_of
from ..young_words import read_by

register = template.Library()


@register.filter
def public_contact(offer: Any) -> SafeString:
    """How everybody may reach those who give it: a number to press, an address to write to; "" where there is none."""
    said = contact_of(offer)
    if "@" in said and " " not in said:
        return format_html('<a href="mailto:{}">{}</a>', said, said)
    if number := number_to_ring(said):
        return format_html('<a class="nw" href="tel:{}">{}</a>', number, said)
    return format_html("{}", said)


def _shared(context: template.Context) -> dict[str, Any]:
    return {"place": context.get("place"), "request": context.get("request")}


@register.inclusion_tag("web/parts/offer_card.html", takes_context=True)
def offer_card(context: template.Context, card: Any, button: bool = True, level: int = 3) -> dict[str, Any]:
    if not isinstance(card, Card):
        card = cards_for(context["place"], [card])[0]
    shown = {"card": card, "offer": card.offer, "button": button, "level": level}
    # On the find page the sentence goes along, so that whoever has no plan yet need not write it twice, and the way back.
    return {
        **_shared(context),
        **shown,
        "asked": context.get("form") if context.get("looked") else None,
        "look": context.get("look", ""),
        "keeping": bool(context.get("keeping")),
        **(read_by(visitor_of(context["request"]).person, card.offer) if button else {}),
    }


@register.inclusion_tag("web/parts/keep.html", takes_context=True)
def keep_button(context: template.Context, offer: Any, alone: bool = False) -> dict[str, Any]:
    """Keep an offer in the list of this browser; the page that was found stays. `alone`: on the offer's own page."""
    request = context["request"]
    here = str(offer.pk) in kept.kept_ids(request)
    return {**_shared(context), "offer": offer, "here": here, "alone": alone, "look": context.get("look", "")}


@register.simple_tag
def tag(words: str, look: str = "") -> SafeString:
    return format_html('<span class="tag {}">{}</span>', look, words)


@register.inclusion_tag("web/parts/tags.html")
def tags_of(card: Card) -> dict[str, Any]:
    return {"tags": card.tags}


@register.inclusion_tag("web/parts/safety_strip.html", takes_context=True)
def safety_strip(context: template.Context, slim: bool = False) -> dict[str, Any]:
    """`slim`: where what was found must begin on the first screen of a phone."""
    return {**_shared(context), **safety.strip_facts(), "slim": slim}


@register.inclusion_tag("web/parts/crisis_panel.html", takes_context=True)
def crisis_panel(
    context: template.Context,
    advice: Any,
    kept: str = "Your sentence is still here, below.",
    first_only: bool = False,
    jump: str = "",
) -> dict[str, Any]:
    """`first_only`: the numbers of the strongest rule alone, where the page shows the others' further down.

    `jump`: the rule whose reviewed help stands below.
    """
    lines = () if not advice else advice.panels[0].lines if first_only else advice.lines
    return {
        **_shared(context),
        "advice": advice,
        "jump": jump,
        "kept": kept,
        "lines": [safety.call_line(line) for line in lines],
        "checked_on": min((line.checked_on for line in lines), default=None),
    }


@register.simple_tag
def review_words() -> str:
    """What whoever looks after the place must know of the crisis rules."""
    return safety.review_words()


@register.inclusion_tag("web/parts/gap_note.html", takes_context=True)
def gap_note(context: template.Context, what: str = "", level: int = 3) -> dict[str, Any]:
    return {**_shared(context), "what": what, "level": level}


@register.filter
def cost_said_by(row: dict[str, Any]) -> str:
    """Whose word a row of who bears the cost is; "" where it came with the entry."""
    return {"giver": "Said by the giver.", "desk": "Said by the desk."}.get(str(row.get("by")), "")
