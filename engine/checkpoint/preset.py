"""The habits of a checkpoint: what its files say, and what only its training said."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from engine.checkpoint.events import ContextKind, Kind
from engine.checkpoint.vocabulary import Vocabulary
from engine.checkpoint.weights import AGAIN, KNOWN
from engine.errors import EngineError
from engine.protocol import FailureKind

POSITION_RANGE = (-256, 768, -256, 640)
"""Left, right, top and bottom of what a position token can say, osu! pixels (all presets)."""
SUSTAIN_INTERVAL = 8000
"""ms between the marks of a held object, where a checkpoint has such marks."""
MS_PER_STEP = 10
"""ms a time token counts."""


class Family(StrEnum):
    """Published generations that differ in more than their files say."""

    V29 = "v29"
    V30 = "v30"
    V31 = "v31"
    V32 = "v32"


@dataclass(frozen=True)
class Template:
    """Contexts that a checkpoint was trained to hear, and those it then says, in order."""

    hears: tuple[ContextKind, ...]
    says: tuple[ContextKind, ...]


@dataclass(frozen=True)
class Positions:
    """How positions are said.

    Attributes:
        precision: osu! pixels of one step.
        split: X and Y apart; else one token for the cell.
        refinement: osu! pixels of the step within a cell; 0 without a second token.
    """

    precision: int
    split: bool
    refinement: int = 0

    @property
    def columns(self) -> int:
        """Cells in a row."""
        left, right, _, _ = POSITION_RANGE
        return right // self.precision - left // self.precision + 1

    @property
    def rows(self) -> int:
        """Rows of cells."""
        _, _, top, bottom = POSITION_RANGE
        return bottom // self.precision - top // self.precision + 1


@dataclass(frozen=True)
class Preset:
    """What a checkpoint hears and says beyond its network's shape.

    Attributes:
        types_first: a group starts with its type event, else it ends with it.
        interleaved_timing: beats stand among the objects of the map context.
        tracks_kiai: the state of kiai before the window is told, not only its default.
        refines: V29: positions are refined by a diffusion model afterwards.
        samples: of one window, at 16 kHz.
        tokens: the longest prompt with its answer.
    """

    family: Family
    vocabulary: Vocabulary
    templates: tuple[Template, ...]
    positions: Positions
    types_first: bool
    interleaved_timing: bool
    tracks_kiai: bool
    sample_rate: int
    samples: int
    tokens: int

    @property
    def window_ms(self) -> float:
        """Length of a window."""
        return self.samples * 1000 / self.sample_rate

    @property
    def has_sv(self) -> bool:
        """Slider velocities are said with the slider's head."""
        return self.vocabulary.has(Kind.SCROLL_SPEED)

    @property
    def has_distances(self) -> bool:
        """The distance to the object before is said."""
        return self.vocabulary.has(Kind.DISTANCE)

    @property
    def has_sustain(self) -> bool:
        """Held objects carry marks, and anchors the time of their slider's head."""
        return self.vocabulary.has(Kind.SLIDER_SUSTAIN)

    @property
    def says_timing(self) -> bool:
        """Timing can be asked for on its own."""
        return any(ContextKind.TIMING in template.says for template in self.templates)

    @property
    def refines(self) -> bool:
        """Positions are meant to be refined by the diffusion model."""
        return self.family is Family.V29

    @property
    def modes(self) -> tuple[int, ...]:
        """Game modes the checkpoint can map."""
        span = self.vocabulary.conditioning.get(Kind.GAMEMODE)
        return (0,) if span is None else tuple(range(span.low, span.high + 1))


def read_preset(config: dict[str, Any], vocabulary: Vocabulary) -> Preset:
    """The preset of a checkpoint from its `config.json` and vocabulary.

    Raises:
        EngineError: input, for a checkpoint of another kind of model.
    """
    family = _family(str(config.get("backbone_model_name", "")), vocabulary)
    frames = 2 * int(config["max_source_positions"])
    return Preset(
        family=family,
        vocabulary=vocabulary,
        templates=_templates(vocabulary),
        positions=_positions(vocabulary),
        types_first=family in {Family.V29, Family.V31},
        interleaved_timing=family is Family.V30,
        tracks_kiai=family is Family.V31,
        sample_rate=int(config["sample_rate"]),
        samples=(frames - 1) * int(config["hop_length"]),
        tokens=int(config["max_target_positions"]),
    )


def _family(backbone: str, vocabulary: Vocabulary) -> Family:
    if backbone.startswith("openai/whisper"):
        return Family.V29
    if backbone.startswith("OliBomby/varwhisper"):
        return Family.V32
    if backbone.startswith("Tiger14n/ropewhisper"):
        return Family.V31 if vocabulary.context_start else Family.V30
    raise EngineError(
        FailureKind.INPUT,
        f"The checkpoint's network is '{backbone or 'not named'}', which is none of the known ones.",
        KNOWN,
    )


def _templates(vocabulary: Vocabulary) -> tuple[Template, ...]:
    said = (ContextKind.TIMING, ContextKind.KIAI, ContextKind.MAP, ContextKind.SV)
    says = tuple(kind for kind in said if kind in vocabulary.context_start) or (ContextKind.MAP,)
    heard = (ContextKind.NONE, ContextKind.NO_HITSOUNDS, ContextKind.GUEST)
    hears = [(kind,) for kind in heard if kind in vocabulary.context_start]
    return tuple(Template(kinds, says) for kinds in hears) or (Template((), says),)


def _positions(vocabulary: Vocabulary) -> Positions:
    left, right, _, _ = POSITION_RANGE
    if (x := vocabulary.output.get(Kind.X)) is not None:
        return Positions(precision=left // x.low, split=True)
    cells = vocabulary.output[Kind.POSITION].high + 1
    for precision in range(1, right - left):
        positions = Positions(precision, split=False)
        if positions.columns * positions.rows == cells:
            break
    else:
        raise EngineError(
            FailureKind.INPUT,
            f"The checkpoint's {cells} positions fit no grid over the playfield.",
            AGAIN,
        )
    fine = vocabulary.output.get(Kind.POSITION_REFINEMENT)
    steps = 0 if fine is None else math.isqrt(fine.high + 1)
    return Positions(precision, split=False, refinement=precision // steps if steps else 0)
