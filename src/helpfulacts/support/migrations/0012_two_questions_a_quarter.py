
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0029_facts_that_a_list_said'),
        ('places', '0002_nation_of_a_place'),
        ('support', '0011_stories'),
    ]

    operations = [
        migrations.CreateModel(
            name='QuarterAnswer',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('quarter', models.DateField()),
                ('came', models.CharField(choices=[('all', 'All of them'), ('most', 'Most of them'), ('some', 'Some of them'), ('none', 'Nobody came')], max_length=4)),
                ('word_sealed', models.BinaryField(null=True)),
                ('minutes', models.PositiveSmallIntegerField(null=True)),
                ('by_shown_as', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quarters', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-quarter'],
                'constraints': [models.UniqueConstraint(fields=('place', 'offer', 'quarter'), name='two_questions_once_a_quarter'), models.CheckConstraint(condition=models.Q(('minutes__isnull', True), models.Q(('minutes__gte', 1), ('minutes__lte', 240)), _connector='OR'), name='minutes_that_can_be')],
            },
        ),
    ]
