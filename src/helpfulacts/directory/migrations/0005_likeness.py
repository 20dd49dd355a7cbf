
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0004_what_feeds_carry'),
        ('people', '0003_organisation_carried'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('score', models.PositiveSmallIntegerField(help_text='How alike, from 0 to 100.')),
                ('reasons', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('proposed', 'may be the same'), ('merged', 'are one entry now'), ('distinct', 'two different things')], default='proposed', max_length=8)),
                ('taken', models.JSONField(default=dict)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.CharField(blank=True, max_length=120)),
                ('why', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['place', '-score', 'first', 'second'],
            },
        ),
        migrations.AddField(
            model_name='offer',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='directory.offer'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('status', 'ended'), models.Q(('merged_into', models.F('id')), _negated=True)), _connector='OR'), name='merged_has_ended_and_not_into_itself'),
        ),
        migrations.AddField(
            model_name='likeness',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.offer'),
        ),
        migrations.AddField(
            model_name='likeness',
            name='kept',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.offer'),
        ),
        migrations.AddField(
            model_name='likeness',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
        migrations.AddField(
            model_name='likeness',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.offer'),
        ),
        migrations.AddConstraint(
            model_name='likeness',
            constraint=models.UniqueConstraint(fields=('place', 'first', 'second'), name='likeness_once_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='likeness',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='likeness_in_order'),
        ),
        migrations.AddConstraint(
            model_name='likeness',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kept__isnull', False), ('state', 'merged'), models.Q(('kept', models.F('first')), ('kept', models.F('second')), _connector='OR')), models.Q(models.Q(('state', 'merged'), _negated=True), ('kept__isnull', True)), _connector='OR'), name='merged_keeps_one_of_the_two'),
        ),
        migrations.AddConstraint(
            model_name='likeness',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='likeness_answered_or_not'),
        ),
    ]
