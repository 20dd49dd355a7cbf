
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0014_sessions_over_midnight'),
    ]

    operations = [
        migrations.AddField(
            model_name='weavelift',
            name='seen_until',
            field=models.DateField(null=True),
        ),
    ]
