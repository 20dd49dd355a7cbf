import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0001_initial'),
        ('support', '0003_gaps_forget_erased_wishes'),
    ]

    operations = [
        migrations.AddField(
            model_name='helpfulact',
            name='giver_said_yes_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='PassedOn',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('person', 'who asked'), ('giver', 'who gives')], max_length=6)),
                ('channel', models.CharField(choices=[('phone', 'by phone'), ('message', 'by message'), ('email', 'by e-mail'), ('meet', 'we meet')], max_length=8)),
                ('words_sealed', models.BinaryField(null=True)),
                ('at', models.DateTimeField()),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passed_on', to='support.helpfulact')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'act', 'side'],
                'constraints': [models.UniqueConstraint(fields=('place', 'act', 'side'), name='passed_on_once_a_side')],
            },
        ),
    ]
