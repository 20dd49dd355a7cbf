import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0006_a_feed_is_made_ready'),
        ('people', '0003_organisation_carried'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='offer',
            name='activities',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='offer',
            name='by_proxy',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='offer',
            name='check_level',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='offer',
            name='check_seen_by',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='offer',
            name='check_seen_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='offer',
            name='check_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='offer',
            name='kept_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='keeps', to='people.person'),
        ),
        migrations.AddField(
            model_name='offer',
            name='names_spoken_to',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='offer',
            name='status',
            field=models.CharField(choices=[('active', 'active'), ('held', 'held for a check'), ('paused', 'not now'), ('ended', 'ended'), ('staged', 'of a feed that is being made ready')], default='active', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='capacityperiod',
            constraint=models.CheckConstraint(condition=models.Q(('own_cap__isnull', True), ('places__lte', models.F('own_cap')), ('closed', True), _connector='OR'), name='own_cap_always_holds'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('check_level', ''), ('check_seen_by', ''), ('check_seen_on__isnull', True), ('check_until__isnull', True)), models.Q(('check_level__in', ('basic', 'standard', 'enhanced', 'enhanced_adults', 'enhanced_children')), ('check_seen_on__isnull', False), ('check_until__gte', models.F('check_seen_on')), models.Q(('check_seen_by', ''), _negated=True)), _connector='OR'), name='a_check_is_its_level_and_days_only'),
        ),
    ]
