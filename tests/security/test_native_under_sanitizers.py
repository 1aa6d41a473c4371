"""The C parts read whole and damaged PDFs under AddressSanitizer and UndefinedBehaviorSanitizer without a word."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.extract.native.build import build, compiler
from tests.paths import ROOT, SAMPLE_PDF

SANITIZED = (
    "-g",
    "-O1",
    "-fno-omit-frame-pointer",
    "-fsanitize=address,undefined",
    "-fno-sanitize-recover=all",
)
EXAMPLES = int(os.environ.get("GONGKAI_FUZZ", "25")) // 5  # each takes a second and a half


def runtime(name: str) -> Path | None:
    """A sanitizer's library that must be in the process before any other."""
    if (cc := compiler()) is None:
        return None
    said = subprocess.run(
        [cc, f"-print-file-name={name}"], capture_output=True, text=True, check=False
    ).stdout
    return Path(said.strip()) if Path(said.strip()).is_absolute() else None


LIBRARIES = [found for name in ("libasan.so", "libubsan.so") if (found := runtime(name))]
needs_sanitizers = pytest.mark.skipif(
    len(LIBRARIES) < 2, reason="no C compiler with its sanitizers (gcc has them)"
)


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "LD_PRELOAD": " ".join(map(str, LIBRARIES)),
        # Python frees little of its own at the end; its small blocks must lie apart to be watched.
        "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1",
        "PYTHONMALLOC": "malloc",
    }
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


READ = """
import random, sys
from pathlib import Path
from pipelines.extract.native import library
library.LIBRARY = Path(sys.argv[1])
assert library.loaded() is not None, "the watched library does not load"
from pipelines.collect.media_types import PDF
from pipelines.extract.document import extract_document
from pipelines.extract.model import UnreadableDocument
whole, chance = Path(sys.argv[2]).read_bytes(), random.Random(20261125)
PUT = [b"-99999999999", b"1e30", b"0 0 0 0 re ", b" 1e9 0 0 1e9 0 0 cm ", b"NaN", bytes([255] * 9)]
extract_document(whole, PDF)
for _ in range(int(sys.argv[3])):
    content = whole
    for _ in range(chance.randint(1, 6)):
        at = int(chance.random() * len(content))
        content = content[:at] + chance.choice(PUT) + content[at + chance.choice([0, 1, 8, 300]):]
    try:
        extract_document(content, PDF)
    except UnreadableDocument:
        pass
print("all read")
"""


@needs_sanitizers
def test_native_parts_stay_within_their_memory(tmp_path: Path) -> None:
    library = tmp_path / "pages.so"
    assert build(library, SANITIZED).startswith("built"), "the C parts do not compile with sanitizers"
    done = run(READ, str(library), str(SAMPLE_PDF), str(EXAMPLES))
    assert (done.returncode, done.stdout.strip()) == (0, "all read"), done.stderr[-3000:]


@needs_sanitizers
def test_a_fault_would_have_been_seen(tmp_path: Path) -> None:
    """The watch works: a read one byte beyond a block, called in the same way, ends the process."""
    source, library = tmp_path / "fault.c", tmp_path / "fault.so"
    source.write_text(
        "#include <stdlib.h>\nint beyond(int n) { char *p = malloc(n); int v = p[n]; free(p); return v; }\n"
    )
    cc = compiler()
    assert cc is not None
    subprocess.run([cc, *SANITIZED, "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
    done = run("import ctypes, sys; ctypes.PyDLL(sys.argv[1]).beyond(8)", str(library))
    assert done.returncode != 0
    assert "heap-buffer-overflow" in done.stderr
