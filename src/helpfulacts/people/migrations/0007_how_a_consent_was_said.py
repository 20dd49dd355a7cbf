
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_resource_weaver_role'),
    ]

    operations = [
        migrations.AddField(
            model_name='consent',
            name='basis',
            field=models.CharField(choices=[('self', 'said here, by themselves'), ('spoken', 'said to somebody at the desk'), ('written', 'written on paper')], default='self', max_length=8),
        ),
    ]
