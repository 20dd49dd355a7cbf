from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0022_asked_next_door'),
    ]

    operations = [
        migrations.AddField(
            model_name='askednextdoor',
            name='answered_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='askednextdoor',
            name='next_step_sealed',
            field=models.BinaryField(null=True),
        ),
    ]
