"""From the press of "sign" to the finished PDF, one letter after another: `python -m smartkampung.bench.press 40`.

A process of its own, because the broker is chosen once, when the product's settings are read.
"""

import json
import sys
import time
from uuid import UUID

GIVE_UP_SECONDS = 30.0
LOOK_SECONDS = 0.01


def main() -> None:
    """Print the milliseconds of each letter as JSON; the first is not counted."""
    import django

    django.setup()
    from foundation.access.reach import working_in
    from letters.services.sign import sign_request

    from .desk import head_of, lay_on_desk
    from .ground import VILLAGE

    head, times = head_of(VILLAGE), []
    for request_id in lay_on_desk(VILLAGE, int(sys.argv[1]) + 1):
        began = time.perf_counter()
        with working_in(VILLAGE):
            sign_request(request_id, head)
        _wait_for(request_id)
        times.append((time.perf_counter() - began) * 1000)
    print(json.dumps(times[1:]))


def _wait_for(request_id: UUID) -> None:
    from foundation.access.reach import working_in
    from letters.models import Letter

    from .ground import VILLAGE

    deadline = time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < deadline:
        with working_in(VILLAGE):
            if Letter.objects.filter(request_id=request_id, document_state="ready").exists():
                return
        time.sleep(LOOK_SECONDS)
    raise SystemExit(f"no PDF after {GIVE_UP_SECONDS:g} s")


if __name__ == "__main__":
    main()
