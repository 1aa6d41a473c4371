"""Everything that is made from the contracts and kept in the checkout.

Belongs here: which file has which content. Does not: making the content (modules it calls).
"""

from __future__ import annotations

from pathlib import Path

from pipelines.contracts import dbt_marts, dbt_sources, dictionary, metrics_page, outcome_codes, seeds


def generated_files() -> dict[str, str]:
    """Path below the checkout → text of the file."""
    models = "dbt_project/models"
    files = {
        f"{models}/staging/sources.yml": dbt_sources.sources_yaml(),
        f"{models}/staging/staging.yml": dbt_sources.staging_yaml(),
        f"{models}/marts/marts.yml": dbt_marts.marts_yaml(),
        "docs/dictionary.md": dictionary.dictionary_markdown(),
        "docs/metrics.md": metrics_page.metrics_markdown(),
        "docs/outcome_codes.md": outcome_codes.outcome_codes_markdown(),
    }
    for table in dbt_sources.source_tables():
        name = dbt_sources.staging_name(table)
        files[f"{models}/staging/{name}.sql"] = dbt_sources.staging_sql(table)
    for name, text in seeds.seed_files().items():
        files[f"dbt_project/seeds/{name}"] = text
    return files


def stale_files(checkout: Path) -> list[str]:
    """Generated files that are missing or not what the contracts say now, and staging views too many."""
    files = generated_files()
    stale = [
        name
        for name, text in files.items()
        if not (checkout / name).is_file() or (checkout / name).read_text(encoding="utf-8") != text
    ]
    staging = checkout / "dbt_project/models/staging"
    orphans = {path.relative_to(checkout).as_posix() for path in staging.glob("*.sql")} - files.keys()
    return sorted([*stale, *orphans])


def write_files(checkout: Path) -> list[str]:
    """Bring the generated files up to date; the names of those that changed."""
    files = generated_files()
    changed = stale_files(checkout)
    for name in changed:
        path = checkout / name
        if name in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name], encoding="utf-8")
        else:
            path.unlink()
    return changed
