
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0005_likeness'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='offer',
            name='status',
            field=models.CharField(choices=[('active', 'active'), ('held', 'held for a check'), ('ended', 'ended'), ('staged', 'of a feed that is being made ready')], default='active', max_length=8),
        ),
        migrations.CreateModel(
            name='Staging',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=200)),
                ('fingerprint', models.CharField(max_length=64)),
                ('first_key', models.BigIntegerField()),
                ('size', models.PositiveIntegerField()),
                ('begun_at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place'],
                'constraints': [models.UniqueConstraint(fields=('place',), name='staging_one_a_place')],
            },
        ),
    ]
