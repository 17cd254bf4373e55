"""The counter behind the gapless register."""

from django.db import models
from django.db.models import Q

from villages.models import Region


class RegisterCounter(models.Model):
    """Last number and date given in one village, register and year. A row lock on it makes numbers gapless."""

    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField()
    last_date = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village", "register", "year"], name="register_counter_once"),
            models.CheckConstraint(condition=Q(last_number__gte=1), name="register_counter_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.register} {self.year}: {self.last_number}"
