"""A gap outlives the wish it came from: the link to a wish that was erased goes."""

from typing import Any

from django.db import migrations


def forget_erased(apps: Any, schema_editor: Any) -> None:
    gaps = apps.get_model("directory", "Gap").objects
    wishes = set(apps.get_model("support", "Aspiration").objects.order_by().values_list("pk", flat=True))
    linked = gaps.filter(about__isnull=False).order_by().values_list("place_id", "pk", "about")
    for place, key, about in list(linked):
        if about not in wishes:
            gaps.filter(place=place, pk=key).update(about=None)


class Migration(migrations.Migration):
    dependencies = [("support", "0002_when_help_ends"), ("directory", "0003_offer_text")]

    operations = [migrations.RunPython(forget_erased, migrations.RunPython.noop)]
