"""What Lighthouse makes of some pages, as on a phone and at a desk: four scores of at most 100."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.visits import CHROMIUM

FOLDER = Path(__file__).with_name("lighthouse")
LIGHTHOUSE = FOLDER / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
DEVICES = {"phone": [], "desk": ["--preset=desktop"]}
COMMAND = [
    "--output=json", "--quiet", f"--only-categories={','.join(CATEGORIES)}",
    "--chrome-flags=--headless=new --no-sandbox --disable-gpu --lang=de",
]  # fmt: skip


def is_there() -> bool:
    """Whether `.ci/bench` could install it, and there is a browser to look with."""
    return LIGHTHOUSE.exists() and Path(CHROMIUM).exists() and shutil.which("node") is not None


def score_all(address: str, pages: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What was looked at, and its scores; what cost points is said on the way."""
    for device, options in DEVICES.items():
        for name, path in pages.items():
            found = _look(address + path, options)
            scores = (f"{category} {_score(found, category)}" for category in CATEGORIES)
            yield f"Lighthouse, {device}, {name}", ", ".join(scores)
            for problem in _problems(found):
                print(f"  {device}, {name}: {problem}", file=sys.stderr)


def _look(address: str, options: list[str]) -> dict:
    done = subprocess.run(
        [str(LIGHTHOUSE), address, *COMMAND, *options],
        env={**os.environ, "CHROME_PATH": CHROMIUM}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def _score(found: dict, category: str) -> int:
    return round(100 * (found["categories"][category]["score"] or 0))


def _problems(found: dict) -> Iterator[str]:
    """The audits that count and are not perfect."""
    for category in found["categories"].values():
        for reference in category["auditRefs"]:
            audit = found["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{audit['id']} {audit.get('displayValue', '')}".strip()
