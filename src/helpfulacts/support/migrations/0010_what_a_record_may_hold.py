
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_how_a_consent_was_said'),
        ('places', '0002_nation_of_a_place'),
        ('support', '0009_readings'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecordSharing',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('with_name', models.BooleanField(default=False)),
                ('with_words', models.BooleanField(default=False)),
                ('with_notes', models.BooleanField(default=False)),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sharings', to='people.consent')),
                ('introduction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sharings', to='support.introduction')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'introduction', 'id'],
                'constraints': [models.UniqueConstraint(fields=('place', 'consent'), name='one_record_a_consent')],
            },
        ),
    ]
