"""JSON Schema of rule files and config files, generated from their types, for editors that complete and check YAML."""

import importlib.util
import re
from typing import Any

import msgspec

from lint.checks import KINDS, kind
from lint.config import Config
from lint.model import Rule

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SUBJECTS = ("config", "rule")

_HEAD = re.compile(r"(?P<keys>`[a-z-]+`(?:, `[a-z-]+`)*)(?: \([^)]*\))?: ")
_KEY = re.compile(r"`([a-z-]+)`")


def of(subject: str) -> dict[str, Any]:
    """The schema of `config` or `rule` files; raises KeyError for another subject."""
    return {"config": _config, "rule": _rule}[subject]()


def _config() -> dict[str, Any]:
    (top,), parts = msgspec.json.schema_components([Config], ref_template="#/$defs/{name}")
    return {"$schema": DIALECT, "title": "newslint config file", **top, "$defs": _described(parts, [Config])}


def _rule() -> dict[str, Any]:
    kinds = [name for name in KINDS if importlib.util.find_spec(f"lint.checks.{name}")]
    types = {name: kind(name).Options for name in kinds}
    # Every kind calls its struct Options: each is named after its kind here.
    named = {name: msgspec.defstruct(f"Match_{name}", [], bases=(options,), forbid_unknown_fields=True) for name, options in types.items()}
    for name, options in types.items():
        named[name].__doc__ = options.__doc__
    (rule, *_), parts = msgspec.json.schema_components([Rule, *named.values()], ref_template="#/$defs/{name}")
    parts = _described(parts, [Rule, *named.values()])
    for name in kinds:
        match = parts[f"Match_{name}"]
        match["properties"] = {"kind": {"const": name}, **match.get("properties", {})}
        match["required"] = ["kind", *match.get("required", [])]
    parts["Rule"]["properties"]["match"] = {"oneOf": [{"$ref": f"#/$defs/Match_{name}"} for name in kinds]}
    parts["Rule"]["properties"]["code"]["pattern"] = "^[A-Z]{2}[0-9]{3}$"
    parts["Rule"]["properties"]["name"]["pattern"] = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
    listed = {"type": "object", "properties": {"rules": {"type": "array", "items": rule, "minItems": 1}}, "required": ["rules"], "additionalProperties": False}
    return {"$schema": DIALECT, "title": "newslint rule file", "oneOf": [rule, listed], "$defs": parts}


def _described(parts: dict[str, Any], types: list[Any]) -> dict[str, Any]:
    """The parts in order of name, with the words of each type's docstring at the keys they speak of."""
    docs = {type_.__name__: type_.__doc__ or "" for type_ in types}
    for name, part in parts.items():
        for key, said in _sentences(docs.get(name, "")).items():
            if key in part.get("properties", {}):
                part["properties"][key].setdefault("description", said)
        if "description" in part:
            part["description"] = part["description"].split("\n")[0]
    return {name: parts[name] for name in sorted(parts)}


def _sentences(doc: str) -> dict[str, str]:
    """What a docstring says of each key: "`key`: words." or "`one`, `two`: words."."""
    found: dict[str, str] = {}
    heads = list(_HEAD.finditer(doc))
    for head, following in zip(heads, [*heads[1:], None]):
        said = doc[head.end() : following.start() if following else len(doc)].split("\n\n")[0]
        for key in _KEY.findall(head["keys"]):
            found[key] = " ".join(said.split())
    return found
