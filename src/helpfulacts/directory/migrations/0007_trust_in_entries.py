
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0006_a_feed_is_made_ready'),
        ('people', '0003_organisation_carried'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='trial',
            name='hidden',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='trial',
            name='writer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person'),
        ),
        migrations.AlterField(
            model_name='offer',
            name='status',
            field=models.CharField(choices=[('active', 'active'), ('held', 'held for a check'), ('paused', 'not now'), ('ended', 'ended'), ('staged', 'of a feed that is being made ready'), ('hidden', 'hidden by a person, with a reason')], default='active', max_length=8),
        ),
        migrations.CreateModel(
            name='Assurance',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by_key', models.CharField(max_length=120)),
                ('by_shown_as', models.CharField(max_length=120)),
                ('how', models.CharField(max_length=20)),
                ('until', models.DateField()),
                ('slot', models.BigIntegerField()),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assurances', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-at'],
                'indexes': [models.Index(fields=['place', 'offer'], name='assurance_by_offer')],
                'constraints': [models.UniqueConstraint(fields=('place', 'by_key', 'slot'), name='one_check_at_a_time'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('on'))), name='a_check_holds_for_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(choices=[('unsafe', 'it is unkind or unsafe'), ('closed', 'it has closed'), ('time', 'the time is wrong'), ('place', 'the place is wrong'), ('number', 'the number is wrong'), ('who', 'it is not for whom it says'), ('other', 'something else is wrong')], max_length=10)),
                ('note_sealed', models.BinaryField(null=True)),
                ('mark', models.CharField(blank=True, max_length=64)),
                ('at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, choices=[('mended', 'mended'), ('right', 'it was right'), ('hidden', 'hidden'), ('kept', 'kept')], max_length=8)),
                ('done', models.CharField(blank=True, max_length=200)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.CharField(blank=True, max_length=120)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('trial', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='directory.trial')),
            ],
            options={
                'ordering': ['place', 'at'],
                'indexes': [models.Index(fields=['place', 'answer', 'offer'], name='correction_by_answer')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answer', ''), ('trial__isnull', True)), fields=('place', 'offer', 'what', 'mark'), name='one_voice_once'), models.UniqueConstraint(condition=models.Q(('answer', ''), ('trial__isnull', False)), fields=('place', 'trial', 'mark'), name='one_voice_once_a_try'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('mark', ''), ('note_sealed__isnull', True)), _connector='OR'), name='answered_and_forgotten'), models.CheckConstraint(condition=models.Q(('trial__isnull', True), ('what', 'unsafe'), _connector='OR'), name='words_are_only_reported_as_unsafe')],
            },
        ),
        migrations.CreateModel(
            name='Moderation',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('noun', models.CharField(choices=[('entry', 'an entry'), ('try', 'words of somebody who tried an idea')], max_length=6)),
                ('ground', models.CharField(blank=True, choices=[('unkind', 'It is unkind to somebody'), ('unsafe', 'Somebody could come to harm'), ('scam', 'It asks for money, or tricks people'), ('private', 'It tells something private about somebody'), ('untrue', 'It is not true')], max_length=8)),
                ('decision', models.CharField(choices=[('hidden', 'hidden'), ('kept', 'kept'), ('shown', 'shown again')], max_length=6)),
                ('reason', models.CharField(max_length=200)),
                ('reports', models.PositiveIntegerField()),
                ('by_key', models.CharField(max_length=120)),
                ('by_shown_as', models.CharField(max_length=120)),
                ('appealed_at', models.DateTimeField(null=True)),
                ('appeal_sealed', models.BinaryField(null=True)),
                ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered_by', to='directory.moderation')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moderations', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('trial', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='moderations', to='directory.trial')),
            ],
            options={
                'ordering': ['place', '-number'],
                'constraints': [models.UniqueConstraint(fields=('place', 'number'), name='moderation_number_once'), models.UniqueConstraint(condition=models.Q(('answers__isnull', False)), fields=('place', 'answers'), name='appeal_answered_once'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'hidden'), _negated=True), models.Q(('ground', ''), _negated=True), _connector='OR'), name='hidden_only_on_a_ground'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='decided_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='OfferVersion',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('by_shown_as', models.CharField(help_text="A role's shown name, never a citizen's.", max_length=120)),
                ('change', models.CharField(choices=[('listed', 'it was listed'), ('changed', 'what it says was changed'), ('ended', 'it ended'), ('checked', 'a person checked it'), ('released', 'it was checked and listed'), ('capacity', 'the number of places was changed'), ('bodies', 'who stands behind it was changed'), ('merged', 'it was brought together with another entry'), ('parted', 'it was taken apart from another entry again'), ('paused', 'its giver said not now'), ('resumed', 'its giver went on with it'), ('hidden', 'it was hidden'), ('shown', 'it was shown again')], max_length=10)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'offer', '-number'],
                'constraints': [models.UniqueConstraint(fields=('place', 'offer', 'number'), name='version_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_from_one')],
            },
        ),
    ]
