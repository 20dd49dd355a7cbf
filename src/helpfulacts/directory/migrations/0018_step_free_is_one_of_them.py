from django.db import migrations


def copy(apps, schema_editor):
    """What was said of steps before nobody kept who said it, or when: it counts as from a list, with no day."""
    offer, fact = apps.get_model("directory", "Offer"), apps.get_model("directory", "AccessFact")
    rows = offer._base_manager.filter(step_free__in=["yes", "no"]).values_list("pk", "place_id", "step_free")
    fact.objects.bulk_create(
        (
            fact(place_id=place, offer_id=pk, fact="step_free", answer=answer, source="import")
            for pk, place, answer in rows.iterator(chunk_size=2000)
        ),
        batch_size=500,
    )


def copy_back(apps, schema_editor):
    offer, fact = apps.get_model("directory", "Offer"), apps.get_model("directory", "AccessFact")
    for answer in ("yes", "no"):
        said = fact.objects.filter(fact="step_free", answer=answer).values("offer")
        offer._base_manager.filter(pk__in=said).update(step_free=answer)


class Migration(migrations.Migration):
    dependencies = [("directory", "0017_evidence_that_was_seen")]

    operations = [
        migrations.RunPython(copy, copy_back),
        migrations.RemoveField(model_name="offer", name="step_free"),
        migrations.RemoveField(model_name="offerlocation", name="step_free"),
    ]
