import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0015_who_it_is_for'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessFact',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('fact', models.CharField(choices=[('step_free', 'Step-free entrance'), ('lift', 'Lift, or all on one floor'), ('toilet', 'Accessible toilet'), ('parking', 'Blue Badge parking'), ('hearing_loop', 'Hearing loop'), ('bsl', 'Somebody who signs (BSL)'), ('quiet', 'Quiet space')], max_length=20)),
                ('answer', models.CharField(choices=[('yes', 'yes'), ('no', 'no')], max_length=3)),
                ('on', models.DateField(null=True)),
                ('source', models.CharField(choices=[('keeper', 'those who give it'), ('visitor', 'somebody who went there'), ('assessor', 'a body that looks at places'), ('import', 'a list that was brought in')], max_length=8)),
                ('by', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'ordering': ['place', 'offer', 'fact'],
            },
        ),
        migrations.AddField(
            model_name='capacityperiod',
            name='said_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='capacityperiod',
            name='talks_first',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='capacityperiod',
            constraint=models.CheckConstraint(condition=models.Q(('talks_first', False), ('stated', 0), _connector='OR'), name='a_talk_promises_no_place'),
        ),
        migrations.AddField(
            model_name='accessfact',
            name='offer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_facts', to='directory.offer'),
        ),
        migrations.AddField(
            model_name='accessfact',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
        migrations.AddConstraint(
            model_name='accessfact',
            constraint=models.UniqueConstraint(fields=('place', 'offer', 'fact'), name='access_fact_once'),
        ),
        migrations.AddConstraint(
            model_name='accessfact',
            constraint=models.CheckConstraint(condition=models.Q(('answer__in', ['yes', 'no']), ('fact__in', ['step_free', 'lift', 'toilet', 'parking', 'hearing_loop', 'bsl', 'quiet'])), name='access_is_yes_or_no'),
        ),
        migrations.AddConstraint(
            model_name='accessfact',
            constraint=models.CheckConstraint(condition=models.Q(('source', 'import'), models.Q(('on__isnull', False), ('source__in', ['keeper', 'visitor', 'assessor'])), _connector='OR'), name='what_people_said_has_its_day'),
        ),
        migrations.AlterField(
            model_name="textasked",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("right", "still right"),
                    ("full", "we are full"),
                    ("places", "we have places again"),
                    ("ring", "ring me"),
                    ("talk", "talk to us first"),
                    ("stop", "no more texts"),
                    ("none", "no answer"),
                ],
                max_length=6,
            ),
        ),
    ]
