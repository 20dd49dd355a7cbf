from typing import Any

from django.db import migrations
from django.db.models import Q

from helpfulacts.core.clock import now
from helpfulacts.directory.confidential import hide_places, is_confidential, words_of


def hide(apps: Any, _: Any) -> None:
    """What people listed here before with an address that could lead somebody to a person in hiding."""
    offers = apps.get_model("directory", "Offer")._base_manager.select_related("provider").order_by("pk")
    shown = Q(published_venue=True) | Q(locations__published_venue=True)
    for offer in offers.filter(shown).distinct().iterator(chunk_size=500):
        if is_confidential(words_of(offer)):
            hide_places(offer)
            offer.changed_at = now()
            offer.save(update_fields=["changed_at"])


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0024_the_list_was_listed'),
    ]

    operations = [migrations.RunPython(hide, migrations.RunPython.noop)]
