
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0016_what_is_known_of_getting_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='weavelift',
            name='seen_until',
            field=models.DateField(null=True),
        ),
    ]
