
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_safeguarding_roles'),
        ('places', '0003_how_a_place_takes_care'),
        ('support', '0013_plans_with_named_authors'),
    ]

    operations = [
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('phrase_hash', models.CharField(blank=True, max_length=64)),
                ('came_at', models.DateTimeField()),
                ('contact_sealed', models.BinaryField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('acted', 'We did something ourselves'), ('passed on', 'We passed it on to those who must act'), ('no more', 'Nothing more was needed')], max_length=10)),
                ('outcome_words_sealed', models.BinaryField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.CharField(blank=True, max_length=120)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'came_at'],
            },
        ),
        migrations.CreateModel(
            name='ConcernAbout',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('decision', models.CharField(choices=[('kept back', 'kept back'), ('told', 'told')], max_length=10)),
                ('reason_sealed', models.BinaryField(null=True)),
                ('told_sealed', models.BinaryField(null=True)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.CharField(max_length=120)),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='about', to='support.concern')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'decided_at'],
            },
        ),
        migrations.CreateModel(
            name='ConcernWords',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('words_sealed', models.BinaryField(null=True)),
                ('at', models.DateTimeField()),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='said', to='support.concern')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'concern', 'at'],
            },
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.UniqueConstraint(condition=models.Q(('phrase_hash', ''), _negated=True), fields=('place', 'phrase_hash'), name='concern_phrase_once'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('outcome', '')), models.Q(('closed_at__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('closed_by', ''), _negated=True)), _connector='OR'), name='concern_closed_has_outcome_and_a_name'),
        ),
        migrations.AddConstraint(
            model_name='concernabout',
            constraint=models.UniqueConstraint(fields=('place', 'concern', 'person'), name='concern_about_once'),
        ),
        migrations.AddConstraint(
            model_name='concernabout',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by', ''), _negated=True), models.Q(models.Q(('decision', 'told'), ('told_sealed__isnull', False)), models.Q(('decision', 'kept back'), ('reason_sealed__isnull', False), ('told_sealed__isnull', True)), _connector='OR')), name='concern_about_kept_back_for_a_reason'),
        ),
    ]
