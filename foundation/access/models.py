"""Counts behind the rate limits, and forms that were carried out."""

from django.db import models


class RateCount(models.Model):
    """How often something was tried since the window began; one row per key, kept by `rate_limit.take`."""

    key = models.CharField(max_length=120, primary_key=True)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.key


class PressedForm(models.Model):
    """A form that was carried out, so that a second press of it is not; see pressed_once.py."""

    digest = models.CharField(max_length=64, primary_key=True)
    target = models.CharField(max_length=500, blank=True, default="")
    pressed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest
