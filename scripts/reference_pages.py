"""Pages of reference made from the program itself: commands and rules.

Belongs here: the text of docs/reference/. Does not: tables and outcome codes (see `pipelines.contracts`).

    python -m scripts.reference_pages
"""

from __future__ import annotations

import csv
import inspect
from collections.abc import Iterator
from enum import Enum
from typing import Any

import typer
from typer.core import TyperArgument

from pipelines.cli import app
from pipelines.home import CHECKOUT, DBT_PROJECT

FOLDER = CHECKOUT / "docs" / "reference"


def pages() -> dict[str, str]:
    """File name → text."""
    return {"commands.md": commands_page(), "rules.md": rules_page()}


def commands_page() -> str:
    """Every command with its help, arguments and options, as the program prints them."""
    lines = [
        "# 命令 / Commands",
        "",
        "Made from the program's own help by `python -m scripts.reference_pages`; "
        "`gongkai COMMAND --help` says the same. `gongkai --install-completion`: your shell completes them.",
        "",
        "Exit codes: 0 done; 1 failing results or something not in order; 2 not readable, or wrong usage.",
        "",
    ]
    root = typer.main.get_command(app)
    for path, command in _commands(root, ()):
        lines += [f"## gongkai {' '.join(path)}", "", *_help(command), ""]
        rows = [row for parameter in command.params if (row := _parameter(parameter))]
        if rows:
            lines += ["| argument or option | meaning | default |", "| --- | --- | --- |", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def _commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    subcommands = getattr(command, "commands", None)
    if subcommands is None:
        yield path, command
        return
    for name in sorted(subcommands):
        yield from _commands(subcommands[name], (*path, name))


def _help(command: Any) -> list[str]:
    """The help: paragraphs as they are; lines that show a call in code blocks."""
    text = inspect.cleandoc(command.help or "")
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        is_call = paragraph.strip().startswith("gongkai ")
        if is_call:
            lines += ["```sh", paragraph.strip(), "```", ""]
        else:
            lines += [" ".join(paragraph.split()), ""]
    return lines[:-1]


def _parameter(parameter: Any) -> str:
    if parameter.name == "help" or getattr(parameter, "hidden", False):
        return ""
    default_value = parameter.default
    choices = "/".join(str(c.value) for c in type(default_value)) if isinstance(default_value, Enum) else ""
    shape = parameter.metavar or choices or ("N" if isinstance(default_value, int) else "TEXT")
    if isinstance(parameter, TyperArgument):
        names, is_option = shape, False
    else:
        names, is_option = ", ".join(parameter.opts) + ("" if parameter.is_flag else f" {shape}"), True
    default = "" if parameter.default in (None, False) or parameter.required else _plain(parameter.default)
    default = "processors − 1" if parameter.name == "jobs" else default
    required = " (required)" if parameter.required and is_option else ""
    return (
        f"| `{_cell(names)}`{required} | {_cell(getattr(parameter, 'help', '') or '')} | {_cell(default)} |"
    )


def _plain(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)


def rules_page() -> str:
    """Every reconciliation rule of the catalogue."""
    with (DBT_PROJECT / "seeds" / "rules.csv").open(encoding="utf-8", newline="") as file:
        rules = list(csv.DictReader(file))
    lines = [
        "# 勾稽规则 / Reconciliation rules",
        "",
        f"The {len(rules)} rules of `dbt_project/seeds/rules.csv`; the page is made by "
        "`python -m scripts.reference_pages`. `RS(n)` allows for the rounding of n printed figures. "
        "[How to add one](../how-to/add-a-rule.md).",
        "",
        "| id | 规则 / rule | 公式 / formula | tolerance | severity |",
        "| --- | --- | --- | --- | --- |",
    ]
    for rule in sorted(rules, key=lambda r: r["rule_id"]):
        title = f"{rule['title_zh']}<br>{rule['title_en']}"
        formula = f"{rule['formula_zh']}<br>{rule['formula_en']}"
        lines.append(
            f"| `{rule['rule_id']}` | {_cell(title)} | {_cell(formula)} "
            f"| {_cell(rule['tolerance_kind'])} | {rule['severity']} |"
        )
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def main() -> None:
    """Write the pages. They are made for every build of the documentation and never kept."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
