
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_an_organisation_may_be_staged'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeeperLink',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('token_hash', models.CharField(max_length=64)),
                ('how', models.CharField(choices=[('asked', "asked for on an offer's page"), ('vouched', 'sent by the desk after a check'), ('letter', 'printed at the desk after a check'), ('reminder', 'sent with a reminder')], max_length=10)),
                ('vouched_by', models.CharField(blank=True, max_length=80)),
                ('checked_how', models.CharField(blank=True, choices=[('phone', 'rang the number that everybody can find'), ('visit', 'went to see them'), ('known', 'knows them')], max_length=10)),
                ('made_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_how', models.CharField(blank=True, choices=[('keeper', 'closed by the keeper'), ('desk', 'stopped at the desk'), ('not_me', '“this was not me”')], max_length=10)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keeper_links', to='people.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-made_at'],
                'indexes': [models.Index(fields=['place', 'organisation'], name='keeper_link_by_body')],
                'constraints': [models.UniqueConstraint(fields=('place', 'token_hash'), name='keeper_link_once'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('made_at'))), name='keeper_link_lasts'), models.CheckConstraint(condition=models.Q(('used_at__isnull', True), models.Q(('used_at__gte', models.F('made_at')), ('used_at__lt', models.F('until'))), _connector='OR'), name='keeper_link_opened_in_time'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_how', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_how', ''), _negated=True)), _connector='OR'), name='keeper_link_ended_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('checked_how', ''), ('how__in', ['asked', 'reminder']), ('vouched_by', '')), models.Q(('how__in', ['vouched', 'letter']), models.Q(('vouched_by', ''), _negated=True), models.Q(('checked_how', ''), _negated=True)), _connector='OR'), name='keeper_link_vouched_by_name')],
            },
        ),
        migrations.CreateModel(
            name='KeeperReach',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('email_sealed', models.BinaryField(null=True)),
                ('number_sealed', models.BinaryField(null=True)),
                ('number_hash', models.CharField(blank=True, max_length=64)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('vouched_by', models.CharField(max_length=80)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keeper_reach', to='people.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'organisation'],
                'constraints': [models.UniqueConstraint(fields=('place', 'organisation'), name='keeper_reach_once'), models.UniqueConstraint(condition=models.Q(('number_hash', ''), _negated=True), fields=('place', 'number_hash'), name='keeper_number_once')],
            },
        ),
    ]
