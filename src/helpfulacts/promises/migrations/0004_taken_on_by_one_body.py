
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0002_nation_of_a_place'),
        ('promises', '0003_promises_in_full'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.UniqueConstraint(condition=models.Q(('clock', 'taken-on'), ('excepted_at__isnull', True), ('kept_at__isnull', True)), fields=('place', 'about_noun', 'about_id'), name='one_body_takes_it_on'),
        ),
    ]
