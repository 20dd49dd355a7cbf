
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0009_storyteller_role'),
        ('places', '0002_nation_of_a_place'),
        ("support", "0010_what_a_record_may_hold"),
    ]

    operations = [
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title_sealed', models.BinaryField(null=True)),
                ('by_account', models.UUIDField()),
                ('by_shown_as', models.CharField(max_length=80)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('sent', 'With the people it quotes'), ('published', 'For everybody to read'), ('withdrawn', 'Taken back')], default='draft', max_length=9)),
                ('version', models.PositiveIntegerField(default=1)),
                ('salt', models.CharField(blank=True, max_length=32)),
                ('begun_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-begun_at'],
            },
        ),
        migrations.CreateModel(
            name='StoryQuote',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('answer', models.CharField(blank=True, choices=[('', 'not asked'), ('asked', 'asked'), ('yes', 'yes'), ('no', 'no'), ('changed', 'changed')], max_length=7)),
                ('yes_to', models.PositiveIntegerField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('public', models.BooleanField(default=False)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to='support.story')),
            ],
            options={
                'ordering': ['place', 'story', 'number'],
            },
        ),
        migrations.CreateModel(
            name='StoryLine',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('told_sealed', models.BinaryField(null=True)),
                ('first', models.PositiveIntegerField(null=True)),
                ('last', models.PositiveIntegerField(null=True)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='support.story')),
                ('quote', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='support.storyquote')),
            ],
            options={
                'ordering': ['place', 'story', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('words_sealed', models.BinaryField(null=True)),
                ('called_sealed', models.BinaryField(null=True)),
                ('where', models.CharField(choices=[('page', 'On a page here, that anybody can read'), ('paper', 'On a page here, and on paper or read out')], max_length=5)),
                ('by_proxy', models.CharField(blank=True, max_length=80)),
                ('at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='support.helpfulact')),
                ('aspiration', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='support.aspiration')),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='tellings', to='people.consent')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tellings', to='people.person')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'at'],
            },
        ),
        migrations.AddField(
            model_name='storyquote',
            name='telling',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to='support.telling'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('published_at__isnull', False), ('title_sealed__isnull', False), models.Q(('salt', ''), _negated=True)), _connector='OR'), name='published_is_on_the_register'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('salt', ''), ('title_sealed__isnull', True), ('withdrawn_at__isnull', False)), _connector='OR'), name='withdrawn_leaves_no_words'),
        ),
        migrations.AddConstraint(
            model_name='storyline',
            constraint=models.UniqueConstraint(fields=('place', 'story', 'position'), name='story_line_once'),
        ),
        migrations.AddConstraint(
            model_name='storyline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first__isnull', True), ('quote__isnull', True), ('told_sealed__isnull', False)), models.Q(('first__isnull', False), ('last__gt', models.F('first')), ('quote__isnull', False), ('told_sealed__isnull', True)), _connector='OR'), name='a_line_is_told_or_quoted'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.UniqueConstraint(fields=('place', 'consent'), name='one_telling_a_consent'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('words_sealed__isnull', False)), models.Q(('called_sealed__isnull', True), ('taken_back_at__isnull', False), ('words_sealed__isnull', True)), _connector='OR'), name='what_was_taken_back_is_gone'),
        ),
        migrations.AddConstraint(
            model_name='storyquote',
            constraint=models.UniqueConstraint(fields=('place', 'story', 'telling'), name='telling_once_a_story'),
        ),
        migrations.AddConstraint(
            model_name='storyquote',
            constraint=models.UniqueConstraint(fields=('place', 'story', 'number'), name='story_quote_number_once'),
        ),
        migrations.AddConstraint(
            model_name='storyquote',
            constraint=models.CheckConstraint(condition=models.Q(('public', False), models.Q(('answer', 'yes'), ('answered_at__isnull', False), ('yes_to', models.F('version'))), _connector='OR'), name='nobody_is_quoted_without_their_yes'),
        ),
    ]
