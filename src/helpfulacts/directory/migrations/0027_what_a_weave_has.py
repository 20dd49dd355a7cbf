
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0026_a_booking_has_a_half_hour_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='weave',
            name='there_is',
            field=models.JSONField(default=list),
        ),
    ]
