"""Which rules are asked for: selectors in layers, and settings of rules with their places. Nothing here knows a rule."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec


class RuleError(Exception):
    """A fault in a rule file or a selector, told in one line."""


class Selection(msgspec.Struct, frozen=True):
    """What the user asked for in one place: `select` replaces the default, `extend` adds to it, `ignore` removes; each is a list of selectors."""

    select: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Stated(NamedTuple):
    """Settings for the rules that a selector names, and where they stand in the config file."""

    selector: str
    given: Mapping[str, Any]
    place: tuple[Any, ...]


def votes(layers: Sequence[Selection]) -> list[tuple[str, bool]]:
    """Every selector with whether it turns rules on, in the order they count. A layer's `select` replaces what earlier layers selected and added."""
    first = max((i for i, layer in enumerate(layers) if layer.select), default=-1)
    spoken = [] if first >= 0 else [("default", True)]
    for i, layer in enumerate(layers):
        if i >= first:
            spoken += [(s, True) for s in (*layer.select, *layer.extend)]
        spoken += [(s, False) for s in layer.ignore]
    return spoken
