"""Forms that were carried out, by a fingerprint that says nothing of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0004_written_once")]

    operations = [
        migrations.CreateModel(
            name="PressedForm",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("target", models.CharField(blank=True, default="", max_length=500)),
                ("pressed_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
