
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="giver",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gives",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="provider",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="ward",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.area"
            ),
        ),
        migrations.AddField(
            model_name="occurrence",
            name="offer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="occurrences", to="directory.offer"
            ),
        ),
        migrations.AddField(
            model_name="capacityperiod",
            name="offer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="capacity", to="directory.offer"
            ),
        ),
        migrations.AddField(
            model_name="prerequisite",
            name="needs",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="unlocks", to="directory.offer"
            ),
        ),
        migrations.AddField(
            model_name="prerequisite",
            name="offer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="prerequisites",
                to="directory.offer",
            ),
        ),
        migrations.AddField(
            model_name="prerequisite",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
            ),
        ),
        migrations.AddField(
            model_name="schedule",
            name="offer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="schedules", to="directory.offer"
            ),
        ),
        migrations.AddField(
            model_name="schedule",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
            ),
        ),
        migrations.AddField(
            model_name="occurrence",
            name="schedule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="occurrences",
                to="directory.schedule",
            ),
        ),
        migrations.AddField(
            model_name="trial",
            name="offer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="trials", to="directory.offer"
            ),
        ),
        migrations.AddField(
            model_name="trial",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
            ),
        ),
        migrations.AddConstraint(
            model_name="gap",
            constraint=models.UniqueConstraint(
                condition=models.Q(("about__isnull", False)),
                fields=("place", "source", "about"),
                name="gap_once",
            ),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["place", "status", "access"], name="offer_by_access"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(fields=("place", "exchange_id"), name="offer_exchange_once"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(fields=("place", "search_key"), name="offer_search_once"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("access", "shared"), ("kind", "idea"), _negated=True),
                name="an_idea_is_never_scarce",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["connection", "idea", "intervention", "product", "resource", "service"])
                ),
                name="offer_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("sphere__in", ["public", "private", "civic", "personal"])),
                name="offer_sphere_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("min_age__isnull", True),
                    ("max_age__isnull", True),
                    ("max_age__gte", models.F("min_age")),
                    _connector="OR",
                ),
                name="offer_ages_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="capacityperiod",
            constraint=models.UniqueConstraint(fields=("place", "offer", "begins"), name="capacity_once"),
        ),
        migrations.AddConstraint(
            model_name="capacityperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("held__gte", 0), ("held__lte", models.F("places"))),
                name="never_over_allocated",
            ),
        ),
        migrations.AddConstraint(
            model_name="capacityperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("begins"))), name="capacity_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="prerequisite",
            constraint=models.UniqueConstraint(fields=("place", "offer", "needs"), name="prerequisite_once"),
        ),
        migrations.AddConstraint(
            model_name="prerequisite",
            constraint=models.CheckConstraint(
                condition=models.Q(("offer", models.F("needs")), _negated=True),
                name="prerequisite_not_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(fields=["place", "day", "offer"], name="occurrence_by_day"),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.UniqueConstraint(fields=("place", "schedule", "day"), name="occurrence_once"),
        ),
    ]
