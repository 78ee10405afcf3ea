"""One command for every check: `python -m tests.check`.

Style (ruff), types (mypy --strict), the directions of the house (import-linter) and the unit tests;
with `--acceptance` also the tests that run the real thing.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def commands(acceptance: bool) -> list[list[str]]:
    """The checks, quickest first."""
    python = sys.executable
    pytest = [python, "-m", "pytest", "--durations=10"]
    on_all_cores = [*pytest, "--numprocesses=logical"]
    checks = [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "mypy"],
        [python, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        [*on_all_cores, "--ignore=tests/acceptance"],
    ]
    if acceptance:
        engine = "tests/acceptance/engine"
        checks.append([*on_all_cores, engine])
        # daemons, desktops and browsers wait for one another: one at a time
        checks.append([*pytest, "tests/acceptance", f"--ignore={engine}"])
    return checks


def main() -> int:
    """Run all checks, report each, and fail if one failed."""
    failed = []
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for command in commands("--acceptance" in sys.argv[1:]):
        name = " ".join(command[1:])
        sys.stdout.write(f"== {name}\n")
        sys.stdout.flush()
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            failed.append(name)
    sys.stdout.write("all checks passed\n" if not failed else f"failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
