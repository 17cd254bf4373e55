"""The child process in which `verification` has strangers' files examined.

It takes a frame (see foundation/documents/frames.py) with trust roots, moment and limits and the file on standard
input, and answers with one. It knows no database and no secret, and the kernel stops it when it uses too much memory
or time.
"""

import logging
import resource
import sys
from datetime import datetime

from foundation.documents.frames import pack_frame, read_frame


def main() -> None:
    """Examine one file."""
    order, (content,) = read_frame(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    # Imported under the limits.
    from letters.signing.examination import examine

    now = datetime.fromisoformat(order["now"])
    report = examine(content, order["trust_roots"], now, order["stamp_roots"])
    sys.stdout.buffer.write(pack_frame({"report": report.to_json()}))


if __name__ == "__main__":
    main()
