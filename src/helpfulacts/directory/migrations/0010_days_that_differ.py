
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0009_spreadsheets_on_their_way_in'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScheduleException',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('starts', models.TimeField(null=True)),
                ('ends', models.TimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'ordering': ['place', 'offer', 'day', 'starts'],
            },
        ),
        migrations.AddField(
            model_name='occurrence',
            name='uncertain',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='offer',
            name='on_bank_holidays',
            field=models.CharField(choices=[('runs', 'it runs as usual'), ('closed', 'it is closed'), ('unknown', 'not known')], default='unknown', max_length=8),
        ),
        migrations.AlterField(
            model_name='occurrence',
            name='schedule',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='directory.schedule'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.UniqueConstraint(condition=models.Q(('schedule__isnull', True)), fields=('place', 'offer', 'day', 'starts'), name='other_hours_once'),
        ),
        migrations.AddField(
            model_name='scheduleexception',
            name='offer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exceptions', to='directory.offer'),
        ),
        migrations.AddField(
            model_name='scheduleexception',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
        migrations.AddConstraint(
            model_name='scheduleexception',
            constraint=models.UniqueConstraint(fields=('place', 'offer', 'day', 'starts'), name='exception_once'),
        ),
        migrations.AddConstraint(
            model_name='scheduleexception',
            constraint=models.UniqueConstraint(condition=models.Q(('starts__isnull', True)), fields=('place', 'offer', 'day'), name='closed_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='scheduleexception',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends__isnull', True), ('starts__isnull', True)), models.Q(('ends__gt', models.F('starts')), ('ends__isnull', False), ('starts__isnull', False)), _connector='OR'), name='exception_closed_or_with_hours'),
        ),
    ]
