
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0002_nation_of_a_place'),
    ]

    operations = [
        migrations.AddField(
            model_name='place',
            name='concern_days',
            field=models.PositiveSmallIntegerField(default=1, help_text="In how many working days somebody looks at a worry about somebody's safety."),
        ),
        migrations.AddField(
            model_name='place',
            name='visit_kept_days',
            field=models.PositiveSmallIntegerField(default=7, help_text='For how many days after a visit its address is kept.'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('concern_days__range', (1, 20))), name='place_looks_at_worries'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('visit_kept_days__range', (1, 90))), name='place_forgets_visits'),
        ),
    ]
