"""A process that gives no answer: it falls over what it is sent, or goes on for ever."""

import sys
import time

from foundation.documents.frames import read_frame

header, (content,) = read_frame(sys.stdin.buffer)
if header["how"] == "over":
    raise ValueError(content.decode())
time.sleep(600)
