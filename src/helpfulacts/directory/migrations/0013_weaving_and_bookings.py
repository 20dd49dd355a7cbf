import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0012_days_that_differ'),
        ('people', '0006_resource_weaver_role'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='offer',
            name='funding_ends',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='offer',
            name='restricted_to',
            field=models.CharField(blank=True, max_length=240),
        ),
        migrations.CreateModel(
            name='Weave',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=160)),
                ('summary', models.CharField(blank=True, max_length=400)),
                ('sphere', models.CharField(choices=[('public', 'Public'), ('private', 'Private'), ('civic', 'Civic'), ('personal', 'Personal')], default='civic', max_length=10)),
                ('facets', models.JSONField(default=dict)),
                ('people', models.PositiveIntegerField(default=10)),
                ('pounds', models.PositiveIntegerField(default=0)),
                ('min_age', models.PositiveSmallIntegerField(null=True)),
                ('max_age', models.PositiveSmallIntegerField(null=True)),
                ('step_free', models.BooleanField(default=False)),
                ('first_day', models.DateField(null=True)),
                ('weeks', models.PositiveSmallIntegerField(default=1)),
                ('from_slot', models.PositiveSmallIntegerField(null=True)),
                ('to_slot', models.PositiveSmallIntegerField(null=True)),
                ('state', models.CharField(choices=[('draft', 'Nobody has been asked'), ('asked', 'Waiting for answers'), ('agreed', 'Everybody said yes'), ('listed', 'Listed'), ('mending', 'A part has left'), ('ended', 'Ended')], default='draft', max_length=8)),
                ('woven_by', models.CharField(max_length=80)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='weaves', to='people.organisation')),
                ('offer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='woven', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', '-changed_at'],
            },
        ),
        migrations.CreateModel(
            name='WeaveLift',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('stop', models.CharField(max_length=80)),
                ('lifted_by', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('weave', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lifts', to='directory.weave')),
            ],
            options={
                'ordering': ['place', 'weave', 'at'],
            },
        ),
        migrations.CreateModel(
            name='WeavePart',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('draft', 'not asked yet'), ('asked', 'asked'), ('agreed', 'said yes'), ('not_now', 'said not now'), ('left', 'left later')], default='draft', max_length=8)),
                ('used', models.BooleanField(default=False)),
                ('places', models.PositiveIntegerField(default=0)),
                ('asked_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.CharField(blank=True, max_length=80)),
                ('holds', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='directory.capacityperiod')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts_of', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('weave', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='directory.weave')),
            ],
            options={
                'ordering': ['place', 'weave', 'offer__title', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('from_slot', models.PositiveSmallIntegerField()),
                ('to_slot', models.PositiveSmallIntegerField()),
                ('unit', models.PositiveSmallIntegerField(default=0)),
                ('act', models.UUIDField(null=True)),
                ('booked_by', models.CharField(max_length=80)),
                ('booked_at', models.DateTimeField()),
                ('released_at', models.DateTimeField(null=True)),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='people.organisation')),
                ('holds', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='directory.capacityperiod')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('part', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='directory.weavepart')),
            ],
            options={
                'ordering': ['place', 'day', 'from_slot', 'unit'],
            },
        ),
        migrations.CreateModel(
            name='BookedSlot',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('slot', models.PositiveSmallIntegerField()),
                ('unit', models.PositiveSmallIntegerField()),
                ('units', models.PositiveSmallIntegerField(help_text='How many there were when it was booked.')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='booked_slots', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('booking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='directory.booking')),
            ],
            options={
                'ordering': ['place', 'offer', 'day', 'slot', 'unit'],
                'constraints': [models.UniqueConstraint(fields=('place', 'offer', 'day', 'slot', 'unit'), name='never_double_booked'), models.CheckConstraint(condition=models.Q(('slot__gte', 0), ('slot__lte', 47)), name='slot_0_to_47'), models.CheckConstraint(condition=models.Q(('unit__lt', models.F('units'))), name='unit_is_one_there_is')],
            },
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.UUIDField(default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(choices=[('asks', 'asks for'), ('brings', 'brings')], max_length=6)),
                ('code', models.CharField(choices=[('licence_premises', 'licence_premises'), ('licence_alcohol', 'licence_alcohol'), ('licence_music', 'licence_music'), ('insurance', 'insurance'), ('restricted_fund', 'restricted_fund'), ('hygiene', 'hygiene'), ('allergens', 'allergens'), ('safeguarding', 'safeguarding'), ('step_free', 'step_free'), ('keys', 'keys'), ('minimum_people', 'minimum_people'), ('permission', 'permission'), ('planning_use', 'planning_use'), ('deposit', 'deposit'), ('vehicle_licence', 'vehicle_licence')], max_length=20)),
                ('sentence', models.CharField(max_length=240)),
                ('number', models.PositiveIntegerField(null=True)),
                ('lifter_role', models.CharField(blank=True, max_length=20)),
                ('state', models.CharField(choices=[('open', 'not seen yet'), ('met', 'seen')], default='open', max_length=4)),
                ('seen_on', models.DateField(null=True)),
                ('seen_until', models.DateField(null=True)),
                ('lifter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditions', to='directory.offer')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'ordering': ['place', 'offer', 'side', 'code'],
                'constraints': [models.UniqueConstraint(fields=('place', 'offer', 'side', 'code'), name='condition_once'), models.CheckConstraint(condition=models.Q(('code__in', ['licence_premises', 'licence_alcohol', 'licence_music', 'insurance', 'restricted_fund', 'hygiene', 'allergens', 'safeguarding', 'step_free', 'keys', 'minimum_people', 'permission', 'planning_use', 'deposit', 'vehicle_licence'])), name='condition_code_known'), models.CheckConstraint(condition=models.Q(models.Q(('lifter__isnull', False), ('lifter_role', '')), models.Q(('lifter__isnull', True), models.Q(('lifter_role', ''), _negated=True)), _connector='OR'), name='condition_has_one_lifter'), models.CheckConstraint(condition=models.Q(models.Q(('seen_on__isnull', True), ('state', 'open')), models.Q(('seen_on__isnull', False), ('state', 'met')), _connector='OR'), name='condition_met_once_seen')],
            },
        ),
        migrations.AddConstraint(
            model_name='weave',
            constraint=models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='weave_is_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='weave',
            constraint=models.CheckConstraint(condition=models.Q(('weeks__gte', 1), ('weeks__lte', 12)), name='weave_1_to_12_weeks'),
        ),
        migrations.AddConstraint(
            model_name='weave',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('from_slot__isnull', True), ('to_slot__isnull', True)), models.Q(('from_slot__gte', 0), ('to_slot__gt', models.F('from_slot')), ('to_slot__lte', 48)), _connector='OR'), name='weave_half_hours_in_order'),
        ),
        migrations.AddConstraint(
            model_name='weave',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'listed'), _negated=True), ('offer__isnull', False), _connector='OR'), name='a_listed_weave_has_its_offer'),
        ),
        migrations.AddConstraint(
            model_name='weave',
            constraint=models.CheckConstraint(condition=models.Q(('min_age__isnull', True), ('max_age__isnull', True), ('max_age__gte', models.F('min_age')), _connector='OR'), name='weave_ages_in_order'),
        ),
        migrations.AddConstraint(
            model_name='weavelift',
            constraint=models.UniqueConstraint(fields=('place', 'weave', 'stop'), name='weave_lift_once'),
        ),
        migrations.AddConstraint(
            model_name='weavepart',
            constraint=models.UniqueConstraint(fields=('place', 'weave', 'offer'), name='weave_part_once'),
        ),
        migrations.AddConstraint(
            model_name='weavepart',
            constraint=models.CheckConstraint(condition=models.Q(('used', False), models.Q(('answered_at__isnull', False), ('state', 'agreed')), _connector='OR'), name='no_part_is_used_before_its_giver_agreed'),
        ),
        migrations.AddConstraint(
            model_name='weavepart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('holds__isnull', True), ('places', 0)), models.Q(('holds__isnull', False), ('places__gte', 1), ('used', True)), _connector='OR'), name='only_a_used_part_holds_places'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['place', 'offer', 'day'], name='booking_by_day'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('from_slot__gte', 0), ('to_slot__gt', models.F('from_slot')), ('to_slot__lte', 48)), name='booking_half_hours_in_order'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act__isnull', True), ('body__isnull', True), ('part__isnull', False)), models.Q(('act__isnull', False), ('body__isnull', True), ('part__isnull', True)), models.Q(('act__isnull', True), ('body__isnull', False), ('part__isnull', True)), _connector='OR'), name='booking_is_for_one'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('holds__isnull', True), ('released_at__isnull', True), _connector='OR'), name='a_released_booking_holds_nothing'),
        ),
    ]
