"""Every setting, with its default and what it does."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from settings.file import written_in
from settings.folders import folders


class Names(BaseModel):
    """How new difficulties are called; {source}, {stars} and {level} are filled in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    generate: str = Field("Companion {stars}*", description="A whole difficulty.")
    remap: str = Field("{source} (remap)", description="A difficulty with a part made anew.")
    guest: str = Field("Companion's {level}", description="Another difficulty of a set.")
    spread: str = Field("Companion {level}", description="Each difficulty of a spread.")
    hitsounds: str = Field("{source} (hitsounds)", description="A difficulty with new hitsounds.")
    timing: str = Field("{source} (timing)", description="A difficulty with new red lines.")


class Mod(BaseModel):
    """Modding on save."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on_save: bool = Field(True, description="Mod every difficulty you save, in the background.")
    tell: Literal["problem", "warning", "minor"] = Field(
        "warning", description="The least grave suggestions that are worth a notification."
    )
    quiet: str = Field("", description='Hours without mod notifications, such as "22:00-08:00".')
    silent: tuple[str, ...] = Field(
        (), description='Mapset folders never told about, such as ["123 *", "old*"].'
    )
    model: str | None = Field(None, description="A checkpoint that mods along: preset or folder.")

    @field_validator("quiet")
    @classmethod
    def _hours(cls, value: str) -> str:
        try:
            _from_and_to(value)
        except ValueError:
            raise ValueError('write it as "22:00-08:00"') from None
        return value

    @property
    def quiet_hours(self) -> tuple[time, time]:
        """From and to; equal when there are none."""
        return _from_and_to(self.quiet)


def _from_and_to(hours: str) -> tuple[time, time]:
    if not hours:
        return time(), time()
    start, _, end = hours.partition("-")
    return time.fromisoformat(start.strip()), time.fromisoformat(end.strip())


class Settings(BaseSettings):
    """What a mapper can set, in `companion.toml` or as `COMPANION_...` in the environment."""

    model_config = SettingsConfigDict(
        env_prefix="COMPANION_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    songs: Path | None = Field(None, description="The Songs folder; left out, it is found by itself.")
    quiet_seconds: float = Field(
        1.0, ge=0.1, le=60, description="How long a file must lie still before it is read."
    )
    rescan_minutes: float = Field(
        5.0, ge=0.1, le=1440, description="How often the Songs folder is looked through as a whole."
    )
    workers: tuple[Annotated[str, Field(pattern=r"^(local|ssh:[^-\s]\S*)$")], ...] = Field(
        ("local",), min_length=1, description='Who does the work: "local", "ssh:user@host".'
    )
    idle_minutes: float = Field(
        5.0, ge=0.1, le=1440, description="How long a worker without work stays, ready to go."
    )
    engine: Literal["auto", "builtin", "model"] = Field(
        "auto", description="The engine when a request names none."
    )
    model: str | None = Field(None, description="The checkpoint when a request names none: preset or folder.")
    mod: Mod = Field(Mod(), description="Modding on save.")
    names: Names = Field(Names(), description="Names of new difficulties.")
    tags: str = Field("", description='Words added to the tags of results, such as "companion ai".')
    lazer_mounts: Path | None = Field(
        None,
        description="Where lazer mounts what is edited externally; left out, it is found by itself.",
    )
    fill_by_name: bool = Field(
        False, description='Fill a new, empty difficulty as its name wishes, such as "[Hard !5.2]".'
    )
    reload_editor: bool = Field(
        False,
        description="Windows: after a change in place press Ctrl+L in stable's editor, if you touched nothing"
        " since you saved.",
    )
    notifications: bool = Field(True, description="Show notifications; the log has them in any case.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the file."""
        del dotenv_settings, file_secret_settings
        file = InitSettingsSource(settings_cls, written_in(folders().settings_file))
        return init_settings, env_settings, file
