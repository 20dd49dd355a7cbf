from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0016_who_wrote_a_yes_down'),
    ]

    operations = [
        migrations.AddField(
            model_name='concern',
            name='in_hand_of',
            field=models.UUIDField(null=True),
        ),
    ]
