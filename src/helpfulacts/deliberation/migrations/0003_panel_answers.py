import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('deliberation', '0002_agreements'),
        ('places', '0006_one_link_a_neighbour'),
    ]

    operations = [
        migrations.CreateModel(
            name='PanelAnswers',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('said_sealed', models.BinaryField(null=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='deliberation.membership')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deliberation.stage')),
            ],
            options={
                'ordering': ['place', 'stage', 'id'],
                'constraints': [models.UniqueConstraint(fields=('place', 'stage', 'membership'), name='a_member_says_yes_to_be_drawn_once')],
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='chance_of_100',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(condition=models.Q(('rule', 'draw')), fields=('place', 'stage'), name='a_panel_is_drawn_once'),
        ),
    ]
