
import uuid

import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0003_offer_text'),
        ('people', '0003_organisation_carried'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='offer',
            name='carried',
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name='Departed',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('noun', models.CharField(choices=[('service', 'service'), ('organization', 'organization')], max_length=12)),
                ('exchange_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'at', 'exchange_id'],
                'constraints': [models.UniqueConstraint(fields=('place', 'noun', 'exchange_id'), name='departed_once')],
            },
        ),
        migrations.CreateModel(
            name='OfferBody',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('commissions', 'asked for it'), ('funds', 'pays for it'), ('delivers', 'does it'), ('assures', 'checks it')], max_length=12)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='directory.offer')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='people.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'offer', 'part'],
                'constraints': [models.UniqueConstraint(fields=('place', 'offer', 'organisation', 'part'), name='part_once')],
            },
        ),
        migrations.CreateModel(
            name='OfferLocation',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('exchange_id', models.UUIDField(default=uuid.uuid4)),
                ('link_id', models.UUIDField(default=uuid.uuid4)),
                ('name', models.CharField(blank=True, max_length=160)),
                ('address', models.CharField(blank=True, max_length=240)),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('published_venue', models.BooleanField(default=False)),
                ('step_free', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'not known')], default='unknown', max_length=8)),
                ('carried', models.JSONField(default=dict)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='locations', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('ward', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
            ],
            options={
                'ordering': ['place', 'offer', 'name', 'exchange_id'],
                'constraints': [models.UniqueConstraint(fields=('place', 'offer', 'exchange_id'), name='location_once_an_offer')],
            },
        ),
    ]
