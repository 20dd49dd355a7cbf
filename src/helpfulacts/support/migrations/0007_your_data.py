
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_resource_weaver_role'),
        ('places', '0002_nation_of_a_place'),
        ('support', '0006_complaints'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('shown_at', models.DateTimeField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='data_requests', to='people.person')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-asked_at'],
                'indexes': [models.Index(fields=['place', 'person', 'asked_at'], name='data_request_by_person')],
            },
        ),
        migrations.CreateModel(
            name='OthersWords',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('label', models.CharField(max_length=60)),
                ('row', models.UUIDField()),
                ('column', models.CharField(max_length=60)),
                ('asked_at', models.DateTimeField()),
                ('decision', models.CharField(blank=True, choices=[('told', 'told'), ('kept back', 'kept back')], max_length=10)),
                ('ground', models.CharField(blank=True, choices=[('somebody else', 'It would tell something private about somebody else'), ('harm', 'Somebody could come to harm'), ('gone', 'It is not there any more')], max_length=16)),
                ('told_sealed', models.BinaryField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.CharField(blank=True, max_length=120)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'asked_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('place', 'person', 'label', 'row', 'column'), name='others_words_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decision', ''), ('told_sealed__isnull', True)), models.Q(('decided_at__isnull', False), ('decision', 'told'), ('told_sealed__isnull', False)), models.Q(('decided_at__isnull', False), ('decision', 'kept back'), ('told_sealed__isnull', True), models.Q(('ground', ''), _negated=True)), _connector='OR'), name='others_words_told_or_kept_back_on_a_ground')],
            },
        ),
    ]
