
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0029_facts_that_a_list_said'),
    ]

    operations = [
        migrations.AddField(
            model_name='gap',
            name='when',
            field=models.CharField(choices=[('any', 'At any time'), ('day', 'In the daytime, Monday to Friday'), ('evening', 'In the evening'), ('weekend', 'At the weekend'), ('several', 'At more than one of these times')], default='any', max_length=8),
        ),
        migrations.AlterField(
            model_name='gap',
            name='source',
            field=models.CharField(choices=[('finding', 'somebody looked'), ('plan', 'a plan'), ('round', 'a sharing round'), ('note', 'a link worker’s note')], max_length=10),
        ),
    ]
