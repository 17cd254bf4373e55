"""A replacement that the camat declined makes room for another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0010_remarks_fit")]

    operations = [
        migrations.RemoveConstraint(model_name="request", name="one_replacement_at_a_time"),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.UniqueConstraint(
                fields=["replaces"],
                condition=~models.Q(state__in=["rejected", "cancelled", "revoked"]),
                name="one_replacement_at_a_time",
            ),
        ),
    ]
