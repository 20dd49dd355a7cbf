
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_organisation_carried'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='staged',
            field=models.BooleanField(default=False, help_text='Of a feed that is still being made ready.'),
        ),
    ]
