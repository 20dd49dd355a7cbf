
import uuid

import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("summary", models.CharField(max_length=400)),
                ("description", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("connection", "Connection"),
                            ("idea", "Idea"),
                            ("intervention", "Course of help"),
                            ("product", "Thing"),
                            ("resource", "Room or money"),
                            ("service", "Regular help"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "sphere",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("private", "Private"),
                            ("civic", "Civic"),
                            ("personal", "Personal"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "access",
                    models.CharField(
                        choices=[("open", "open"), ("shared", "shared")], default="open", max_length=8
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "active"), ("held", "held for a check"), ("ended", "ended")],
                        default="active",
                        max_length=8,
                    ),
                ),
                (
                    "shown_from",
                    models.CharField(help_text="Who it is from, as people read it.", max_length=120),
                ),
                ("facets", models.JSONField(default=dict)),
                ("particulars", models.JSONField(default=dict)),
                ("where", models.JSONField(default=list)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("published_venue", models.BooleanField(default=False)),
                ("address", models.CharField(blank=True, max_length=240)),
                ("serves_wards", models.JSONField(default=list)),
                ("languages", models.JSONField(default=list)),
                (
                    "step_free",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "not known")],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("min_age", models.PositiveSmallIntegerField(null=True)),
                ("max_age", models.PositiveSmallIntegerField(null=True)),
                ("for_facts", models.JSONField(default=list)),
                ("ask_first", models.CharField(blank=True, max_length=240)),
                ("cost", models.CharField(blank=True, max_length=120)),
                ("cost_pence", models.PositiveIntegerField(null=True)),
                ("costs", models.JSONField(default=list)),
                ("brings", models.CharField(blank=True, max_length=300)),
                ("what_next", models.CharField(blank=True, max_length=300)),
                ("if_not", models.CharField(blank=True, max_length=300)),
                ("who_can_stop", models.CharField(blank=True, max_length=160)),
                ("permission", models.CharField(blank=True, max_length=160)),
                ("who_pays", models.CharField(blank=True, max_length=160)),
                ("checked_on", models.DateField(null=True)),
                ("checked_by", models.CharField(blank=True, max_length=120)),
                ("checked_how", models.CharField(blank=True, max_length=20)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("website", models.URLField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("source_hash", models.CharField(blank=True, max_length=64)),
                ("exchange_id", models.UUIDField(default=uuid.uuid4)),
                ("search_key", models.BigIntegerField()),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["place", "title", "id"],
            },
        ),
        migrations.CreateModel(
            name="Prerequisite",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("rrule", models.CharField(max_length=200)),
                ("first_day", models.DateField()),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
            ],
            options={
                "ordering": ["place", "offer", "starts"],
            },
        ),
        migrations.CreateModel(
            name="Trial",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("by", models.CharField(max_length=120)),
                ("words", models.CharField(max_length=400)),
                ("worked", models.BooleanField()),
                ("on", models.DateField()),
            ],
            options={
                "ordering": ["place", "-on"],
            },
        ),
        migrations.CreateModel(
            name="CapacityPeriod",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("begins", models.DateField()),
                ("until", models.DateField()),
                ("unit", models.CharField(default="place", max_length=20)),
                ("stated", models.PositiveIntegerField()),
                ("own_cap", models.PositiveIntegerField(null=True)),
                ("places", models.PositiveIntegerField()),
                ("held", models.PositiveIntegerField(default=0)),
                ("closed", models.BooleanField(default=False)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
                    ),
                ),
            ],
            options={
                "ordering": ["place", "offer", "begins"],
            },
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("facets", models.JSONField(default=list)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("finding", "somebody looked"),
                            ("plan", "a plan"),
                            ("round", "a sharing round"),
                        ],
                        max_length=10,
                    ),
                ),
                ("about", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.area",
                    ),
                ),
            ],
            options={
                "ordering": ["place", "-at"],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
                    ),
                ),
            ],
            options={
                "ordering": ["place", "day", "starts"],
            },
        ),
    ]
