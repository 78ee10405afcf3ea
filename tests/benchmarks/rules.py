"""What the rules find in reference maps, and how long they take: `python -m tests.benchmarks.rules`.

Seconds are of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from engine.modding import Mapset, Subject, mod
from engine.modding.registry import all_checks
from engine.osu import Document

SHARED = Path(__file__).resolve().parents[3] / "shared" / "beatmaps"

FOLDERS = ("sets", "rated", "decoder", "osu", "taiko", "catch", "mania")

FEWEST = 90
"""Objects; shorter files are made for a test and no maps."""


def main() -> None:
    """Print a row for each map, and how often each rule spoke."""
    rules = [check for check in all_checks() if check.source == "rule"]
    spoke: Counter[str] = Counter()
    row = "{:9} {:7} {:8} {:6} {:6}  {}\n"
    sys.stdout.write(row.format("objects", "problem", "warning", "minor", "s", "map"))
    for folder in FOLDERS:
        paths = sorted((SHARED / folder).glob("*.osu"))
        documents = {path: Document.read(path) for path in paths}
        for path, document in documents.items():
            if len(document.beatmap.objects) < FEWEST:
                continue
            of_set = [each for other, each in documents.items() if folder == "sets" and other != path]
            others = [each for each in of_set if _title(each) == _title(document)]
            subject = Subject(document, Mapset(tuple(others)))
            start = time.process_time()
            report = mod(subject, rules)
            seconds = time.process_time() - start
            counts = Counter(each.severity for each in report.suggestions)
            spoke.update(each.check for each in report.suggestions)
            sys.stdout.write(
                row.format(
                    len(subject.objects),
                    counts["problem"],
                    counts["warning"],
                    counts["minor"],
                    f"{seconds:.2f}",
                    path.name[:60],
                )
            )
    sys.stdout.write("\n" + "\n".join(f"{count:6} {name}" for name, count in spoke.most_common()) + "\n")


def _title(document: Document) -> str:
    return document.beatmap.metadata.title


if __name__ == "__main__":
    main()
