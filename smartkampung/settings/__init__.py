"""Settings by concern; every knob is an environment variable (see .env.example)."""

from .base import *
from .database import *
from .documents import *
from .identity import *
from .jobs import *
from .notifications import *
from .security import *
from .signing import *
from .web import *
