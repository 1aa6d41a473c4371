"""The `gongkai codes` commands: names, options, help. The work is in `commands/codes.py`.

Belongs here: what people type about code books. Does not: anything else; heavy imports happen inside.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli_options import AsJson

codes = typer.Typer(
    name="codes",
    no_args_is_help=True,
    help="Official code books (政府收支分类科目): raw/codes/.",
    rich_markup_mode="markdown",
)


class Scheme(StrEnum):
    FUNCTION = "function"
    DEPT_ECONOMIC = "dept_economic"
    GOV_ECONOMIC = "gov_economic"


@codes.command("load")
def codes_load(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", show_default=False, help="The book: xlsx, xls, csv, pdf, docx.")
    ],
    scheme: Annotated[
        Scheme, typer.Option(help="function 功能分类, dept_economic 部门经济分类, gov_economic 政府经济分类.")
    ],
    year: Annotated[int, typer.Option(min=2007, max=2100, help="Fiscal year of the book.", metavar="YEAR")],
    as_json: AsJson = False,
) -> None:
    """Load an official code book, so that its names count as official (dim_function, dim_economic).

    One code column, 类│款│项 apart, or lines of text: all are read. Loading a book of the same year again
    replaces it.

        gongkai codes load 2026政府收支分类科目.xlsx --scheme function --year 2026
    """
    from pipelines.commands.codes import load as command

    raise typer.Exit(command(context.obj, file, scheme.value, year, as_json=as_json))
