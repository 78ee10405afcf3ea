"""What a mapper may wish of a result: the one schema behind request files, command lines and pages."""

from __future__ import annotations

from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

Mode = Literal["osu", "taiko", "catch", "mania"]


class Options(BaseModel):
    """What a mapper may wish of a result; whatever is left open is taken from the map or the song.

    The names are those of the request file, the command line and the page.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    mode: Mode | None = Field(None, description="Game mode of the result; open: the map's own.")
    difficulty: float | None = Field(None, ge=0, le=15, description="Wanted star rating.")
    mapper: int | str | None = Field(
        None, description="Map in the style of this mapper (user id or name; model)."
    )
    year: int | None = Field(None, ge=2007, le=2077, description="Map in the style of this year (model).")
    hitsounded: bool | None = Field(None, description="Whether the result carries hitsounds.")
    descriptors: tuple[str, ...] = Field((), description="Style words such as 'jump aim' (model).")
    negative_descriptors: tuple[str, ...] = Field(
        (), description="Style words to stay away from (model, cfg > 1)."
    )
    circle_size: float | None = Field(
        None, ge=0, le=10, validation_alias=AliasChoices("circle_size", "cs"), description="Circle size (CS)."
    )
    approach_rate: float | None = Field(
        None,
        ge=0,
        le=10,
        validation_alias=AliasChoices("approach_rate", "ar"),
        description="Approach rate (AR).",
    )
    overall_difficulty: float | None = Field(
        None,
        ge=0,
        le=10,
        validation_alias=AliasChoices("overall_difficulty", "od"),
        description="Overall difficulty (OD).",
    )
    hp_drain_rate: float | None = Field(
        None,
        ge=0,
        le=10,
        validation_alias=AliasChoices("hp_drain_rate", "hp"),
        description="HP drain rate (HP).",
    )
    slider_multiplier: float | None = Field(
        None,
        ge=0.4,
        le=3.6,
        validation_alias=AliasChoices("slider_multiplier", "sv"),
        description="Base slider velocity (SV).",
    )
    slider_tick_rate: float | None = Field(None, ge=0.5, le=8, description="Slider ticks a beat.")
    key_count: int | None = Field(
        None,
        ge=1,
        le=18,
        validation_alias=AliasChoices("key_count", "keycount", "keys"),
        description="Columns (mania).",
    )
    hold_note_ratio: float | None = Field(None, ge=0, le=1, description="Share of hold notes (mania).")
    scroll_speed_ratio: float | None = Field(
        None, ge=0, le=1, description="Share of notes at another scroll speed (taiko, mania; model)."
    )
    cfg_scale: float | None = Field(
        None,
        ge=1,
        le=20,
        validation_alias=AliasChoices("cfg_scale", "cfg"),
        description="Strength of the style words (model).",
    )
    temperature: float | None = Field(None, gt=0, le=5, description="How daring the model draws (model).")
    timing_temperature: float | None = Field(None, gt=0, le=5, description="The same for timing (V29, V31).")
    mania_column_temperature: float | None = Field(
        None, gt=0, le=5, description="The same for mania columns (V29, V31)."
    )
    taiko_hit_temperature: float | None = Field(
        None, gt=0, le=5, description="The same for taiko hits (V29, V31)."
    )
    top_p: float | None = Field(
        None, gt=0, le=1, description="Draw only from the likeliest tokens of this mass (model)."
    )
    top_k: int | None = Field(
        None, ge=0, description="Draw only from this many likeliest tokens; 0: all (model)."
    )
    lookback: float | None = Field(
        None, ge=0, lt=1, description="Share of a window that repeats the one before (model)."
    )
    lookahead: float | None = Field(
        None, ge=0, lt=1, description="Share of a window left to the next one (model)."
    )
    timeshift_bias: float | None = Field(None, description="Added to the scores of time tokens (model).")
    timing_leniency: float | None = Field(
        None, ge=0, description="How far beats may lie off the grid, ms (model)."
    )
    super_timing: bool | None = Field(None, description="Time by many passes over the song (model).")
    start: float | None = Field(None, description="First time the result may touch, ms.")
    end: float | None = Field(None, description="Last time the result may touch, ms.")
    move_objects: bool = Field(False, description="Timing: move the objects along with the new red lines.")
    name: str | None = Field(
        None,
        min_length=1,
        max_length=80,
        description="Name of the new difficulty; may hold {source}, {stars}, {level}.",
    )
    tags: str | None = Field(None, description="Words added to the result's tags, such as a disclosure.")
    candidates: int = Field(
        1, ge=1, le=8, description="How many versions are made, to choose from (generate, guest, remap)."
    )
    seed: int = Field(
        0, ge=0, lt=2**63, description="The same request with the same seed gives the same bytes."
    )
