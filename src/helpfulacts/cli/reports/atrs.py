"""`helpfulacts report atrs`: the public record of the algorithm, as the place is set up now; published where it changed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from helpfulacts.accountability import records
from helpfulacts.accountability.actions.publish_record import publish_record
from helpfulacts.accountability.atrs import document_of, hash_of
from helpfulacts.accountability.atrs_fields import NOT_SAID

HELP = "the record of the algorithm (Algorithmic Transparency Recording Standard)"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--publish", action="store_true", help="make it the newest version, where its content changed"
    )


def report(place: Any, options: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """(the record as a file holds it, a few lines for a reader)."""
    if options["publish"]:
        record, fresh = publish_record(place=place)
        figures = records.as_file(record)
        said = f"Version {record.version} is published{'' if fresh else ' already: nothing changed'}."
    else:
        document = document_of(place)
        figures = {"version": None, "made_at": None, "sha256": hash_of(document), "record": document}
        newest = next(iter(records.versions(place)), None)
        same = newest is not None and newest.hash == figures["sha256"]
        said = (
            f"It is as version {newest.version} says."
            if newest and same
            else "It is not published yet as it is now: add --publish."
        )
    missing = _not_said(figures["record"])
    lines = [
        f"{place.name}: {figures['record']['tier_1']['name']}.",
        said,
        f"Its number in the register: {figures['sha256']}",
    ]
    if missing:
        lines.append(f"Not yet said by the place: {', '.join(missing)}.")
    return figures, "\n".join(lines)


def _not_said(record: dict[str, Any]) -> list[str]:
    fields = {**record["tier_1"]}
    for section in record["tier_2"].values():
        fields |= section
    return [name.replace("_", " ") for name, value in fields.items() if value == NOT_SAID]
