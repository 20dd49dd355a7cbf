"""`helpfulacts find "SENTENCE" --place P [--postcode "DY5 1"]`: what fits, with reasons; a crisis comes first."""

from __future__ import annotations

from typing import Any

from helpfulacts.cli.command import PlainCommand
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import mid_sentence
from helpfulacts.directory.actions.look_for_help import look_for_help
from helpfulacts.directory.asked_words import asked_in_words
from helpfulacts.directory.crisis import Advice, as_report
from helpfulacts.directory.facets import (
    ACCESS_NEEDS,
    DAYS,
    FACET_WORDS,
    KINDS,
    LANGUAGES,
    SPHERES,
    WAYS,
    need_in_sentence,
)
from helpfulacts.directory.filters import Filters
from helpfulacts.directory.results import Found, Result
from helpfulacts.places import selectors as places

MOST = 100


class Command(PlainCommand):
    help = "Find help for a free sentence. The sentence is kept nowhere."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("sentence", help="what would help, in your own words")
        parser.add_argument("--place", required=True)
        parser.add_argument("--postcode", default="", help="a postcode, or its first part")
        parser.add_argument("--kind", action="append", default=[], choices=list(KINDS))
        parser.add_argument("--day", action="append", default=[], choices=list(DAYS))
        parser.add_argument("--language", action="append", default=[], choices=list(LANGUAGES))
        parser.add_argument(
            "--way",
            action="append",
            default=[],
            choices=WAYS,
            help="how it reaches you",
        )
        parser.add_argument("--free", action="store_true", help="only what costs nothing")
        parser.add_argument(
            "--needs", action="append", default=[], choices=list(ACCESS_NEEDS),
            help="what they need there; where nobody has said, it stays, last",
        )  # fmt: skip
        parser.add_argument("--fetched", action="store_true", help="only what comes with a way to get there")
        parser.add_argument(
            "--from", action="append", default=[], choices=list(SPHERES), help="whose help it is"
        )
        parser.add_argument("--limit", type=int, default=10, help=f"how many at most: 1 to {MOST}")

    def handle(self, **options: Any) -> None:
        place = places.get_place(options["place"])
        where = None
        if options["postcode"].strip():
            where = places.locate(place, options["postcode"], instead="leave --postcode out")
        if not 1 <= options["limit"] <= MOST:
            raise Refused(f"--limit is {options['limit']}. Give it a number from 1 to {MOST}.")
        found = look_for_help(
            place=place,
            words=options["sentence"],
            where=where,
            filters=Filters(
                kinds=tuple(options["kind"]),
                days=tuple(options["day"]),
                languages=tuple(options["language"]),
                ways=tuple(options["way"]),
                spheres=tuple(options["from"]),
                free=options["free"],
                needs=tuple(options["needs"]),
                fetched=options["fetched"],
            ),
            limit=options["limit"],
        )
        figures = {
            "crisis": as_report(found.crisis) if found.crisis else None,
            "read_as": found.read_as,
            "results": [_row(result) for result in found.results],
            "gap": found.gap,
            "reviewed": {code: [_row(result) for result in rows] for code, rows in found.reviewed.items()},
        }
        self.report(figures, _words(found, place), as_json=options["as_json"])


def _row(result: Result) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": str(result.offer.pk),
        "title": result.offer.title,
        "kind": result.offer.kind,
        "sphere": result.offer.sphere,
        "from": result.offer.shown_from,
        "why": result.why,
    }
    if result.opens is not None:
        row["opens"] = f"{result.opens.day.isoformat()}T{result.opens.starts:%H:%M}"
    if result.ask_about:
        row["ask_about"] = list(result.ask_about)
    if result.distance_m is not None:
        row["distance_m"] = result.distance_m
    return row


def _words(found: Found, place: Any) -> str:
    first = found.crisis or found.numbers_first
    lines = _crisis_words(first) if first else []
    if found.read_as and not found.crisis:
        lines.append(
            f"We read this as: {', '.join(found.terms.get(code) or FACET_WORDS[code] for code in found.read_as)}. A computer read it."
        )
    lines += found.in_vain
    lines += [f"{chip['words']}." for chip in asked_in_words(place, found)]
    for panel in found.crisis.panels if found.crisis and not found.results else ():
        if found.reviewed.get(panel.code):
            lines += ["", f"{panel.headline}. {panel.say}", *_listed(found.reviewed[panel.code])]
    lines += _listed(found.results)
    if found.gap:
        lines.append(f"Nobody here has this yet. {place.person_to_talk_to} can look with you. {place.desk}")
    return "\n".join(lines)


def _listed(results: list[Result]) -> list[str]:
    lines = []
    for result in results:
        lines += [
            "",
            f"{result.offer.title} ({KINDS[result.offer.kind]}, from {mid_sentence(result.offer.shown_from)})",
            f"  {result.why}",
        ]
        if result.ask_about:
            named = "; ".join(need_in_sentence(need) for need in result.ask_about)
            lines.append(f"  Nobody has said, so ask them: {named}.")
    return lines


def _crisis_words(advice: Advice) -> list[str]:
    lines = [advice.headline, advice.say]
    lines += [f"  {line.number or '-'}  {line.name}. {line.when} {line.what}" for line in advice.lines]
    return [*lines, f"Numbers last looked up {advice.checked_on}. {advice.note}"]
