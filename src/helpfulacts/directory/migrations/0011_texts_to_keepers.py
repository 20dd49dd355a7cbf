
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0010_days_that_differ'),
        ('people', '0005_keepers'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='capacityperiod',
            name='before_full',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.CreateModel(
            name='TextAsked',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number_hash', models.CharField(blank=True, max_length=64)),
                ('month', models.CharField(blank=True, max_length=7)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, choices=[('right', 'still right'), ('full', 'we are full'), ('places', 'we have places again'), ('ring', 'ring me'), ('stop', 'no more texts'), ('none', 'no answer')], max_length=6)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts_asked', to='directory.offer')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts_asked', to='people.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-asked_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('place', 'number_hash'), name='one_question_a_number'), models.UniqueConstraint(condition=models.Q(('month', ''), _negated=True), fields=('place', 'organisation', 'month'), name='one_reminder_a_body_a_month'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='text_answered_with_something'), models.CheckConstraint(condition=models.Q(models.Q(('number_hash', ''), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='a_letter_waits_for_no_text')],
            },
        ),
        migrations.CreateModel(
            name='TextToRead',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number_hash', models.CharField(max_length=64)),
                ('number_sealed', models.BinaryField(null=True)),
                ('said_sealed', models.BinaryField(null=True)),
                ('at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(null=True)),
                ('seen_by', models.CharField(blank=True, max_length=80)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('seen_at__isnull', True)), fields=('place', 'number_hash'), name='one_text_to_read'), models.CheckConstraint(condition=models.Q(models.Q(('seen_at__isnull', True), ('seen_by', '')), models.Q(('seen_at__isnull', False), models.Q(('seen_by', ''), _negated=True)), _connector='OR'), name='text_read_by_somebody')],
            },
        ),
    ]
