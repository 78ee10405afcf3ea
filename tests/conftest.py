"""What holds for all tests."""

from __future__ import annotations

import os

# daemon, worker, browser and test share few cores: pools of waiting threads in each would slow all of them
os.environ.setdefault("OMP_NUM_THREADS", "1")
