from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0029_facts_that_a_list_said'),
        ('places', '0002_nation_of_a_place'),
        ('support', '0004_both_said_yes'),
    ]

    operations = [
        migrations.AddField(
            model_name='helpfulact',
            name='went_with_wish',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='helpfulact',
            constraint=models.CheckConstraint(condition=models.Q(('went_with_wish', False), ('state__in', ['not_now', 'lapsed']), _connector='OR'), name='only_what_was_let_go_went_with_its_wish'),
        ),
    ]
