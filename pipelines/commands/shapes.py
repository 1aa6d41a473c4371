"""What every command prints with `--json`: the shapes programs may rely on.

Belongs here: names, types and meanings of what is printed. Does not: printing it. The reference page is made
from here, and a test compares what commands print with it, so neither can lack anything.

Amounts are JSON numbers with all their digits (read them as decimals); times are ISO 8601 in UTC; ids of
documents are SHA-256. A command that fails prints `Failure` instead, and a line on stderr.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, NotRequired, TypedDict


class Failure(TypedDict):
    """Any command that could not do what it was asked (exit code 2)."""

    error: Annotated[str, "what went wrong, in one line"]
    exit_code: int


class IngestedFile(TypedDict):
    """What became of one file, as soon as it is known."""

    event: Literal["file"]
    path: Annotated[str, "as given; what lies in a container follows after ` › `"]
    code: Annotated[str, "outcome code, see the list of codes"]
    detail: str
    document_id: Annotated[str | None, "null when no bytes were read"]
    media_type: str | None
    is_taken: Annotated[bool, "the next run will read it"]


class IngestEnd(TypedDict):
    """The last line of `ingest`."""

    event: Literal["end"]
    counts: Annotated[dict[str, int], "files by outcome code"]


class NotCrawled(TypedDict):
    """A source that is not crawled, and why."""

    event: Literal["not_crawled"]
    source_id: str
    reason: str


class Fetched(TypedDict):
    """One address that was asked."""

    event: Literal["fetch"]
    code: Annotated[str, "outcome code"]
    url: str
    role: Annotated[str, "document, container, list, …"]
    name: str
    bytes: int | None
    detail: str | None


class Crawl(TypedDict):
    """How a crawl went."""

    counts: Annotated[dict[str, int], "addresses by outcome code"]
    documents_new: int
    documents_changed: int
    bytes_received: int
    ended: Annotated[bool, "false: broken off, run it again to go on"]
    cause: str
    run_id: str


class CollectEnd(TypedDict):
    """The last line of `collect`."""

    event: Literal["end"]
    files: Annotated[dict[str, int], "registered files by outcome code"]
    crawl: Annotated[Crawl | None, "null when no source is ready to be crawled"]
    remarks: Annotated[list[str], "missing, late, odd, to be fetched by hand"]


class SourceAdded(TypedDict):
    """The record that was started."""

    source_id: str
    file: str
    columns: Annotated[list[str], "addresses of its column pages"]


class SourceState(TypedDict):
    """One registered source."""

    source_id: str
    name: str
    units: int
    columns: int
    hosts: list[str]
    last_asked: str | None
    documents: int
    changes: Annotated[int, "documents changed after publication"]
    expected: Annotated[dict[str, int], "disclosures owed, by state"]
    remarks: Annotated[list[str], "what needs a person"]


class SourcesChecked(TypedDict):
    """All sources asked about."""

    problems: Annotated[list[str], "records that are not valid"]
    sources: list[SourceState]


class ByHand(TypedDict):
    """An address that blocks robots."""

    source_id: str
    url: str
    asked_at: str
    reason: str
    link_text: str
    referrer: str


class WarcWritten(TypedDict):
    """The export for a web archive."""

    file: str
    bodies: int
    others: Annotated[int, "records about them"]


class RunDone(TypedDict):
    """The release that is current after the run."""

    state: Annotated[Literal["published", "unchanged"], "unchanged: nothing was to do"]
    release_id: str
    folder: str
    documents: int
    read: Annotated[dict[str, int], "documents read anew, by room"]
    tables: int
    figures: int
    checks: Annotated[dict[str, int], "results of rules by outcome"]
    findings: int
    failures: Annotated[list[dict[str, Any]], "spots not read: file_name, page, code, detail"]
    asset_checks_not_passed: list[str]
    effect: Annotated[
        str,
        "of changed code: same_code, no_effect, accepted, told (GONGKAI_EFFECT_GATE=tell), first_release",
    ]
    seconds: float


class RunHeld(TypedDict):
    """Changed code would change figures and nobody has accepted that (exit code 1); the release stays."""

    state: Literal["held"]
    code: Literal["EFFECT_NOT_ACCEPTED"]
    release: Annotated[str, "what is compared with; it stays current"]
    before: Annotated[dict[str, str], "version of each room in the release"]
    after: dict[str, str]
    rows: Annotated[dict[str, int], "changed, new, gone, outcomes that differ, uncompared documents"]
    effect: Annotated[str, "name of this very effect"]
    report: Annotated[str, "page for people"]
    changes_file: Annotated[str, "Parquet: every row that is not as before"]
    accept_with: Annotated[str, "the command that accepts it"]
    accepted_by: None


class RunFailed(TypedDict):
    """A run that failed (exit code 2); the release before it stays."""

    state: Literal["failed"]
    causes: list[str]
    log: str


class Serving(TypedDict):
    """Printed once what serves is up, or about to be."""

    address: NotRequired[Annotated[str | None, "null: nothing to open in a browser"]]
    home: NotRequired[str]
    service: NotRequired[str]
    log: NotRequired[str]
    scheduler: NotRequired[str]
    jobs: NotRequired[int]


class Exported(TypedDict):
    """The dashboard as files."""

    folder: str
    pages: int
    pictures: int
    bytes: int
    missing: Annotated[dict[str, str], "documents whose pages could not be drawn: cause"]


class ExtractedFile(TypedDict):
    """One file, as read."""

    document: Annotated[dict[str, Any], "path, sha256, media_type, pages, method"]
    tables: Annotated[
        list[dict[str, Any]], "table_type, title, money_unit, fiscal_year, pages, columns, rows, cells"
    ]
    text: Annotated[list[dict[str, Any]], "paragraphs: kind, level, page, text"]
    outcomes: Annotated[list[dict[str, Any]], "code, severity, page, detail"]


class Checked(TypedDict):
    """One disclosure and its rules."""

    disclosure: Annotated[dict[str, Any], "unit_name, fiscal_year, kind, report_level"]
    disclosures: Annotated[list[dict[str, Any]], "all that the files belong to"]
    documents: list[dict[str, Any]]
    results: Annotated[
        list[dict[str, Any]],
        "rule_id, outcome, severity, finding_id, message, left, right, difference, tolerance, evidence",
    ]
    findings: Annotated[list[dict[str, Any]], "failing results of one cause"]


class Explained(TypedDict):
    """One figure, back to its spot. Rows are those of the marts."""

    line: Annotated[dict[str, Any], "row of fct_line_item"]
    document: Annotated[dict[str, Any], "row of dim_document"]
    table: Annotated[dict[str, Any], "row of fct_table"]
    checks: Annotated[list[dict[str, Any]], "rule_id, outcome, message_zh, finding_id"]
    renditions: Annotated[list[dict[str, Any]], "the same figure in other files of the publication"]
    asked_as: Annotated[str | None, "the id asked for, when another file's figure stands for it"]
    surroundings: Annotated[list[str], "lines around it, in a text file"]
    png: str | None


class Examined(TypedDict):
    """One thing that was looked at."""

    name: str
    state: Literal["ok", "missing", "problem"]
    required: bool
    detail: str
    purpose: str
    get: Annotated[dict[str, str], "system → command that brings it"]


class Alerts(TypedDict):
    """Who is told."""

    mails: Annotated[list[dict[str, Any]], "to, host, port, security"]
    webhooks: Annotated[list[dict[str, Any]], "format, address_in (a variable, or file)"]
    missing: Annotated[list[str], "environment variables that are not set"]
    test: Annotated[dict[str, Any] | None, "sent, failures; null without --test"]


class Effected(TypedDict):
    """What changed code does to every figure."""

    state: Annotated[
        Literal["same_code", "no_effect", "held", "told", "accepted"],
        "held: `gongkai run` publishes nothing; told: GONGKAI_EFFECT_GATE=tell lets it go on",
    ]
    release: Annotated[str, "what is compared with"]
    before: Annotated[dict[str, str], "version of each room in the release"]
    after: dict[str, str]
    rows: Annotated[dict[str, int], "changed, new, gone, outcomes that differ, uncompared documents"]
    effect: Annotated[str | None, "name of this very effect; null when there is none"]
    report: Annotated[str | None, "page for people"]
    changes_file: Annotated[str | None, "Parquet: every row that is not as before"]
    accept_with: Annotated[str | None, "the command that accepts it"]
    accepted_by: str | None
    changes: Annotated[
        list[dict[str, Any]],
        "by table, table_type and source: before, same, changed, added, removed, moved_yuan",
    ]
    outcomes: Annotated[list[list[Any]], "code, before, after"]
    columns: Annotated[list[str], "columns that only one version has"]
    uncompared: Annotated[list[str], "documents whose parts of the released version are gone"]
    examples: list[dict[str, Any]]


class ToReview(TypedDict):
    """One spot in doubt, heaviest first."""

    code: str
    cause: str
    document_id: str
    file_name: str
    unit_name: str
    fiscal_year: int | None
    kind: str
    table_index: int | None
    table_title: str
    page: int | None
    row: int | None
    column: int | None
    target: Annotated[str, "what a correction would correct"]
    reads: str
    places: int
    stake_yuan: float
    is_stake_known: Annotated[bool, "false: the whole disclosure's amount"]
    doubt: float
    line_id: str | None
    weight: Annotated[float, "stake × doubt"]
    command: Annotated[str, "what would correct it, to be completed"]


class Corrected(TypedDict):
    """The correction that was written down."""

    file: str
    correction: Annotated[dict[str, str], "the row of raw/corrections"]
    promoted: NotRequired[Annotated[dict[str, str], "the row of the catalogue, with --promote"]]


class CorrectionState(TypedDict):
    """One correction, and what it would do now."""

    state: Annotated[str, "outcome code"]
    detail: str
    document_id: NotRequired[str]
    table_index: NotRequired[str]
    target: NotRequired[str]
    row: NotRequired[str]
    column: NotRequired[str]
    reads: NotRequired[str]
    should_read: NotRequired[str]
    author: NotRequired[str]
    reason: NotRequired[str]
    evidence: NotRequired[str]
    decided_on: NotRequired[str]
    expires_on: NotRequired[str]


class CodesLoaded(TypedDict):
    """An official code book."""

    file: str
    scheme: str
    fiscal_year: int
    table: Annotated[str, "the file under raw/codes"]
    codes: Annotated[dict[str, int], "class, section, item"]
    contradictions: Annotated[list[dict[str, str]], "code, kept, refused: the book names it twice"]


class LakeBuilt(TypedDict):
    """The lake after building."""

    seconds: float
    data: str


class SupersetInstalled(TypedDict):
    """Superset's environment."""

    environment: str
    was_installed: bool


class SupersetLoaded(TypedDict):
    """What Superset was given."""

    database: str
    files: int
    user: str
    password: Annotated[str | None, "told once, when it was made"]


class BundleWritten(TypedDict):
    """The bundle for another Superset."""

    file: str
    database: str
    bytes: int


Row = dict[str, Any]
SHAPES: Final[dict[str, tuple[Literal["object", "list", "lines"], tuple[Any, ...]]]] = {
    "alerts": ("object", (Alerts,)),
    "bi export": ("object", (BundleWritten,)),
    "bi install": ("object", (SupersetInstalled,)),
    "bi load": ("object", (SupersetLoaded,)),
    "bi serve": ("object", (Serving,)),
    "check": ("object", (Checked,)),
    "codes load": ("object", (CodesLoaded,)),
    "collect": ("lines", (IngestedFile, NotCrawled, Fetched, CollectEnd)),
    "correct": ("object", (Corrected,)),
    "corrections": ("list", (CorrectionState,)),
    "dashboard": ("object", (Exported, Serving)),
    "doctor": ("list", (Examined,)),
    "effect": ("object", (Effected,)),
    "explain": ("object", (Explained,)),
    "extract": ("list", (ExtractedFile,)),
    "ingest": ("lines", (IngestedFile, IngestEnd)),
    "lake build": ("object", (LakeBuilt,)),
    "lake query": ("list", (Row,)),
    "query": ("list", (Row,)),
    "review": ("list", (ToReview,)),
    "run": ("object", (RunDone, RunHeld, RunFailed)),
    "service": ("object", (Serving,)),
    "sources add": ("object", (SourceAdded,)),
    "sources check": ("object", (SourcesChecked,)),
    "sources manual": ("list", (ByHand,)),
    "sources warc": ("object", (WarcWritten,)),
    "ui": ("object", (Serving,)),
    "worker": ("object", (Serving,)),
}
"""Command → one object, a list of objects, or a JSON line each; and the shapes those have. `query` gives one
object a row, with the names that the question gave its columns."""
