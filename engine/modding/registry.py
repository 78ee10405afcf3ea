"""Every check there is: each file of `checks/` and `consistency/` that offers a `CHECK`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from engine.modding import checks, consistency
from engine.modding.check import Check


@lru_cache(maxsize=1)
def all_checks() -> tuple[Check, ...]:
    """In order of their names, rules first."""
    found: list[Check] = []
    for room in (checks, consistency):
        for module in sorted(each.name for each in pkgutil.iter_modules(room.__path__)):
            check = getattr(importlib.import_module(f"{room.__name__}.{module}"), "CHECK", None)
            if isinstance(check, Check):
                found.append(check)
    return tuple(found)
