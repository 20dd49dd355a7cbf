"""Deciding together: what was published, said, handed in, counted or decided stays as it was."""

from __future__ import annotations

from .guard import Guard

_IS_PUBLISHED = (
    "SELECT 1 FROM deliberation_deliberation asked WHERE asked.place_id = {row}.place_id "
    "AND asked.id = {row}.deliberation_id AND asked.published_at IS NOT NULL"
)


def _closed(table: str) -> tuple[Guard, ...]:
    """Rows of a stage neither come nor go once it is closed, and which of them count is not changed."""
    finds = (
        "SELECT 1 FROM deliberation_stage stage WHERE stage.place_id = {row}.place_id AND stage.id = {row}.stage_id "
        "AND stage.closed_at IS NOT NULL"
    )
    reads, says = ("deliberation_stage",), "this part is closed"
    counts = Guard(
        table,
        "UPDATE",
        fixed=("current",),
        finds=finds.format(row="OLD"),
        reads=reads,
        also="closed",
        says=says,
    )
    return counts, *(
        Guard(table, event, finds=finds.format(row=row), reads=reads, says=says)
        for event, row in (("INSERT", "NEW"), ("DELETE", "OLD"))
    )


def _of_a_decision(table: str) -> tuple[Guard, ...]:
    """What belongs to a decision is as it was published."""
    finds = (
        "SELECT 1 FROM deliberation_decision decided WHERE decided.place_id = {row}.place_id "
        "AND decided.id = {row}.decision_id AND decided.published_at IS NOT NULL"
    )
    return tuple(
        Guard(table, event, finds=finds.format(row=row), reads=("deliberation_decision",))
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    )


OF_DECIDING = (
    # What was published of a deliberation is kept as it was; stages are closed, and more is learnt of who is absent.
    Guard(
        "deliberation_deliberation",
        "UPDATE",
        when='OLD."published_at" IS NOT NULL',
        fixed=(
            "id", "place_id", "number", "question", "about", "uses", "area_id", "convenor_id", "begun_by_shown_as", "stance",
            "promise", "subject", "open_to_change", "fixed", "open_to", "answers_above", "level", "level_reason", "hear_by",
            "begun_at", "published_at",
        ),
        once=("ended_at",),
    ),
    Guard("deliberation_deliberation", "DELETE", when='OLD."published_at" IS NOT NULL'),
    Guard(
        "deliberation_stage",
        "UPDATE",
        fixed=("id", "place_id", "deliberation_id", "order", "kind", "opens", "closes", "rule", "parameters"),
        finds=_IS_PUBLISHED.format(row="OLD"),
        reads=("deliberation_deliberation",),
    ),
    Guard("deliberation_stage", "UPDATE", once=("closed_at",), also="closed"),
    Guard("deliberation_stage", "INSERT", finds=_IS_PUBLISHED.format(row="NEW"), reads=("deliberation_deliberation",)),
    Guard("deliberation_stage", "DELETE", finds=_IS_PUBLISHED.format(row="OLD"), reads=("deliberation_deliberation",)),
    Guard(
        "deliberation_revision",
        "UPDATE",
        fixed=(
            "id", "place_id", "contribution_id", "number", "language", "translates_id", "translated_by_shown_as",
            "entered_by_key", "entered_by_shown_as", "written_on",
        ),
        erasable=("title_sealed", "words_sealed"),
    ),
    Guard("deliberation_revision", "DELETE", when='OLD."words_sealed" IS NOT NULL'),
    Guard(
        "deliberation_moderation",
        "UPDATE",
        fixed=(
            "id", "place_id", "contribution_id", "what", "policy", "reason", "answers_id", "by_key", "by_shown_as", "at",
        ),
        erasable=("appeal_sealed",),
    ),
    Guard("deliberation_moderation", "DELETE"),
    # The last position counts: an earlier one never counts again, and none comes, changes or goes once its stage is closed.
    Guard(
        "deliberation_position",
        "UPDATE",
        fixed=(
            "id", "place_id", "stage_id", "membership_id", "contribution_id", "cast_id", "value", "capacity", "channel",
            "said_on",
        ),
    ),
    Guard("deliberation_position", "UPDATE", when='NOT OLD."current" AND NEW."current"', also="again"),
    *_closed("deliberation_position"),
    Guard(
        "deliberation_cast",
        "UPDATE",
        fixed=(
            "id", "place_id", "stage_id", "membership_id", "batch_id", "channel", "tracker", "salt", "commitment", "said_on",
        ),
    ),
    Guard(
        "deliberation_cast",
        "UPDATE",
        when='(NOT OLD."current" AND NEW."current") OR (OLD."on_board" AND NOT NEW."on_board")',
        also="again",
    ),
    *_closed("deliberation_cast"),
    Guard("deliberation_boardentry", "UPDATE"),
    Guard("deliberation_boardentry", "DELETE"),
    Guard(
        "deliberation_paperbatch",
        "UPDATE",
        when='OLD."closed_at" IS NOT NULL',
        fixed=(
            "id", "place_id", "stage_id", "number", "channel", "came_from", "papers", "entered", "spoilt", "spoilt_why",
            "counted_by_shown_as", "checked_by_shown_as", "begun_at", "closed_at",
        ),
    ),
    Guard("deliberation_paperbatch", "DELETE", when='OLD."closed_at" IS NOT NULL'),
    # What somebody told for a panel goes with the draw, and none comes after it.
    *(
        Guard(
            "deliberation_panelanswers",
            event,
            finds=(
                "SELECT 1 FROM deliberation_tally drawn WHERE drawn.place_id = NEW.place_id "
                "AND drawn.stage_id = NEW.stage_id AND drawn.rule = 'draw'"
            ),
            reads=("deliberation_tally",),
            says="this panel is drawn",
        )
        for event in ("INSERT", "UPDATE")
    ),
    Guard("deliberation_tally", "UPDATE"),
    Guard("deliberation_tally", "DELETE"),
    Guard(
        "deliberation_decision",
        "UPDATE",
        when='OLD."published_at" IS NOT NULL',
        fixed=(
            "id", "place_id", "deliberation_id", "number", "body", "by_shown_as", "sentence", "reason", "departs", "dissent",
            "side_effects", "level", "level_reason", "emergency", "scrutiny_by", "decided_on", "review_on", "published_at",
        ),
        once=("rule_set",),
    ),
    Guard("deliberation_decision", "INSERT", when='NEW."published_at" IS NOT NULL'),
    Guard("deliberation_decision", "DELETE", when='OLD."published_at" IS NOT NULL'),
    # As `deliberation.answered` counts: who supports what was joined supports what it was joined into, once. What is joined
    # names that directly, for `join_same` leads whatever was joined before there too.
    Guard(
        "deliberation_decision",
        "UPDATE",
        when='OLD."published_at" IS NULL AND NEW."published_at" IS NOT NULL',
        finds=(
            "SELECT 1 FROM deliberation_contribution said JOIN deliberation_deliberation asked "
            "ON asked.place_id = said.place_id AND asked.id = said.deliberation_id "
            "WHERE said.place_id = NEW.place_id AND said.deliberation_id = NEW.deliberation_id "
            "AND said.state = 'shown' AND said.joined_into_id IS NULL AND asked.answers_above <= "
            "(SELECT COUNT(DISTINCT agreed.membership_id) FROM deliberation_position agreed "
            "JOIN deliberation_contribution same ON same.place_id = agreed.place_id AND same.id = agreed.contribution_id "
            "WHERE agreed.place_id = said.place_id AND (same.id = said.id OR same.joined_into_id = said.id) "
            "AND agreed.current AND agreed.value > 0) AND NOT EXISTS (SELECT 1 FROM deliberation_outcome answered "
            "WHERE answered.place_id = said.place_id AND answered.decision_id = NEW.id "
            "AND answered.contribution_id = said.id)"
        ),
        reads=("deliberation_contribution", "deliberation_deliberation", "deliberation_position", "deliberation_outcome"),
        also="unanswered",
        says="something that many people support is not answered yet",
    ),
    *_of_a_decision("deliberation_outcome"),
    *_of_a_decision("deliberation_decisiontally"),
    *_of_a_decision("deliberation_tradeoffcard"),
    Guard(
        "deliberation_agreementversion",
        "UPDATE",
        fixed=(
            "id", "place_id", "agreement_id", "number", "deliberation_id", "clauses", "hash", "sides", "drafted_on",
            "review_on",
        ),
        once=("in_force_from",),
    ),
    Guard("deliberation_agreementversion", "DELETE"),
    Guard("deliberation_agreementversion", "INSERT", when='NEW."in_force_from" IS NOT NULL'),
    Guard(
        "deliberation_agreementversion",
        "UPDATE",
        when='OLD."in_force_from" IS NULL AND NEW."in_force_from" IS NOT NULL',
        finds=(
            "SELECT 1 FROM deliberation_agreement agreed WHERE agreed.place_id = NEW.place_id AND "
            "agreed.id = NEW.agreement_id AND NEW.sides > (SELECT COUNT(DISTINCT signed.side) "
            "FROM deliberation_signature signed WHERE signed.place_id = NEW.place_id AND signed.version_id = NEW.id)"
        ),
        reads=("deliberation_agreement", "deliberation_signature"),
        also="unsigned",
        says="not every side has signed it yet",
    ),
    Guard("deliberation_signature", "UPDATE"),
    Guard("deliberation_signature", "DELETE"),
)  # fmt: skip
