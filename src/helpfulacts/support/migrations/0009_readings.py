
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_how_a_consent_was_said'),
        ('places', '0002_nation_of_a_place'),
        ('support', '0008_introductions'),
    ]

    operations = [
        migrations.CreateModel(
            name='CountingChoice',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('answer', models.CharField(choices=[('yes', 'yes'), ('no', 'no')], max_length=3)),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-at'],
                'constraints': [models.UniqueConstraint(fields=('place', 'person'), name='asked_once_about_counting')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('questions', models.JSONField(default=list)),
                ('answers_sealed', models.BinaryField(null=True)),
                ('salt', models.CharField(blank=True, max_length=32)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('changed_at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='support.plan')),
            ],
            options={
                'ordering': ['place', 'plan', 'day'],
                'constraints': [models.UniqueConstraint(fields=('place', 'plan', 'day'), name='one_reading_a_day')],
            },
        ),
    ]
