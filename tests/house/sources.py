"""The files that the rules of the house are checked on."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = sorted(path for path in (ROOT / "quarter").rglob("*.py") if "built" not in path.parts)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
