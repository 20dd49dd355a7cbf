
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('coordination', '0006_the_draw_keeps_the_seed'),
        ('places', '0002_nation_of_a_place'),
        ('support', '0008_introductions'),
    ]

    operations = [
        migrations.CreateModel(
            name='RightsCheck',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('found_sealed', models.BinaryField(null=True)),
                ('at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rights_checks', to='support.plan')),
                ('rule_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='coordination.ruleset')),
            ],
            options={
                'ordering': ['place', 'plan', '-at'],
                'indexes': [models.Index(fields=['place', 'plan', 'at'], name='rights_check_by_plan')],
            },
        ),
    ]
