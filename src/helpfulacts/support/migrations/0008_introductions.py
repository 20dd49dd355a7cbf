
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_how_a_consent_was_said'),
        ('places', '0002_nation_of_a_place'),
        ('support', '0007_your_data'),
    ]

    operations = [
        migrations.CreateModel(
            name='Introduction',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('from_parent', models.CharField(blank=True, choices=[('re-route', 'to somebody else'), ('reopen', 'again')], max_length=10)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('requested', 'Asked'), ('accepted', 'They said yes'), ('rejected', 'They said not now'), ('in-progress', 'Going on'), ('on-hold', 'Resting'), ('completed', 'It worked out'), ('failed', 'It did not work out'), ('cancelled', 'Stopped'), ('entered-in-error', 'Taken out')], default='draft', max_length=16)),
                ('words_sealed', models.BinaryField(null=True)),
                ('way', models.CharField(blank=True, choices=[('phone', 'They ring me'), ('message', 'They send me a message'), ('email', 'They e-mail me'), ('letter', 'They write me a letter'), ('meet', 'Somebody I know comes with me'), ('none', 'Do not contact me: I will come')], max_length=8)),
                ('reach_sealed', models.BinaryField(null=True)),
                ('introduced_by', models.CharField(max_length=80)),
                ('role', models.CharField(max_length=20)),
                ('by_account', models.UUIDField(null=True)),
                ('how', models.CharField(blank=True, choices=[('met', 'They met, and that was enough'), ('happened', 'It happened'), ('goes_on', 'It goes on without us'), ('did_not_fit', 'It did not fit'), ('no_place', 'There was no place after all'), ('lost_touch', 'They lost touch'), ('not_safe', 'It was not safe or not kind'), ('person', 'The person said not now'), ('giver', 'The giver said not now'), ('consent', 'The person took back what may be shared'), ('over', 'The time that was agreed was over'), ('mistake', 'It was put in by mistake, or never sent')], max_length=12)),
                ('outcome_sealed', models.BinaryField(null=True)),
                ('giver_outcome_sealed', models.BinaryField(null=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='introductions', to='support.helpfulact')),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.organisation')),
                ('consent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='introductions', to='people.consent')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='support.introduction')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'created_at'],
            },
        ),
        migrations.CreateModel(
            name='MicroFund',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_account', models.UUIDField()),
                ('shown_as', models.CharField(max_length=80)),
                ('sphere', models.CharField(choices=[('public', 'Public'), ('private', 'Private'), ('civic', 'Civic'), ('personal', 'Personal')], max_length=10)),
                ('each_pence', models.PositiveIntegerField()),
                ('begins', models.DateField()),
                ('until', models.DateField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'shown_as', 'begins'],
            },
        ),
        migrations.CreateModel(
            name='MicroSpend',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('what_sealed', models.BinaryField(null=True)),
                ('number', models.PositiveIntegerField()),
                ('pence', models.PositiveIntegerField()),
                ('total_pence', models.PositiveIntegerField()),
                ('limit_pence', models.PositiveIntegerField()),
                ('by_shown_as', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='micro_spends', to='support.helpfulact')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spends', to='support.microfund')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='micro_spends', to='people.person')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-at'],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('words_sealed', models.BinaryField(null=True)),
                ('by_shown_as', models.CharField(max_length=80)),
                ('role', models.CharField(max_length=20)),
                ('by_account', models.UUIDField(null=True)),
                ('gap', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('introduction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notes', to='support.introduction')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='people.person')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-at'],
            },
        ),
        migrations.CreateModel(
            name='Nudge',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('sent', models.BooleanField()),
                ('by_shown_as', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
                ('introduction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nudges', to='support.introduction')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'introduction', '-at'],
            },
        ),
        migrations.CreateModel(
            name='TimeWriting',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_account', models.UUIDField()),
                ('day', models.DateField()),
                ('seconds', models.PositiveIntegerField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'by_account', '-day'],
            },
        ),
        migrations.AddIndex(
            model_name='introduction',
            index=models.Index(fields=['place', 'by_account', 'state'], name='introduction_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'requested', 'accepted', 'in-progress', 'on-hold'))), fields=('place', 'act'), name='one_open_introduction_an_act'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'completed'), _negated=True), ('how__in', ['met', 'happened', 'goes_on']), _connector='OR'), name='completed_says_how_it_worked_out'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), ('how__in', ['did_not_fit', 'no_place', 'lost_touch', 'not_safe']), _connector='OR'), name='failed_says_what_did_not_work'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(('consent__isnull', False), ('state__in', ['draft', 'entered-in-error']), _connector='OR'), name='nobody_is_introduced_without_consent'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(('reach_sealed__isnull', True), ('state__in', ('draft', 'requested', 'accepted', 'in-progress', 'on-hold')), _connector='OR'), name='how_to_reach_goes_with_the_end'),
        ),
        migrations.AddConstraint(
            model_name='microfund',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('place', 'body', 'by_account'), name='one_micro_fund_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='microfund',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('begins'))), name='micro_fund_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='microspend',
            constraint=models.UniqueConstraint(fields=('place', 'fund', 'person', 'number'), name='micro_spend_once_a_number'),
        ),
        migrations.AddConstraint(
            model_name='microspend',
            constraint=models.CheckConstraint(condition=models.Q(('total_pence__lte', models.F('limit_pence'))), name='micro_fund_never_above_its_limit'),
        ),
        migrations.AddConstraint(
            model_name='microspend',
            constraint=models.CheckConstraint(condition=models.Q(('pence__gte', 1), ('total_pence__gte', models.F('pence'))), name='micro_spend_adds_up'),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(fields=['place', 'by_account', 'at'], name='note_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='timewriting',
            constraint=models.CheckConstraint(condition=models.Q(('seconds__lte', 7200)), name='a_note_takes_two_hours_at_most'),
        ),
    ]
