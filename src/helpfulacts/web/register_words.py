"""The public register in plain words: one sentence for each entry, made from its action, its noun and its facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from helpfulacts.directory.facets import KINDS, SPHERES

from . import introduced_words, register_deciding, register_public
from .introduced_words import day_words as _day
from .register_plain import PLAIN

Facts = Mapping[str, Any]

_WHO = {
    "citizen": "the person",
    "helper": "somebody they had named",
    "navigator": "a link worker",
    "resource-weaver": "a resource weaver",
    "storyteller": "a storyteller",
    "system-architect": "a system-architect",
    "officer": "an officer",
    "provider": "the giver",
    "elected": "an elected member",
    "board": "a member of the board",
    "system": "the system",
    "nobody": "somebody",
    "desk": "the desk",
    "organisation": "an organisation",
    "offer": "a giver",
    "partnership": "the partnership",
    "person": "somebody",
}
_GAPS = {"finding": "somebody looked", "plan": "a plan asked", "round": "a sharing round was run"}
_ANSWERS = {
    "right": "it is still right",
    "full": "it is full",
    "places": "it has places again",
    "ring": "please ring",
    "stop": "no more texts",
}
_NOTICE = {
    "due soon": "The day of a promise comes near",
    "due today": "A promise is due today",
    "late": "The day of a promise went by",
}


def _number(facts: Facts, name: str, one: str, many: str) -> str:
    """“1 plan”, “754 wishes”, “some wishes” where the number is kept back."""
    number = facts.get(name)
    if isinstance(number, str) and number[:1].isdigit():  # of people: ten at least
        return f"{number} {many}"
    if not isinstance(number, int):
        return f"some {many}"
    return f"{number:,} {one if number == 1 else many}"


def _who(code: Any) -> str:
    return _WHO.get(str(code), "somebody")


def _help(facts: Facts) -> str:
    """“regular help (civic)”: the kind and the sphere, as far as they are written down."""
    kind, sphere = KINDS.get(str(facts.get("kind"))), SPHERES.get(str(facts.get("sphere")))
    if not kind:
        return f"{sphere.lower()} help" if sphere else "help"
    return f"{kind.lower()} ({sphere.lower()})" if sphere else kind.lower()


def _change(facts: Facts) -> str:
    """What was changed, as others read it: it is written down as the person does."""
    return str(facts.get("change") or "something").replace(" you ", " they ")


def _desk(facts: Facts) -> str:
    return ", and the desk wrote it down" if facts.get("proxy") else ""


def _limit(facts: Facts) -> Any:
    """What they said, or their own lower limit; never what is held, which nobody said."""
    said = [facts[name] for name in ("stated", "own_cap") if isinstance(facts.get(name), int)]
    return min(said, default=facts.get("places", "some"))


def _listed(facts: Facts) -> str:
    held = " It waits for a check." if facts.get("status") == "held" else ""
    how = ", and the desk typed it for them" if facts.get("proxy") else ""
    return f"Somebody offered help{how}: {_help(facts)}.{held}"


def _answer(facts: Facts) -> str:
    waits = " It waits for its turn." if facts.get("state") == "agreed" else ""
    return f"{_who(facts.get('by')).capitalize()} said yes to help: {_help(facts)}.{waits}"


def _kept(facts: Facts) -> str:
    if "promises" in facts:
        many = _number(facts, "promises", "promise was", "promises were")
        return f"{many} kept, said {_who(facts.get('by'))}."
    late = ", late" if facts.get("late") else ""
    return f"A promise was kept{late}, said {_who(facts.get('by'))}."


def _by_proxy(facts: Facts) -> str:
    return ", and the desk wrote it down" if facts.get("proxy") else ""


def _round(facts: Facts, said: str) -> str:
    return (
        f"{said} {facts.get('placed', 'some')} have a place, {facts.get('refused', 'some')} found all full or wait by a limit, "
        f"and for {facts.get('gaps', 'some')} nothing suits yet."
    )


_SAID: dict[str, Callable[[Facts], str]] = {
    "create_place": lambda f: f"The place was set up: {f.get('name', '')}.",
    "load_areas": lambda f: f"A map of areas was loaded ({f.get('level', 'area')}s, {f.get('version', '')}).",
    "began organisations": lambda f: (
        f"{_number(f, 'organisations', 'body was', 'bodies were')} written down from a feed."
    ),
    "list_offer": _listed,
    "set_day": lambda f: f"{_day(f.get('day'))} is {'closed' if f.get('closed') else 'at other hours'} for an offer.",
    "propose_likenesses": lambda f: f"{_number(f, 'pairs', 'pair of entries was', 'pairs of entries were')} found that may be the same.",
    "list_offers": lambda f: f"{_number(f, 'offers', 'offer was', 'offers were')} listed.",
    "change_offer": lambda f: "An offer was changed.",
    "change_offers": lambda f: f"{_number(f, 'offers', 'offer was', 'offers were')} changed.",
    "checks ran out": lambda f: (
        f"{_number(f, 'offers', 'offer', 'offers')} rested on a check seen too long ago. They wait for a new one."
    ),
    "end_offers": lambda f: f"{_number(f, 'offers', 'offer was', 'offers were')} ended.",
    "finish_import": lambda f: (
        f"{_who(f.get('by')).capitalize()} brought in a list: {f.get('new', 'some')} offers came, "
        f"{f.get('changed', 'some')} changed, {f.get('ended', 'some')} ended."
    ),
    "undo_import": lambda f: (
        f"{_who(f.get('by')).capitalize()} undid a list that was brought in: {f.get('ended', 'some')} offers ended, "
        f"{f.get('put_back', 'some')} say again what they said before, {f.get('kept', 'some')} were kept."
        + (f" {_number(f, 'organisations', 'organisation', 'organisations')} that it brought went with it." if f.get("organisations") else "")
    ),
    "state_capacity": lambda f: (
        (
            "A giver said that they talk with people first."
            if f.get("talks_first")
            else f"A giver said how many they can take: {_limit(f)}."
        )
        + (" It takes nobody new just now." if f.get("closed") else "")
    ),
    "say_access": lambda f: (
        f"{_who(f.get('by')).capitalize()} said how people get in and take part: "
        f"{_number(f, 'facts', 'thing', 'things')} of one offer."
    ),
    "said what an offer costs": lambda f: f"{_who(f.get('by')).capitalize()} said who bears something of an offer.",
    "took back what an offer costs": lambda f: f"{_who(f.get('by')).capitalize()} took back who bears something of an offer.",
    "said when money ends": lambda f: (
        f"{_who(f.get('by')).capitalize()} said that the money of an offer ends on {_day(f['ends'])}."
        if f.get("ends")
        else f"{_who(f.get('by')).capitalize()} said that no end is known of the money of an offer."
    ),
    "opened places": lambda f: f"Places of {_number(f, 'offers', 'offer', 'offers')} were opened, from {_day(f.get('from'))}.",
    "say_wrong": lambda f: (
        "Somebody said that something in an entry is wrong."
        if f.get("what", "unsafe") != "unsafe"
        else "Somebody reported words that are shown here."
    ),
    "decide_reported": lambda f: (
        f"A person decided about words that were reported: {f.get('decision', 'decided')}."
    ),
    "try_idea": lambda f: (
        "Somebody tried an idea. " + ("It worked." if f.get("worked") else "It did not work for them.")
    ),
    "log_gap": lambda f: f"A gap was written down when {_GAPS.get(str(f.get('source')), 'somebody asked')}: nobody has this yet.",
    "began a plan": lambda f: (
        f"{'A group' if f.get('group') else 'Somebody'} began a plan"
        + (f", written down by {_who(f.get('by'))}." if f.get("proxy") else ".")
    ),
    "began plans": lambda f: (
        f"{_number(f, 'plans', 'plan was', 'plans were')} begun, with {_number(f, 'wishes', 'wish', 'wishes')}."
    ),
    "changed a plan": lambda f: f"Somebody changed their plan: {_change(f)}.",
    "named a helper": lambda f: (
        "Somebody named who may help with their plan"
        + ("." if f.get("by") == "citizen" else ", and the desk wrote it down.")
    ),
    "wrote beside a plan": lambda f: (
        f"{_who(f.get('by')).capitalize()} sees a plan another way, and wrote it beside. No word of the plan changed."
    ),
    "suggested a change": lambda f: (
        f"{_who(f.get('by')).capitalize()} suggested a change to a plan. Its person decides."
    ),
    "took a suggestion": lambda f: f"Somebody said yes to a change of their plan{_desk(f)}.",
    "said no thanks to a suggestion": lambda f: f"Somebody said no thanks to a change of their plan{_desk(f)}.",
    "suggested": lambda f: f"Help was put on a plan, to choose: {_help(f)}.",
    "suggested a bundle": lambda f: f"{_number(f, 'suggestions', 'idea was', 'ideas were')} put on a plan, to choose.",
    "said yes": _answer,
    "the person said not now": lambda f: f"Somebody said “not now” to help: {_help(f)}.",
    "the giver said not now": lambda f: f"A giver said “not now”: {_help(f)}.",
    "nobody answered in time": lambda f: f"The day to answer went by, and a place went on: {_help(f)}.",
    "it was stopped": lambda f: f"Some help was stopped: {_help(f)}.",
    "done": lambda f: f"Help was given, said {_who(f.get('by'))}: {_help(f)}.",
    "confirmed by the person": lambda f: (
        "Somebody said how their help went."
        if f.get("told us what changed")
        else "Somebody said that their help was given."
    ),
    "promised": lambda f: (
        f"{_who(f.get('by')).capitalize()} made a promise to {_who(f.get('to'))}, due by {_day(f.get('due'))}."
    ),
    "kept": _kept,
    "excused": lambda f: (
        f"{_number(f, 'promises', 'promise', 'promises').capitalize() if 'promises' in f else 'A promise'} could not be kept, "
        f"and {_who(f.get('by'))} said why."
    ),
    "complained": lambda f: (
        "Somebody said that something went wrong"
        + (", and the desk wrote it down." if f.get("proxy") else ".")
    ),
    "asked for what is held": lambda f: (
        "Somebody asked for all that is held about them"
        + (", and the desk wrote it down." if f.get("proxy") else ".")
    ),
    "gave a reading": lambda f: f"Somebody said how things are for them{_by_proxy(f)}.",
    "added to a reading": lambda f: f"Somebody said more about how things are for them{_by_proxy(f)}.",
    "answered a story": lambda f: f"Somebody whom a story quotes gave their answer{_by_proxy(f)}.",
    "corrected a reading": lambda f: f"Somebody put right what they had said about how things are{_by_proxy(f)}.",
    "paused a clock": lambda f: f"The clock of a promise stands still: {f.get('why', 'for a reason')}.",
    "went on with a clock": lambda f: f"The clock of a promise runs again. Its day is {_day(f.get('due'))}.",
    "took longer": lambda f: f"More time was taken for a promise, and the person was told. Its day is {_day(f.get('due'))}.",
    "said days": lambda f: (
        f"{_number(f, 'promises', 'promise was', 'promises were').capitalize()} said to be near their day, or past it."
    ),
    "said a day": lambda f: f"{_NOTICE.get(str(f.get('notice')), 'A promise has a day')}: {_day(f.get('due'))}.",
    "found of a promise": lambda f: (
        "An officer looked at a promise that was not kept in time: "
        + ("it was broken." if f.get("finding") == "broken" else "there was a good reason.")
    ),
    "granted a role": lambda f: f"A role was given in {f.get('body', 'a body')}, until {_day(f.get('until'))}.",
    "took back a role": lambda f: (
        f"A role was taken back in {f['body']}." if f.get("body") else "A role was taken back."
    ),
    "kept rules meanwhile": lambda f: f"Rules that were due to be looked at go on until {_day(f.get('until'))}.",
    "put rules in force": lambda f: f"Rules for sharing came into force: “{f.get('title', '')}”.",
    "showed rules beside": lambda f: f"Other rules were put beside those in force: “{f.get('title', '')}”.",
    "kept a what-if": lambda f: f"{f.get('by', 'A person')} worked out what would happen (what-if {f.get('number', '')}).",
    "showed a what-if": lambda f: f"{f.get('by', 'A person')} showed everybody what would happen: “{f.get('title', '')}”.",
    "ran a round": lambda f: f"{f.get('by', 'A person')} ran sharing round {f.get('number', '')}. Nobody has heard yet.",
    "confirmed a round": lambda f: _round(
        f, f"{f.get('by', 'A person')} confirmed sharing round {f.get('number', '')}, and its draw was shown:"
    ),
    "raised an alarm": lambda f: (
        f"A right was not met in sharing round {f.get('number', '')}: “{f.get('right', '')}”. "
        f"{f.get('must_answer', 'A body')} must answer by {_day(f.get('answer_by'))}."
    ),
    "booked a time": lambda f: f"A time was booked on {_day(f.get('day'))}, by {_who(f.get('by'))}.",
    "asked for parts of a weave": lambda f: f"{_number(f, 'parts', 'giver was', 'givers were')} asked to be part of something.",
    "listed a weave": lambda f: (
        f"Something made of {_number(f, 'parts', 'thing', 'things')} was listed, for {f.get('places', 'some')} people."
    ),
    "said how a weave went": lambda f: f"Whoever brought {_number(f, 'parts', 'thing', 'things')} together said how it went.",
    "left a weave": lambda f: "A part cannot be used any more"
    + (", and those who depend on it are told." if f.get("listed") else "."),
    "lifted a stop": lambda f: f"{_who(f.get('by')).capitalize()} lifted something that stood in the way."
    + (f" What they saw runs until {_day(f.get('until'))}." if f.get("until") else ""),
    "stated a condition": lambda f: f"A giver said what an offer {f.get('side', 'asks')}{' for' if f.get('side') == 'asks' else ''}.",
    "saw evidence": lambda f: "Somebody saw the evidence for what an offer asks for or brings.",
    "made a keeper link": lambda f: (
        "A link to keep entries right was made"
        + (", after a person had checked who it is for." if f.get("checked") else ".")
    ),
    "ended a keeper link": lambda f: (
        "A link to keep entries right was stopped"
        + (": it was not they who asked." if f.get("how") == "not_me" else ".")
    ),
    "answered by text": lambda f: f"A giver answered by text: {_ANSWERS.get(str(f.get('answer')), 'something')}.",
    "freed a place": lambda f: f"Help came to its end, and a place is free: {_help(f)}.",
    "more time to answer": lambda f: f"Somebody who was not told yet has until {_day(f.get('until'))} to answer.",
    "changed what a round gave": lambda f: f"{f.get('by', 'A person')} changed what round {f.get('number', '')} gave somebody.",
    "published a story": lambda f: (
        f"A story was shown to everybody, for {f.get('body', 'a body')}. All whom it quotes said yes to it."
    ),
    **introduced_words.SAID,
    **register_public.SAID, **register_deciding.SAID,
}  # fmt: skip


def entry_sentence(action: str, noun: str, facts: Facts) -> str:
    """One plain sentence. An action that has no words here keeps its own, with the thing it was about."""
    if action == "began":
        name = facts.get("name")
        return (
            f"A body was written down: {name}." if name else "Somebody was written down for the first time."
        )
    if action in _SAID:
        return _SAID[action](facts)
    return PLAIN.get(action) or f"{noun.capitalize()}: {action.replace('_', ' ')}."


def raw_facts(facts: Facts) -> list[tuple[str, str]]:
    """The public facts as they stand in the register, for whoever checks it: (name, value)."""
    return [(name.replace("_", " "), str(value)) for name, value in facts.items()]
