
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0007_offers_from_anyone'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='offer',
            name='fetches',
            field=models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'not known')], default='unknown', help_text='Does it come with a way to get there: are you fetched, or driven?', max_length=8),
        ),
        migrations.CreateModel(
            name='OfferMeaning',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('search_key', models.BigIntegerField()),
                ('model', models.CharField(max_length=60)),
                ('text_hash', models.CharField(max_length=64)),
                ('written', models.BigIntegerField()),
                ('vector', models.BinaryField(max_length=4096)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'search_key'],
                'indexes': [models.Index(fields=['place', 'written'], name='meaning_by_write')],
                'constraints': [models.UniqueConstraint(fields=('place', 'search_key'), name='meaning_once')],
            },
        ),
        migrations.CreateModel(
            name='TermMeaning',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=120)),
                ('name', models.CharField(max_length=200)),
                ('model', models.CharField(max_length=60)),
                ('vector', models.BinaryField(max_length=4096)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'code'],
                'constraints': [models.UniqueConstraint(fields=('place', 'code'), name='term_meaning_once')],
            },
        ),
    ]
