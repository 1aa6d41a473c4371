"""Pages of reference made from the program itself: commands and rules.

Belongs here: the text of docs/reference/. Does not: tables and outcome codes (see `pipelines.contracts`).

    python -m scripts.reference_pages
"""

from __future__ import annotations

import csv
import inspect
from collections.abc import Iterator
from enum import Enum
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import typer
from typer.core import TyperArgument

from pipelines.cli import app
from pipelines.cli_promises import PROMISES, words_of
from pipelines.commands.shapes import SHAPES
from pipelines.home import CHECKOUT, DBT_PROJECT

FOLDER = CHECKOUT / "docs" / "reference"


def pages() -> dict[str, str]:
    """File name → text."""
    return {"commands.md": commands_page(), "json.md": json_page(), "rules.md": rules_page()}


def commands_page() -> str:
    """Every command with its help, arguments and options, as the program prints them."""
    lines = [
        "# 命令 / Commands",
        "",
        "Made from the program's own help by `python -m scripts.reference_pages`; "
        "`gongkai COMMAND --help` says the same. `gongkai --install-completion`: your shell completes them.",
        "",
        "退出码 / exit codes: 0 完成 (done); 1 有不符或需要人处理 (something failed or needs a person); "
        "2 未能完成或用法有误 (could not be done, or wrong usage); 130 被中断 (interrupted).",
        "",
        "`--json`: 结果在标准输出，其余在标准错误 (result on stdout, words on stderr); [shapes](json.md).",
        "",
    ]
    root = typer.main.get_command(app)
    for path, command in _commands(root, ()):
        lines += [f"## gongkai {' '.join(path)}", "", *_help(command), ""]
        rows = [row for parameter in command.params if (row := _parameter(parameter))]
        if rows:
            lines += ["| argument or option | meaning | default |", "| --- | --- | --- |", *rows, ""]
        name = " ".join(path)
        lines += [words_of(PROMISES[name]), f"[JSON](json.md#gongkai-{name.replace(' ', '-')}).", ""]
    return "\n".join(lines).rstrip() + "\n"


JSON_INTRO = """# JSON

What every command prints with `--json`; made from `pipelines/commands/shapes.py` by
`python -m scripts.reference_pages`, and a test compares what commands print with it.

命令加 `--json` 后，标准输出只有下面的 JSON；给人看的话和进度在标准错误。
金额是带全部数位的数字，请按十进制读取。

- **object**: one JSON object. **list**: one JSON list. **lines**: one JSON object a line, as soon as known.
- Amounts are numbers with all their digits: read them as decimals. Times are ISO 8601.
- Keys are only ever added.
- A command that could not do what it was asked prints `{"error": …, "exit_code": 2}`, and a line on stderr.
"""


def json_page() -> str:
    """The shapes of `--json`, command by command."""
    lines = [JSON_INTRO]
    for name, (form, shapes) in sorted(SHAPES.items()):
        lines += [f"## gongkai {name}", "", f"**{form}**", ""]
        for shape in shapes:
            lines += _shape(shape) if is_typeddict(shape) else ["One object a row.", ""]
    return "\n".join(lines).rstrip() + "\n"


def _shape(shape: Any) -> list[str]:
    rows = []
    for key, hint in get_type_hints(shape, include_extras=True).items():
        optional = get_origin(hint) is NotRequired
        hint = get_args(hint)[0] if optional else hint
        meaning = hint.__metadata__[0] if get_origin(hint) is Annotated else ""
        hint = get_args(hint)[0] if get_origin(hint) is Annotated else hint
        rows.append(
            f"| `{key}`{' (may lack)' if optional else ''} | {_cell(_kind(hint))} | {_cell(meaning)} |"
        )
    return [
        inspect.cleandoc(shape.__doc__ or ""),
        "",
        "| key | type | meaning |",
        "| --- | --- | --- |",
        *rows,
        "",
    ]


def _kind(hint: Any) -> str:
    """A type in words: `text`, `list of number`, `text or null`, …"""
    plain = {str: "text", int: "number", float: "number", bool: "true/false", type(None): "null", Any: "any"}
    if hint in plain:
        return plain[hint]
    if is_typeddict(hint):
        keys = ", ".join(hint.__annotations__)
        return f"object ({keys})"
    arguments = get_args(hint)
    if get_origin(hint) is Literal:
        return " or ".join(f"`{a}`" for a in arguments)
    if get_origin(hint) is list:
        return f"list of {_kind(arguments[0])}"
    if get_origin(hint) is dict:
        return f"object ({_kind(arguments[1])} by name)"
    return " or ".join(_kind(a) for a in arguments)


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


RULES_INTRO = """# 勾稽规则 / Reconciliation rules

The {count} rules of `dbt_project/seeds/rules.csv`; the page is made by `python -m scripts.reference_pages`.
[How to add one](../how-to/add-a-rule.md).

**结果 / outcomes**: `pass` 相符; `rounding` 四舍五入可以解释 (rounding explains it); `fail` 不符;
`not_applicable` 不适用; `cannot_tell` 读取存疑或防护未过 (the reading is in doubt, or a guard failed);
`error` 规则自身出错 (the rule broke; the others go on).

**容差 / tolerance**: `0` 分毫不差 (exact); `R1` 末位一个单位 (one step of the last digit); `RS(n)`
每个参加计算的数半个单位 (half a step per printed figure); `CU` 0.01 万元 (元 against 万元); `PCT`
比率印出的位数及金额的四舍五入 (printed digits of a rate, rounding of its amounts); `none` 不涉及数值 (nothing
measured).

**严重程度 / severity**: `error` 自相矛盾 (the publication contradicts itself); `warning` 多半有误，也可能口径
不同 (likely, or scope explains it); `info` 提示 (a hint); `quarantine` 提取防护，不算单位的错 (a guard; never
held against the unit).

| id | 规则 / rule | 公式 / formula | tolerance | severity | 适用 / applies to | guards | 依据 / basis |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


def rules_page() -> str:
    """Every reconciliation rule of the catalogue."""
    with (DBT_PROJECT / "seeds" / "rules.csv").open(encoding="utf-8", newline="") as file:
        rules = list(csv.DictReader(file))
    lines = []
    for rule in sorted(rules, key=lambda r: r["rule_id"]):
        title = f"{rule['title_zh']}<br>{rule['title_en']}"
        formula = f"{rule['formula_zh']}<br>{rule['formula_en']}"
        years = "–".join(filter(None, (rule["valid_from"], rule["valid_to"])))
        applies = (rule["applies_to_kind"].replace(" ", ", "), rule["report_level"], years, rule["region"])
        lines.append(
            f"| `{rule['rule_id']}` | {_cell(title)} | {_cell(formula)} "
            f"| {_cell(rule['tolerance_kind'])} | {rule['severity']} "
            f"| {_cell('; '.join(filter(None, applies)))} | {rule['guards']} | {_cell(rule['basis'])} |"
        )
    return RULES_INTRO.format(count=len(rules)) + "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def main() -> None:
    """Write the pages. They are made for every build of the documentation and never kept."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
