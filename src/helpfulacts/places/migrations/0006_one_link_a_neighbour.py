from typing import Any

from django.db import migrations, models


def keep_the_newest(apps: Any, schema_editor: Any) -> None:
    """Of several links with one neighbour the one decided last stays, with all that is asked over any of them.

    The public register says which was decided last. What has no answer yet is sent to the address that stays.
    """
    Neighbour, Entry = apps.get_model("places", "Neighbour"), apps.get_model("core", "RegisterEntry")
    Line, Asked = apps.get_model("support", "NextDoorLine"), apps.get_model("support", "AskedByNeighbour")
    links: dict[Any, list[Any]] = {}
    for one in Neighbour.objects.order_by("place_id", "slug", "id"):
        links.setdefault((one.place_id, one.slug), []).append(one)
    for same in (found for found in links.values() if len(found) > 1):
        place = same[0].place_id
        decided = Entry.objects.filter(place=place, action="decided about a neighbour")
        last = dict(decided.order_by("sequence").values_list("subject", "sequence"))
        *older, kept = sorted(same, key=lambda one: (last.get(one.pk, 0), one.pk))
        for one in older:
            lines = Line.objects.filter(place=place, neighbour_id=one.pk)
            lines.filter(asked__answer="").update(sent_at=None)
            lines.update(neighbour_id=kept.pk)
            here = Asked.objects.filter(place=place, neighbour_id=kept.pk).values_list("handle", flat=True)
            Asked.objects.filter(place=place, neighbour_id=one.pk).exclude(handle__in=list(here)).update(
                neighbour_id=kept.pk
            )
            Asked.objects.filter(place=place, neighbour_id=one.pk).delete()
            Neighbour.objects.filter(place=place, pk=one.pk).delete()
    # PostgreSQL alters no table whose deferred checks still wait.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_answers_are_kept_a_week'),
        ('places', '0005_secrets_of_links'),
        ('support', '0023_what_next_door_said'),
    ]

    operations = [
        migrations.RunPython(keep_the_newest, migrations.RunPython.noop),
        migrations.AlterModelOptions(name='neighbour', options={'ordering': ['place', 'slug']}),
        migrations.RemoveConstraint(model_name='neighbour', name='neighbour_once'),
        migrations.AddConstraint(
            model_name='neighbour',
            constraint=models.UniqueConstraint(fields=('place', 'slug'), name='one_link_a_neighbour'),
        ),
    ]
