"""The child process in which `verification` has strangers' files examined.

It takes one line of JSON (trust roots, moment, limits) and then the file on standard input, and answers with
one line of JSON. It knows no database and no secret, and the kernel stops it when it uses too much memory or
time.
"""

import json
import logging
import resource
import sys
from datetime import datetime


def main() -> None:
    """Examine one file."""
    order = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    # Imported under the limits.
    from letters.signing.examination import examine

    now = datetime.fromisoformat(order["now"])
    report = examine(sys.stdin.buffer.read(), order["trust_roots"], now, order["stamp_roots"])
    print(json.dumps(report.to_json()))


if __name__ == "__main__":
    main()
