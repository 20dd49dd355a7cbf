"""Decided things are not edited: the database itself refuses, whoever asks it.

Recreated after every migration, because an ordinary AlterField on SQLite rebuilds the table and drops its triggers,
and compared at start-up by `missing()`.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

MESSAGE = "this record is kept as it was decided"


@dataclass(frozen=True)
class Guard:
    """Refuses UPDATE or DELETE of rows of a table.

    when: only rows of which this holds (SQL over OLD). fixed: an UPDATE is refused where one of these changes; without
    any, each is. erasable: columns that an UPDATE may empty, and never fill or change. once: columns that an UPDATE may
    fill, and never change or empty.
    """

    table: str
    event: str
    when: str = ""
    fixed: tuple[str, ...] = ()
    erasable: tuple[str, ...] = ()
    once: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.table}_no_{self.event.lower()}"

    def condition(self, differs: str) -> str:
        """When the write is refused, in SQL; empty means always. differs: the database's own “is not the same as”."""
        changes = [f'OLD."{column}" {differs} NEW."{column}"' for column in self.fixed]
        changes += [
            f'(NEW."{column}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}")'
            for column in self.erasable
        ]
        changes += [
            f'(OLD."{column}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}")'
            for column in self.once
        ]
        parts = [f"({part})" for part in (self.when, " OR ".join(changes)) if part]
        return " AND ".join(parts)


GUARDS = (
    Guard("core_registerentry", "UPDATE"),
    Guard("core_registerentry", "DELETE"),
    Guard(
        "people_accessrecord",
        "UPDATE",
        fixed=("id", "place_id", "person", "by_account", "by_shown_as", "role", "noun", "subject", "at"),
        erasable=("why_sealed",),
    ),
    Guard("people_accessrecord", "DELETE"),
    Guard("people_lookcheck", "UPDATE"),
    Guard(
        "coordination_ruleset",
        "UPDATE",
        fixed=(
            "id", "place_id", "number", "title", "sentence", "document", "hash", "deciding_body", "decision_ref",
            "in_force_from", "review_on",
        ),
    ),
    Guard("coordination_ruleset", "DELETE"),
    Guard("coordination_rightscheck", "UPDATE"),
    Guard(
        "coordination_run",
        "UPDATE",
        when="OLD.\"state\" = 'confirmed'",
        fixed=(
            "id", "place_id", "number", "state", "rule_set_id", "ran_at", "confirm_by", "draw_id", "manifest",
            "people", "placed", "refused", "gaps", "not_asking", "alarms", "certified_gap", "seconds", "confirmed_at",
            "confirmed_by_id", "confirmed_by_shown_as",
        ),
    ),
    Guard("coordination_run", "DELETE", when="OLD.\"state\" = 'confirmed'"),
    Guard(
        "coordination_draw",
        "UPDATE",
        fixed=("id", "place_id", "number", "seed_sealed", "commitment", "committed_at", "with_round"),
    ),
    Guard("coordination_draw", "DELETE"),
    Guard(
        "coordination_override",
        "UPDATE",
        fixed=("id", "place_id", "run_id", "from_offer_id", "to_offer_id", "by_account_id", "by_shown_as", "at"),
        erasable=("allocation_id", "reason_sealed"),
    ),
    Guard("coordination_override", "DELETE"),
    Guard(
        "support_planversion",
        "UPDATE",
        fixed=("id", "place_id", "plan_id", "number", "at", "author", "change"),
        erasable=("words_sealed",),
    ),
    Guard(
        "directory_offerversion",
        "UPDATE",
        fixed=("id", "place_id", "offer_id", "number", "at", "by_shown_as", "change"),
        erasable=("before", "after"),
    ),
    Guard("directory_offerversion", "DELETE", when='OLD."before" IS NOT NULL OR OLD."after" IS NOT NULL'),
    Guard("directory_assurance", "UPDATE"),
    Guard("directory_assurance", "DELETE"),
    Guard(
        "directory_moderation",
        "UPDATE",
        fixed=(
            "id", "place_id", "number", "at", "noun", "offer_id", "ground", "decision", "reason", "reports", "by_key",
            "by_shown_as", "answers_id",
        ),
        erasable=("trial_id",),
    ),
    Guard("directory_moderation", "DELETE"),
    Guard(
        "promises_promise",
        "UPDATE",
        when="OLD.\"finding\" <> ''",
        fixed=("id", "place_id", "finding", "found_on", "found_by"),
        erasable=("finding_words_sealed",),
    ),
    Guard(
        "promises_promisepause",
        "UPDATE",
        fixed=("id", "place_id", "promise_id", "since", "why"),
        once=("until",),
    ),
    Guard("promises_promisenotice", "UPDATE"),
    Guard(
        "support_complaint",
        "UPDATE",
        when="OLD.\"outcome\" <> ''",
        fixed=("id", "place_id", "about", "came_at", "outcome", "answered_at", "answered_by"),
        erasable=("words_sealed", "contact_sealed", "answer_sealed"),
    ),
    # Erasing a plan destroys the words first; only then may the rest of the row go.
    Guard("support_planversion", "DELETE", when='OLD."words_sealed" IS NOT NULL'),
)  # fmt: skip


def install() -> None:
    """Create the triggers on the tables that exist."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION helpfulacts_append_only() RETURNS trigger AS "
                f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$ "
                "LANGUAGE plpgsql"
            )
        for guard in GUARDS:
            if guard.table in tables:
                on = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on}")
                cursor.execute(_created(guard))


def _created(guard: Guard) -> str:
    """The statement that makes the trigger of `guard` in this database."""
    head = f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW"
    if connection.vendor == "postgresql":
        when = guard.condition("IS DISTINCT FROM")
        return f"{head}{f' WHEN ({when})' if when else ''} EXECUTE FUNCTION helpfulacts_append_only()"
    when = guard.condition("IS NOT")
    return f"{head}{f' WHEN {when}' if when else ''} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"


def missing() -> list[str]:
    """Names of triggers that ought to be there and are not: gone, switched off, or (on SQLite) written otherwise."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
            on = {row[0] for row in cursor.fetchall()}
            return [guard.name for guard in GUARDS if guard.name not in on]
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        written = dict(cursor.fetchall())
    return [guard.name for guard in GUARDS if written.get(guard.name) != _created(guard)]
