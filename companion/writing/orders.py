"""What the loop asks of the writer, and what the writer answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from companion.jobs import Candidate, Entry, Job
from engine.protocol import Outcome


@dataclass(frozen=True)
class Prepare:
    """Choose names for an outcome and put complete temporary files beside them.

    `source_sha256` is the difficulty's content when the engine read it.
    """

    job: Job
    outcome: Outcome
    source_sha256: str | None
    tags: str


@dataclass(frozen=True)
class SetAside:
    """Put the difficulties of an outcome where the mapper can choose one, outside of the mapset."""

    job: Job
    outcome: Outcome
    source_sha256: str | None


@dataclass(frozen=True)
class PrepareKept:
    """As :class:`Prepare`, for the candidate that was kept."""

    job: Job
    candidate: Candidate
    tags: str


@dataclass(frozen=True)
class Forget:
    """Remove candidates that nobody wants."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Publish:
    """Give prepared files their final names. The ledger knows them already."""

    job: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class TakeBack:
    """Undo what a job wrote."""

    job: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class RemoveRequest:
    """Delete a request file that is stored as a job, unless the mapper changed it since."""

    path: Path
    sha256: str


@dataclass(frozen=True)
class ReturnRequest:
    """Give a request back: the reason and the mapper's words under another name."""

    path: Path
    sha256: str
    reply: Path
    content: bytes


@dataclass(frozen=True)
class Sweep:
    """Remove temporary files that a killed companion left in a mapset."""

    mapset: Path


Order = Prepare | SetAside | PrepareKept | Forget | Publish | TakeBack | RemoveRequest | ReturnRequest | Sweep


@dataclass(frozen=True)
class Prepared:
    """Complete temporary files lie beside their final names."""

    job: int
    entries: tuple[Entry, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Offered:
    """One of these can be kept."""

    candidates: tuple[Candidate, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """Everything a job made stands under its final name."""

    job: int


@dataclass(frozen=True)
class Conflicted:
    """The mapper changed the difficulty meanwhile: theirs stays, ours is kept elsewhere."""

    job: int
    kept: Path


@dataclass(frozen=True)
class NotWritten:
    """The system refused to write."""

    job: int
    reason: str
    hint: str
    kept: Path | None


@dataclass(frozen=True)
class TakenBack:
    """What a job wrote is gone, what it replaced stands again; or why not."""

    job: int
    names: tuple[str, ...]
    refused: str = ""


@dataclass(frozen=True)
class RequestGone:
    """A request file left the mapset."""

    path: Path


Answer = Prepared | Offered | Published | Conflicted | NotWritten | TakenBack | RequestGone
