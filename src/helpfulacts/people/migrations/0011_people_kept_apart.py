
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_safeguarding_roles'),
        ('places', '0003_how_a_place_takes_care'),
    ]

    operations = [
        migrations.CreateModel(
            name='Apart',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('called_sealed', models.BinaryField(null=True)),
                ('at', models.DateTimeField()),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aparts', to='people.person')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-at'],
                'constraints': [models.UniqueConstraint(fields=('place', 'person', 'other'), name='apart_from_a_person_once'), models.UniqueConstraint(fields=('place', 'person', 'body'), name='apart_from_a_body_once'), models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', True), ('other__isnull', False)), models.Q(('body__isnull', False), ('other__isnull', True)), _connector='OR'), name='apart_from_one'), models.CheckConstraint(condition=models.Q(('other__isnull', True), models.Q(('other', models.F('person')), _negated=True), _connector='OR'), name='apart_from_somebody_else')],
            },
        ),
    ]
