"""Counts behind the rate limits."""

from django.db import models


class RateCount(models.Model):
    """How often something was tried since the window began; one row per key, kept by `rate_limit.take`."""

    key = models.CharField(max_length=120, primary_key=True)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.key
