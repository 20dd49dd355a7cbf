
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0022_what_was_ever_listed'),
        ('people', '0006_resource_weaver_role'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='occurrence',
            name='occurrence_by_day',
        ),
        migrations.AddIndex(
            model_name='occurrence',
            index=models.Index(fields=['place', 'day', 'starts', 'ends', 'offer', 'uncertain'], name='occurrence_by_time'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['id', 'status', 'search_key'], name='offer_of_a_date'),
        ),
    ]
