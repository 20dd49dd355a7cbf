
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_why_somebody_looked_is_sealed'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='carried',
            field=models.JSONField(default=dict),
        ),
    ]
