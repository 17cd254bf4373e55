"""Fills the register as the schema's owner, in a process of its own."""

import os
import sys
from time import perf_counter


def main(residents: int) -> float:
    """Seconds that the invented people took, from the first draw to the last index and statistic."""
    os.environ["DATABASE_ROLE"] = "owner"
    import django

    django.setup()
    from django.db import connection

    from citizens.demo.population import seed

    with connection.cursor() as cursor:
        # Whoever was kept from an earlier call, and all that hangs on them.
        cursor.execute("TRUNCATE citizens_resident, citizens_family CASCADE")
    started = perf_counter()
    seed(residents)
    return perf_counter() - started


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
