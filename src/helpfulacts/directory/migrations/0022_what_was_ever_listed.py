from typing import Any

from django.db import migrations, models
from django.db.models import Q

LISTED_SINCE = ["released", "paused", "resumed", "merged", "parted"]


def fill(apps: Any, _: Any) -> None:
    """What is or was on the list; what came from a list, or from nobody in person, never waited for a check.

    What was hidden while it waited for its first check was on no list: only its history tells.
    """
    offers = apps.get_model("directory", "Offer")._base_manager.order_by()
    at_once = ~Q(source="") | (Q(giver__isnull=True, kept_by__isnull=True) & ~Q(sphere="personal"))
    listed = Q(status__in=["active", "paused"]) | Q(status="hidden", to_check=False)
    offers.filter(listed | at_once).exclude(status="staged").update(was_listed=True)
    versions = apps.get_model("directory", "OfferVersion")._base_manager.order_by()
    since = versions.filter(change__in=LISTED_SINCE).values("offer")
    offers.filter(pk__in=since).update(was_listed=True)


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0021_words_as_numbers'),
        ('people', '0006_resource_weaver_role'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='offer',
            name='was_listed',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
