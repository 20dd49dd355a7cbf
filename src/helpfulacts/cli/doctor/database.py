"""What the database holds: that it cannot lose or bend it, and that its parts agree."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from helpfulacts.cli.keeping import inventory
from helpfulacts.cli.keeping.program import unknown_migrations
from helpfulacts.core import register, triggers
from helpfulacts.core import written_over as overwriting
from helpfulacts.core.clock import now, today
from helpfulacts.core.durability import weak_setting
from helpfulacts.core.partitioning.standing import standing
from helpfulacts.core.same_place import crossing
from helpfulacts.core.sealing import CannotOpen, open_one_of_each
from helpfulacts.core.words import counted
from helpfulacts.directory.derived import out_of_step
from helpfulacts.places import selectors as places
from helpfulacts.promises import selectors as promises

from .found import Look

MIGRATE = "Run `python -m django migrate --settings helpfulacts.site.settings`."
HELP = "Change nothing, keep your backups, and ask for help: docs/operate/install.md."


def durability() -> str:
    if weak := weak_setting():
        raise Look(weak, "See docs/concepts/trust.md.")
    return "What was said to be kept is kept, even when the power fails."


def guards() -> str:
    if gone := triggers.missing():
        raise Look(f"Triggers that keep what was decided are gone: {', '.join(gone)}.", MIGRATE)
    return f"All {len(triggers.GUARDS)} triggers that keep what was decided are in place."


def migrations() -> str:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Look("The tables are of an older program.", f"Make a backup. {MIGRATE}")
    applied = [f"{app}.{name}" for app, name in executor.loader.applied_migrations]
    if unknown := unknown_migrations(applied):
        raise Look(f"The tables are of a newer program ({unknown[-1]}).", "Install that one.")
    return "The tables are those of this program."


def written_over() -> str:
    if not overwriting.since_the_first_row():
        raise Look(
            "What was deleted before the last upgrade may still stand in the file of the database.",
            f"It goes by itself where there is as much room again as that file has: stop the service. {MIGRATE}",
        )
    if large := overwriting.too_large():
        return (
            f"What was deleted goes each night, but from large tables when their room is used again: {', '.join(large)} "
            "(docs/operate/install.md)."
        )
    return "What is deleted is written over each night."


def registers() -> str:
    if broken := inventory.broken_register():
        raise Look(broken, HELP)
    entries = sum(register.head(place)[0] for place in places.all_places())
    return f"Each register is whole from its first entry: {counted(entries, 'entry', 'entries')}."


def sealed() -> str:
    try:
        return f"The keys open what is sealed: {counted(open_one_of_each(), 'column', 'columns')} tried."
    except CannotOpen:
        raise Look("The keys here do not open what is sealed.", "Put the keys back from a backup.") from None


def links() -> str:
    if found := crossing():
        raise Look(f"Rows lead to another place, or nowhere: {', '.join(found)}.", HELP)
    return "Every row leads to rows of its own place."


def partitions() -> str:
    found = standing()
    if found is None:
        return "The rows of all places stand together."
    if amiss := [*found.whole, *found.single]:
        raise Look(f"These do not know of the partitions of places: {', '.join(amiss)}.", HELP)
    if found.lacking or not found.begins:
        places_said = ", ".join(sorted({place for _, place in found.lacking})) or "The next place"
        raise Look(f"Places without all their partitions: {places_said}.", MIGRATE)
    return f"Each place has partitions of its own: {counted(found.tables, 'table', 'tables')}."


def clock() -> str:
    for place in places.all_places():
        last = register.entries(place, newest_first=True).first()
        if last is not None and last.at > now():
            raise Look(
                f"The last entry of {place.slug} is in the future.", "Set the clock of this machine, by a time server."
            )  # fmt: skip
    return "The clock goes on from the last entry of each register."


def derived() -> str:
    for place in places.all_places():
        found = out_of_step(place)
        if found.words or found.dates:
            words = counted(found.words, "offer is not found as it is", "offers are not found as they are")
            raise Look(
                f"In {place.slug}, {words}, and {counted(found.dates, 'date differs', 'dates differ')}.",
                "Run `helpfulacts doctor --mend`.",
            )
    return "What people find, and the dates of it, are as the offers say."


def overdue() -> str:
    late = sum(len(promises.overdue(place, today(place.zone))) for place in places.all_places())
    return f"{counted(late, 'promise is', 'promises are')} overdue."
