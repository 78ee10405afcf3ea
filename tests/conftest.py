"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# daemon, worker, browser and test share few cores: pools of waiting threads in each would slow all of them
os.environ.setdefault("OMP_NUM_THREADS", "1")

# CI looks at the same examples every time; who develops looks at other ones
settings.register_profile("house", derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")
