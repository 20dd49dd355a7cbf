
import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0003_how_a_place_takes_care'),
        ('support', '0014_concerns'),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_account', models.UUIDField(null=True)),
                ('by_body', models.UUIDField(null=True)),
                ('who_sealed', models.BinaryField(null=True)),
                ('where_sealed', models.BinaryField(null=True)),
                ('second_sealed', models.BinaryField(null=True)),
                ('reach_sealed', models.BinaryField(null=True)),
                ('begins', models.DateTimeField()),
                ('out_by', models.DateTimeField()),
                ('in_at', models.DateTimeField(null=True)),
                ('out_at', models.DateTimeField(null=True)),
                ('out_said_by', models.CharField(blank=True, max_length=80)),
                ('telling_at', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'out_by'],
                'indexes': [models.Index(fields=['place', 'out_at', 'out_by'], name='visit_by_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('out_by__gt', models.F('begins'))), name='visit_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('out_at__isnull', True), ('out_said_by', '')), models.Q(('out_at__isnull', False), models.Q(('out_said_by', ''), _negated=True)), _connector='OR'), name='visit_is_over_by_somebodys_word'), models.CheckConstraint(condition=models.Q(('out_at__isnull', False), models.Q(('reach_sealed__isnull', False), ('where_sealed__isnull', False)), _connector='OR'), name='visit_still_on_has_its_address')],
            },
        ),
    ]
