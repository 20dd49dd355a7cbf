
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0025_no_place_of_a_refuge'),
        ('places', '0002_nation_of_a_place'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='bookedslot',
            constraint=models.UniqueConstraint(fields=('place', 'booking', 'slot'), name='a_booking_has_a_half_hour_once'),
        ),
    ]
