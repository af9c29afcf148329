"""A hook of MkDocs that makes the pages written elsewhere: the front page from the README, one for each rule, the command line, the settings.

The functions that make text need no MkDocs, so that tests run them without it.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import click  # noqa: E402

from lint import cli, explain, ruleset, schema  # noqa: E402
from lint.model import FAMILIES, Rule  # noqa: E402

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

COPIED = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md", "LICENSE-data.md": "licence-data.md"}
"""Files of the repository and the pages they are on the site."""

_LINK = re.compile(r"\]\((?P<up>(?:\.\./)*)(?P<path>[A-Za-z0-9_./-]+)(?P<anchor>#[^)]*)?\)")


def pages() -> dict[str, str]:
    """Every page that is made, by its name."""
    made = {page: linked((ROOT / name).read_text("utf-8")) for name, page in COPIED.items()}
    made |= {f"rules/{rule.code}.md": rule_page(rule) for rule in ruleset.load().rules}
    return made | {"rules/index.md": rule_index(), "command-line.md": command_line(), "settings.md": settings()}


def linked(text: str) -> str:
    """Links to files of the repository as links to pages of the site; what has no page becomes its name."""

    def moved(match: re.Match[str]) -> str:
        path, anchor = match["path"], match["anchor"] or ""
        if path in COPIED:
            return f"]({COPIED[path]}{anchor})"
        if path.startswith("docs/"):
            return f"]({path.removeprefix('docs/')}{anchor})"
        return match.group() if (ROOT / "docs" / path).exists() and not match["up"] else "](index.md)"

    return _LINK.sub(moved, text)


def rule_page(rule: Rule) -> str:
    """The page of one rule, in the words of `newslint explain`."""
    page = "".join(explain.page(rule))
    if rule.code not in explain.measured():
        page += "\n## Measured\n\nNo figures yet: there is no labelled text for this rule that it was not written from.\n"
    return page + f"\nIn a terminal: `newslint explain {rule.code}`. [All rules](index.md)\n"


def rule_index() -> str:
    """All rules as a table, each with a link to its page."""
    table = re.sub(r"^\| ([A-Z]{2}\d{3}) ", r"| [\1](\1.md) ", "".join(explain.table(ruleset.load().rules)), flags=re.MULTILINE)
    return f"# Rules\n\nErrors are mechanical facts; what needs judgement is a warning or a note.\n\n{table}"


def command_line() -> str:
    """Every command with its options, from the program itself."""
    return "\n".join(["# Command line\n", *_helped(cli.group, click.Context(cli.group, info_name="newslint"))])


def _helped(group: click.Group, context: click.Context) -> Iterator[str]:
    """The help of each command of a group and of the groups in it."""
    for name, command in sorted(group.commands.items()):
        inner = click.Context(command, info_name=name, parent=context, max_content_width=100)
        yield f"## {inner.command_path}\n\n```text\n{inner.get_help()}\n```\n"
        if isinstance(command, click.Group):
            yield from _helped(command, inner)


def settings() -> str:
    """The keys of a config file, from the types, and the two schemas."""
    described = schema.of("config")
    fields = next(d for d in (described, *described.get("$defs", {}).values()) if "overrides" in d.get("properties", {}))["properties"]
    rows = "".join(f"| `{key}` | `{_shown(value.get('default'))}` | {value.get('description', '')} |\n" for key, value in fields.items())
    return (
        "# Settings\n\nThe keys of `newslint.yaml`. `newslint init` writes a commented file; `newslint check --show-config` tells what is in force.\n\n"
        f"| key | default | |\n| --- | --- | --- |\n{rows}\n"
        "JSON Schemas for editors: [config-schema.json](config-schema.json), [rule-schema.json](rule-schema.json); `newslint init --schema config`.\n"
    )


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("|", "\\|")


def on_config(config: "MkDocsConfig") -> "MkDocsConfig":
    """The navigation with the pages that are made, and with guides that stand in docs/ without being listed."""
    families: dict[str, list[Any]] = {}
    for rule in ruleset.load().rules:
        families.setdefault(rule.family, []).append({f"{rule.code} {rule.name}": f"rules/{rule.code}.md"})
    rules = {"Rules": ["rules/index.md", *({name: families[name]} for name in FAMILIES.values() if name in families)]}
    start, guides, reference, explanation = config.nav or []
    reference["Reference"][:0] = [{"Command line": "command-line.md"}, {"Settings": "settings.md"}]
    reference["Reference"] += [{"Contributing": "contributing.md"}, {"Changes": "changelog.md"}, {"Packaged data": "licence-data.md"}]
    named = json.dumps([start, guides, reference, explanation])
    explanation["Explanation"] += [page.name for page in sorted((ROOT / "docs").glob("*.md")) if f'"{page.name}"' not in named]
    config.nav = [start, guides, rules, reference, explanation]
    return config


def on_files(files: "Files", config: "MkDocsConfig") -> "Files":
    """Add the pages that are made."""
    from mkdocs.structure.files import File

    for name, text in pages().items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Links out of docs/ as links to pages of the site."""
    return linked(markdown) if page.file.generated_by is None else markdown
