"""The options as long options of a command line, each under its own name."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import (
    Annotated,
    Any,
    Concatenate,
    Literal,
    ParamSpec,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

import typer
from pydantic import AliasChoices, ValidationError
from pydantic.fields import FieldInfo

from engine.protocol.options import Options
from settings.complaint import complaint

P = ParamSpec("P")
R = TypeVar("R")

_SINGULAR = {"descriptors": "--descriptor", "negative_descriptors": "--negative-descriptor"}


def with_options(command: Callable[Concatenate[Options, P], R]) -> Callable[P, R]:
    """Give a typer command one long option for each field of :class:`Options`.

    The command takes the checked options as its first argument; a value out of its range ends in
    typer's usage error (exit status 2).
    """

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        chosen = {name: kwargs.pop(name) for name in Options.model_fields}
        given = {name: value for name, value in chosen.items() if value not in (None, [])}
        try:
            options = Options.model_validate(given)
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0]).replace("_", "-")
            raise typer.BadParameter(
                f"{complaint(error)} (got {first['input']!r})", param_hint=f"--{name}"
            ) from error
        return command(options, *args, **kwargs)

    hints = get_type_hints(command, include_extras=True)
    own = [
        parameter.replace(annotation=hints[parameter.name])
        for parameter in list(inspect.signature(command).parameters.values())[1:]
    ]
    ours = [_parameter(name, info) for name, info in Options.model_fields.items()]
    signature = inspect.Signature([*own, *ours])
    run.__signature__ = signature  # type: ignore[attr-defined]
    run.__annotations__ = {
        parameter.name: parameter.annotation for parameter in signature.parameters.values()
    }
    return run


def _parameter(name: str, info: FieldInfo) -> inspect.Parameter:
    kind = _plain(info.annotation)
    spelling = _SINGULAR.get(name, "--" + name.replace("_", "-"))
    names = [spelling]
    if isinstance(info.validation_alias, AliasChoices):
        names += [f"--{str(alias).replace('_', '-')}" for alias in info.validation_alias.choices[1:]]
    if kind is bool:
        names = [f"{spelling}/--no-{spelling[2:]}"]
    annotation: Any = Annotated[kind | None, typer.Option(*names, help=info.description, show_default=False)]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _plain(annotation: Any) -> Any:  # noqa: ANN401 - a type, as typing gives it
    """The type of one value as typer knows it: no unions, lists for tuples, text for choices."""
    members = [member for member in get_args(annotation) if member is not type(None)]
    if get_origin(annotation) is tuple:
        return list[str]
    if get_origin(annotation) is Literal or any(get_origin(member) is Literal for member in members):
        return str
    if len(members) > 1:
        return str
    return members[0] if members else annotation
