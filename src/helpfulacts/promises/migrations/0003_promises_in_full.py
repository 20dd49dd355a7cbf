
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0002_nation_of_a_place'),
        ('promises', '0002_one_open_ask'),
    ]

    operations = [
        migrations.CreateModel(
            name='PromiseNotice',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('notice', models.CharField(choices=[('due soon', 'due soon'), ('due today', 'due today'), ('late', 'late')], max_length=10)),
                ('due', models.DateField()),
                ('said_on', models.DateField()),
            ],
            options={
                'ordering': ['place', 'said_on'],
            },
        ),
        migrations.CreateModel(
            name='PromisePause',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('why', models.CharField(max_length=60)),
            ],
            options={
                'ordering': ['place', 'promise', 'since'],
            },
        ),
        migrations.AddField(
            model_name='promise',
            name='clock',
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name='promise',
            name='counts_from',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='promise',
            name='finding',
            field=models.CharField(blank=True, choices=[('broken', 'the promise was broken'), ('good reason', 'there was a good reason')], max_length=20),
        ),
        migrations.AddField(
            model_name='promise',
            name='finding_words_sealed',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='promise',
            name='found_by',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='promise',
            name='found_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='promise',
            name='longer',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='promise',
            name='remedy_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='remedies', to='promises.promise'),
        ),
        migrations.AlterField(
            model_name='promise',
            name='kind',
            field=models.CharField(choices=[('act', 'an act of help'), ('tell', 'tell a person something'), ('next', 'what comes next'), ('clock', 'a day that a law sets'), ('remedy', 'put something right')], default='act', max_length=10),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(fields=['place', 'about_noun', 'about_id'], name='promise_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clock', ''), models.Q(('kind', 'clock'), _negated=True)), models.Q(models.Q(('clock', ''), _negated=True), ('counts_from__isnull', False)), _connector='OR'), name='promise_clock_counts_from_a_day'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finding', ''), ('found_on__isnull', True)), models.Q(models.Q(('finding', ''), _negated=True), models.Q(('found_on__gt', models.F('due')), ('excepted_at__isnull', False), _connector='OR')), _connector='OR'), name='promise_found_late_or_excepted'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('remedy_of__isnull', True), ('kind', 'remedy'), _connector='OR'), name='promise_remedy_is_one'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.UniqueConstraint(condition=models.Q(('about_noun', 'introduction'), ('kind', 'next'), ('excepted_at__isnull', True), ('kept_at__isnull', True)), fields=('place', 'about_id'), name='one_next_step_an_introduction'),
        ),
        migrations.AddField(
            model_name='promisenotice',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
        migrations.AddField(
            model_name='promisenotice',
            name='promise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='promises.promise'),
        ),
        migrations.AddField(
            model_name='promisepause',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
        migrations.AddField(
            model_name='promisepause',
            name='promise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='promises.promise'),
        ),
        migrations.AddConstraint(
            model_name='promisenotice',
            constraint=models.UniqueConstraint(fields=('place', 'promise', 'notice', 'due'), name='notice_once'),
        ),
        migrations.AddConstraint(
            model_name='promisepause',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('place', 'promise'), name='one_open_pause_a_promise'),
        ),
        migrations.AddConstraint(
            model_name='promisepause',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='pause_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='promisepause',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='pause_has_a_reason'),
        ),
    ]
