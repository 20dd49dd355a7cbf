from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0015_lone_visits'),
    ]

    operations = [
        migrations.AddField(
            model_name='concern',
            name='in_hand_of',
            field=models.UUIDField(null=True),
        ),
    ]
