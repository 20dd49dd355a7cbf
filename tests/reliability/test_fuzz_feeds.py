"""A minute of coverage-guided fuzzing of whatever reads strangers' feeds finds nothing but refusals (guarantee G15)."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import skip_or_fail

HERE = Path(__file__).parent
SECONDS = {"strict_json": 10, "rows": 20, "mapping": 30}
"""Each target of `fuzz_feeds.py`, with its share of the minute."""


@pytest.mark.long
@pytest.mark.parametrize("target", SECONDS)
def test_fuzzing_finds_nothing_but_refusals(target: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("atheris") is None:
        skip_or_fail("fuzzing needs atheris, which is not installed here")
    env = os.environ | {
        "HELPFULACTS_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "helpfulacts.site.settings",
        "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), *sys.path]),
    }
    command = [
        sys.executable,
        str(HERE / "fuzz_feeds.py"),
        target,
        str(SECONDS[target]),
        str(tmp_path / "corpus"),
    ]
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, errors="replace")
    found = sorted(tmp_path.glob("corpus/found-*"))
    told = "".join(f"\n{one.name}: {one.read_bytes()[:400]!r}" for one in found)
    assert done.returncode == 0 and not found, f"{done.stderr[-3000:]}{told}"
    runs = re.findall(r"Done (\d+) runs", done.stderr)
    assert runs and int(runs[-1]) > 100, done.stderr[-1000:]
