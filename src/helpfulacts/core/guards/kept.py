"""Records that stay as they were: the register, rules, rounds, versions, looks, promises, what was answered."""

from __future__ import annotations

from .guard import Guard

OF_WHAT_IS_KEPT = (
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
    Guard("coordination_ruleskept", "UPDATE"),
    Guard("coordination_ruleskept", "DELETE"),
    Guard("coordination_rightscheck", "UPDATE"),
    Guard(
        "coordination_run",
        "UPDATE",
        when="OLD.\"state\" = 'confirmed'",
        fixed=(
            "id", "place_id", "number", "state", "rule_set_id", "ran_at", "confirm_by", "draw_id", "manifest",
            "people", "placed", "refused", "gaps", "not_asking", "alarms", "certified_gap", "seconds", "batch", "confirmed_at",
            "confirmed_by_id", "confirmed_by_shown_as",
        ),
    ),
    Guard("coordination_run", "DELETE", when="OLD.\"state\" = 'confirmed'"),
    Guard(
        "coordination_run",
        "UPDATE",
        when="OLD.\"state\" <> 'confirmed' AND NEW.\"state\" = 'confirmed'",
        finds=(
            "SELECT 1 FROM coordination_representation said JOIN coordination_allocation answer "
            "ON answer.place_id = said.place_id AND answer.person_id = said.person_id "
            "WHERE said.place_id = NEW.place_id AND said.read_at IS NULL AND answer.run_id = NEW.id"
        ),
        reads=("coordination_representation", "coordination_allocation"),
        also="unread",
        says="what somebody said before this round was read by nobody",
    ),
    # What somebody said may be changed and taken back until it was read; erasing destroys the words, and then the row.
    Guard(
        "coordination_representation",
        "UPDATE",
        when='OLD."read_at" IS NOT NULL',
        fixed=("id", "place_id", "person_id", "said_at", "read_at", "read_by_shown_as", "read_for_id"),
        erasable=("words_sealed",),
    ),
    Guard(
        "coordination_representation",
        "DELETE",
        when='OLD."read_at" IS NOT NULL AND OLD."words_sealed" IS NOT NULL',
        finds="SELECT 1 FROM support_plan WHERE place_id = OLD.place_id AND person_id = OLD.person_id",
        reads=("support_plan",),
    ),
    Guard(
        "coordination_secondround",
        "UPDATE",
        when="OLD.\"state\" = 'confirmed'",
        fixed=(
            "id", "place_id", "number", "batch", "run_id", "state", "ran_at", "left_over", "given", "confirmed_at",
            "confirmed_by_id", "confirmed_by_shown_as",
        ),
    ),
    Guard("coordination_secondround", "DELETE", when="OLD.\"state\" = 'confirmed'"),
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
        "coordination_whatif",
        "UPDATE",
        fixed=("id", "place_id", "number", "title", "scenarios", "figures", "made_at", "made_by_shown_as"),
        once=("shown_at",),
    ),
    Guard("coordination_whatif", "DELETE", when='OLD."shown_at" IS NOT NULL'),
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
    Guard(
        "accountability_query",
        "UPDATE",
        when='OLD."answered_at" IS NOT NULL',
        fixed=(
            "id", "place_id", "number", "ward_id", "body_id", "member_key", "member_shown_as", "asked_at", "answered_by",
            "written_by", "answered_at", "taken_back_at",
        ),
        # Words that point at somebody are hidden: they go, and never come back as others.
        cleared=("question", "answer"),
        once=("question_hidden_at", "answer_hidden_at"),
    ),
    Guard("accountability_query", "DELETE"),
    Guard("accountability_wardfigures", "UPDATE"),
    Guard("accountability_wardfigures", "DELETE"),
    Guard("accountability_transparencyrecord", "UPDATE"),
    Guard("accountability_transparencyrecord", "DELETE"),
    Guard("accountability_cosignature", "UPDATE"),
    Guard("accountability_cosignature", "DELETE"),
    # Erasing a plan destroys the words first; only then may the rest of the row go.
    Guard("support_planversion", "DELETE", when='OLD."words_sealed" IS NOT NULL'),
)  # fmt: skip
