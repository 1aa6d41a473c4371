"""How well pages become logical tables and narrative: exactness, gold tables, conservation, speed.

Usage: `python benchmarks/extract/logical_tables.py [SHARED] [--real] [-v]` where SHARED is the folder with
`corpus/` and `tools/` (default `../shared`). Prints the figures the documentation quotes; writes nothing.

Belongs here: measuring `pipelines.extract` against labelled documents. Does not: speed of the PDF engine.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pipelines.extract.document import engine_for, extract_document
from pipelines.extract.model import ExtractedDocument, LogicalTable, UnreadableDocument
from pipelines.extract.tables.assemble import assemble
from pipelines.extract.tables.audit import unaccounted

PDF = "application/pdf"
NOT_RULED = {"d07_wp_threeline", "d08_wp_hrows", "d22_cr_zebra"}
_UNIT_WORD = re.compile(r"(亿元|万元|千元|元)")
_BRACKETED_UNIT = re.compile(r"[（(](亿元|万元|千元|元)[)）]")


def squeezed(text: str) -> str:
    """Text without white space: the comparison the truth was made for."""
    return re.sub(r"[\s\u00a0\u3000\u200b\ufeff]+", "", text or "")


def folded(text: str) -> str:
    """As `squeezed`, with full-width forms folded: the comparison of the gold scorer."""
    return squeezed(unicodedata.normalize("NFKC", text or ""))


def whole_grid(table: LogicalTable) -> tuple[int, int, tuple[Any, ...]]:
    """Rows, columns and every cell with its place, spans and text, header included."""
    header_rows = table.header_row_count
    cells = [(c.row, c.column, c.row_span, c.column_span, squeezed(c.text)) for c in table.header_cells]
    cells += [
        (c.row + header_rows, c.column, c.row_span, c.column_span, squeezed(c.text)) for c in table.cells
    ]
    return header_rows + table.row_count, table.column_count, tuple(sorted(cells))


def true_grid(table: dict[str, Any]) -> tuple[int, int, tuple[Any, ...]]:
    """The same of a table of the truth."""
    cells = [(c["r"], c["c"], c["rs"], c["cs"], squeezed(c["text"])) for c in table["cells"]]
    return table["nrows"], table["ncols"], tuple(sorted(cells))


def synthetic(shared: Path, verbose: bool) -> None:
    """Logical tables, titles, unit lines, notes and paragraphs of the labelled synthetic documents."""
    total: Counter[str] = Counter()
    for truth_file in sorted((shared / "corpus/synthetic_pdf").glob("d*.json")):
        truth = json.loads(truth_file.read_text(encoding="utf-8"))
        document = extract_document(truth_file.with_suffix(".pdf").read_bytes(), PDF)
        found: dict[Any, list[LogicalTable]] = {}
        for table in document.tables:
            found.setdefault(whole_grid(table), []).append(table)
        score: Counter[str] = Counter(tables=len(truth["tables"]), found=len(document.tables))
        bad = []
        for table in truth["tables"]:
            twins = found.get(true_grid(table), [])
            if not twins:
                bad.append(table["id"])
                continue
            twin = twins.pop(0)
            wrong = []
            checks = {
                "title": squeezed(twin.title) == squeezed(table["title"]),
                "unit": squeezed(table["unit"] or "") == squeezed(twin.unit_line),
                "note": squeezed(table["note"] or "") == squeezed(twin.note),
                "header": (table["kind"] == "form" and twin.header_row_count == 0)
                or twin.header_row_count == table["header_rows"],
            }
            score["exact"] += 1
            for name, holds in checks.items():
                score[name] += holds
                if not holds:
                    wrong.append(name)
            if wrong:
                bad.append(f"{table['id']}:{'+'.join(wrong)}")
        blocks = [squeezed(b.text) for b in document.blocks]
        whole = Counter(blocks)
        for paragraph in truth["narrative"]:
            key = squeezed(paragraph)
            score["paragraphs"] += 1
            is_whole = whole[key] > 0
            whole[key] -= is_whole
            score["whole"] += is_whole
            inside = is_whole or any(key in block for block in blocks)
            score["contiguous"] += inside
            if verbose and not is_whole:
                print("   paragraph", "inside another" if inside else "NOT FOUND", paragraph[:60])
        kind = "unruled" if truth_file.stem in NOT_RULED else "ruled"
        for name, value in score.items():
            total[f"{kind} {name}"] += value
        print(f"{truth_file.stem:24s} {kind:8s} {dict(score)} {' '.join(bad)}")
    for kind in ("ruled", "unruled"):
        n = total[f"{kind} tables"]
        print(
            f"{kind}: exact {total[f'{kind} exact']}/{n} = {total[f'{kind} exact'] / n:.4f}, found "
            f"{total[f'{kind} found']}; of the exact ones right title {total[f'{kind} title']}, unit line "
            f"{total[f'{kind} unit']}, note {total[f'{kind} note']}, header depth {total[f'{kind} header']}; "
            f"paragraphs contiguous {total[f'{kind} contiguous']}, whole {total[f'{kind} whole']} of "
            f"{total[f'{kind} paragraphs']}"
        )


def unit_of(table: LogicalTable) -> str:
    """The unit of money as a word: of the unit line, else in brackets in the header or a label."""
    line = _UNIT_WORD.search(folded(table.unit_line))
    if line:
        return line.group(1)
    labels = [label for path in table.columns for label in path] + [c.text for c in table.cells]
    for label in labels:
        if match := _BRACKETED_UNIT.search(label):
            return match.group(1)
    return ""


def prediction(file: str, table: LogicalTable) -> dict[str, Any]:
    """One table in the form of the gold scorer."""
    rows = [[cell.text if cell else "" for cell in row] for row in table.rows()]
    return {
        "file": file,
        "pages": list(range(table.first_page, table.last_page + 1)),
        "rows": rows,
        "title": table.title,
        "unit_printed": unit_of(table),
        "columns": table.columns or [()] * table.column_count,
        "colno_row": table.column_numbers,
    }


def gold(shared: Path, verbose: bool) -> None:
    """The 22 tables labelled by eye: body cells by the scorer, header paths here."""
    folder = shared / "corpus/gold/tables"
    labelled = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json"))}
    predictions = []
    for file in sorted({g["file"] for g in labelled.values()}):
        path = shared / "corpus/disclosures" / file
        document = extract_document(path.read_bytes(), PDF)
        predictions += [prediction(file, t) for t in document.tables]
    with tempfile.TemporaryDirectory() as temporary:
        given, report = Path(temporary) / "given.json", Path(temporary) / "report.json"
        given.write_text(json.dumps(predictions, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, str(shared / "tools/score_grid.py"), str(folder), str(given)]
        run = subprocess.run(  # noqa: S603 - the scorer of the labelled tables
            [*command, "--out", str(report)], check=True, capture_output=True, text=True
        )
        scored = {t["table"]: t for t in json.loads(report.read_text())["tables"]}
    print(run.stdout.strip())
    paths_right = 0
    for name, g in labelled.items():
        wanted = [[folded(x) for x in path] for path in g["columns"]]
        candidates = [p for p in predictions if p["file"] == g["file"] and set(p["pages"]) & set(g["pages"])]
        best = max(
            candidates,
            key=lambda p: (
                folded(p["title"]) == folded(g["title"]),
                sum(folded(t) != "" for r in p["rows"] for t in r),
            ),
            default=None,
        )
        got = [[folded(x) for x in path] for path in best["columns"]] if best else None
        right = got == wanted
        paths_right += right
        s = scored[name]
        faults = [k for k in ("title_ok", "unit_printed_ok") if not s.get(k)]
        if faults or not right or not s["perfect"] or verbose:
            print(f"{name}: perfect {s['perfect']} parts {s['parts']} {faults}", end=" ")
            print(best and (best["title"], best["unit_printed"], best["pages"]))
            if not right:
                print("   wanted", wanted, "\n   got   ", got)
    print(f"gold: header paths equal {paths_right}/{len(labelled)}")


def real(shared: Path, verbose: bool) -> None:
    """All real disclosures: counts that show wrong joining, conservation, time of assembling alone."""
    total: Counter[str] = Counter()
    seconds = 0.0
    for path in sorted((shared / "corpus/disclosures").rglob("*.pdf")):
        try:
            pages = list(engine_for(PDF).pages(path.read_bytes()))
        except UnreadableDocument as refusal:
            print(path.parent.name, path.name, refusal)
            total["refused"] += 1
            continue
        started = time.process_time()
        document = assemble(pages).close("", PDF)
        seconds += time.process_time() - started
        lost = unaccounted(pages, document)
        counts = table_counts(document)
        counts["pages"] = len(pages)
        counts["texts lost"] = len(lost)
        total += counts
        if verbose or lost:
            print(path.parent.name, path.name, dict(counts), lost[:5])
    print({k: total[k] for k in sorted(total)})
    print(f"assembling: {1000 * seconds / total['pages']:.3f} ms of CPU time a page")


def table_counts(document: ExtractedDocument) -> Counter[str]:
    """Signs of tables that were cut or glued wrongly."""
    counts: Counter[str] = Counter(documents=1, blocks=len(document.blocks))
    for table in document.tables:
        counts["tables"] += 1
        counts["over several pages"] += table.last_page > table.first_page
        counts["single row"] += table.header_row_count + table.row_count <= 1
        counts["without header"] += not table.columns
        counts["without title"] += not table.title
        counts["without unit line"] += not table.unit_line
        counts["more than 40 columns"] += table.column_count > 40
        counts["column without label"] += any(not path for path in table.columns)
    return counts


def main() -> None:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--only", choices=("synthetic", "gold", "real"))
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    for part in (synthetic, gold, real):
        if options.only in (None, part.__name__):
            part(options.shared, options.verbose)


if __name__ == "__main__":
    main()
