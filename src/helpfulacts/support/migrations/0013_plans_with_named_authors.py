
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_how_a_consent_was_said'),
        ('places', '0002_nation_of_a_place'),
        ('support', '0012_two_questions_a_quarter'),
    ]

    operations = [
        migrations.AddField(
            model_name='actdependency',
            name='said',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='helpfulact',
            name='suggested_by_sealed',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='plan',
            name='heading_sealed',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='plan',
            name='stays_with_sealed',
            field=models.BinaryField(null=True),
        ),
        migrations.AlterField(
            model_name='plan',
            name='state',
            field=models.CharField(choices=[('live', 'live'), ('paused', 'paused'), ('stays', 'stays with whom they know, and wants nothing new'), ('ended', 'ended')], default='live', max_length=8),
        ),
        migrations.CreateModel(
            name='NamedHelper',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('called_sealed', models.BinaryField(null=True)),
                ('phrase_hash', models.CharField(blank=True, max_length=64)),
                ('named_at', models.DateTimeField()),
                ('stopped_at', models.DateTimeField(null=True)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='helpers', to='support.plan')),
            ],
            options={
                'ordering': ['place', 'plan', 'named_at'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('words', 'other words for the plan'), ('can_offer', 'something you could offer'), ('wish', 'something you would like'), ('reword', 'other words for what you would like'), ('strike', 'to strike something out')], max_length=10)),
                ('words_sealed', models.BinaryField(null=True)),
                ('before_sealed', models.BinaryField(null=True)),
                ('facets', models.JSONField(default=list)),
                ('author_sealed', models.BinaryField(null=True)),
                ('role', models.CharField(max_length=20)),
                ('by_account', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('open', 'waits for your answer'), ('accepted', 'you said yes'), ('declined', 'you said no thanks'), ('withdrawn', 'they took it back')], default='open', max_length=10)),
                ('at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('about', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='support.aspiration')),
                ('helper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to='support.namedhelper')),
                ('made', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='support.aspiration')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='support.plan')),
            ],
            options={
                'ordering': ['place', 'plan', 'at'],
            },
        ),
        migrations.AddField(
            model_name='planversion',
            name='proposal',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='support.proposal'),
        ),
        migrations.CreateModel(
            name='Dissent',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('words_sealed', models.BinaryField(null=True)),
                ('by_shown_as', models.CharField(max_length=80)),
                ('role', models.CharField(max_length=20)),
                ('by_account', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('answer_sealed', models.BinaryField(null=True)),
                ('in_print', models.BooleanField(default=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='dissents', to='support.helpfulact')),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dissents', to='support.plan')),
                ('wish', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='dissents', to='support.aspiration')),
            ],
            options={
                'ordering': ['place', 'plan', 'at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('wish__isnull', True), ('act__isnull', True), _connector='OR'), name='dissent_beside_one_thing')],
            },
        ),
        migrations.AddConstraint(
            model_name='namedhelper',
            constraint=models.UniqueConstraint(condition=models.Q(('phrase_hash', ''), _negated=True), fields=('place', 'phrase_hash'), name='helper_phrase_once'),
        ),
        migrations.AddConstraint(
            model_name='namedhelper',
            constraint=models.CheckConstraint(condition=models.Q(('stopped_at__isnull', True), ('phrase_hash', ''), _connector='OR'), name='stopped_words_open_nothing'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='proposal_open_or_decided'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about__isnull', False), ('part__in', ['reword', 'strike'])), models.Q(models.Q(('part__in', ['reword', 'strike']), _negated=True), ('about__isnull', True)), _connector='OR'), name='proposal_about_a_wish'),
        ),
    ]
