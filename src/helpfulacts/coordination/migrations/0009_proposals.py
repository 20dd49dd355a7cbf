
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('coordination', '0008_rules_go_on_meanwhile'),
        ('places', '0003_how_a_place_takes_care'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('scenarios', models.JSONField()),
                ('figures', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('made_by_shown_as', models.CharField(max_length=80)),
                ('shown_at', models.DateTimeField(null=True)),
                ('shown_by_shown_as', models.CharField(blank=True, max_length=80)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-number'],
                'constraints': [models.UniqueConstraint(fields=('place', 'number'), name='proposal_number_once'), models.CheckConstraint(condition=models.Q(('shown_at__isnull', True), models.Q(('shown_by_shown_as', ''), _negated=True), _connector='OR'), name='proposal_shown_by_a_named_human')],
            },
        ),
    ]
