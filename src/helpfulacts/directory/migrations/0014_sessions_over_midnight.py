
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0013_weaving_and_bookings'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='scheduleexception',
            name='exception_closed_or_with_hours',
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.CheckConstraint(condition=models.Q(('ends', models.F('starts')), _negated=True), name='session_has_hours'),
        ),
        migrations.AddConstraint(
            model_name='scheduleexception',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends__isnull', True), ('starts__isnull', True)), models.Q(('ends__isnull', False), ('starts__isnull', False), models.Q(('ends', models.F('starts')), _negated=True)), _connector='OR'), name='exception_closed_or_with_hours'),
        ),
    ]
