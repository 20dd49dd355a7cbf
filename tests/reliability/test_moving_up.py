"""An installation that was in use moves up to these versions of its tables with all that it may keep."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests import installations

LOOKS = """
import gc, json, uuid
import django
gc.set_threshold(100_000, 20, 10)  # as our `migrate` does
django.setup()
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from helpfulacts.core.durability import make_ready

make_ready()
before = [("people", "0001_initial"), ("directory", "0003_offer_text"), ("support", "0002_when_help_ends")]
executor = MigrationExecutor(connection)
old = executor.migrate([*executor.loader.graph.leaf_nodes("core"), *before]).apps
place = old.get_model("places", "Place").objects.create(slug="old", name="Oldham", person_to_talk_to="Ann")
at = {"place": place, "at": timezone.now()}
person = old.get_model("people", "Person").objects.create(place=place, created_at=at["at"])
looks = old.get_model("people", "AccessRecord").objects
for who, why in ((person.pk, "Canarybird rang"), (uuid.uuid4(), "Canarybird of somebody erased")):
    looks.create(person=who, by_shown_as="Mel", role="officer", why=why, noun="plan", **at)
old.get_model("directory", "Gap").objects.create(source="plan", about=uuid.uuid4(), facets=[], **at)
with connection.cursor() as cursor:
    if connection.vendor == "postgresql":
        cursor.execute(
            "CREATE FUNCTION helpfulacts_append_only() RETURNS trigger AS "
            "$$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
        )
        does = "EXECUTE FUNCTION helpfulacts_append_only()"
    else:
        does = "BEGIN SELECT RAISE(ABORT, 'no'); END"
    for event in ("UPDATE", "DELETE"):
        cursor.execute(
            f"CREATE TRIGGER people_accessrecord_no_{event.lower()} BEFORE {event} ON people_accessrecord "
            f"FOR EACH ROW {does}"
        )

between = MigrationExecutor(connection).migrate([("directory", "0018_step_free_is_one_of_them")]).apps
place = between.get_model("places", "Place").objects.get()
sheet = between.get_model("directory", "Import").objects.create(place=place, began_at=at["at"])
between.get_model("directory", "ImportRow").objects.create(
    place=place, of=sheet, number=2, cells=["Canarybird"], title="Canarybird", reasons=[[0, "Canarybird?"]], before={"a": "Canarybird"}
)

newer = MigrationExecutor(connection)
newer = newer.migrate(
    [*newer.loader.graph.leaf_nodes("people"), ("support", "0018_what_a_note_says_nobody_has")]
).apps
plan = newer.get_model("support", "Plan").objects.create(
    place_id=place.pk, person_id=person.pk, created_at=at["at"], changed_at=at["at"]
)
for costs in ([{"bearer": "Canarybird", "pence": 5}], []):
    act = newer.get_model("support", "HelpfulAct").objects.create(
        place_id=place.pk, plan=plan, kind="service", sphere="personal", costs=costs, created_at=at["at"], changed_at=at["at"]
    )
for who in ("Canarybird", "The person you help"):
    newer.get_model("people", "AccessRecord").objects.create(
        place_id=place.pk, person=uuid.uuid4(), by_shown_as=who, role="citizen", noun="helpful act", subject=act.pk, at=at["at"]
    )

call_command("migrate", verbosity=0, interactive=False)

from helpfulacts.core import triggers
from helpfulacts.directory.models import Gap, ImportRow
from helpfulacts.people.models import AccessRecord
from helpfulacts.support.models import HelpfulAct

kept = {str(look.person == person.pk): look.why for look in AccessRecord.objects.filter(noun="plan")}
row = ImportRow.objects.get()
def refuses(write):
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False
print(json.dumps({
    "why": kept,
    "about": [str(gap.about) for gap in Gap.objects.all()],
    "row": [row.cells, row.reasons, row.changes, row.before, row.title,
            b"Canarybird" in bytes(row.cells_sealed) + bytes(row.title_sealed)],
    "costs": sorted((act.costs for act in HelpfulAct.objects.all()), key=len),
    "sealed": [bool(act.costs_sealed) for act in HelpfulAct.objects.all()].count(True),
    "looked": sorted(AccessRecord.objects.filter(noun="helpful act").values_list("by_shown_as", flat=True)),
    "missing": triggers.missing(),
    "refuses": refuses(lambda: AccessRecord.objects.update(why_sealed=b"x")),
    "destroys": AccessRecord.objects.update(why_sealed=None),
}))
"""


def test_what_was_kept_in_plain_text_is_sealed_and_looks_at_erased_people_lose_why(tmp_path: Path) -> None:
    folder = installations.create(tmp_path / "data")
    try:
        ended = subprocess.run(
            [sys.executable, "-c", LOOKS],
            env=installations.environment(folder),
            capture_output=True,
            text=True,
        )
        assert ended.returncode == 0, ended.stderr
        assert json.loads(ended.stdout) == {
            "why": {"True": "Canarybird rang", "False": ""},
            "about": ["None"],
            "row": [["Canarybird"], [[0, "Canarybird?"]], [], {"a": "Canarybird"}, "Canarybird", False],
            "costs": [[], [{"bearer": "Canarybird", "pence": 5}]],
            "sealed": 1,
            "looked": ["The person who helps you", "The person you help"],
            "missing": [],
            "refuses": True,
            "destroys": 4,
        }
        left = [file for file in folder.rglob("*") if file.is_file() and b"anarybird" in file.read_bytes()]
        assert left == []
    finally:
        installations.remove(folder)
