"""Turns third-party files and our own css and js into the files that a browser gets.

`python -m quarter.web.assets` fills quarter/built/. Every file of static/ stands there under a name that
carries the hash of its content and is compressed once, here, instead of at each request; manifest.json leads
from the plain name to the hashed one, imports.json from a module to all that come with it. fonts/ and
more_fonts/ hold the whole fonts that PDF files are set in.
"""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import brotli

from quarter.web.web_fonts import web_fonts

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
OWN = ROOT / "quarter" / "static"
BUILT = ROOT / "quarter" / "built"
STYLESHEET_SCRIPT = Path(__file__).with_name("stylesheet.mjs")
BUILDERS = (Path(__file__), Path(__file__).with_name("web_fonts.py"), STYLESHEET_SCRIPT)

PDF_FONTS = {
    "NotoSans-Regular.ttf": "noto-sans/400Regular/NotoSans_400Regular.ttf",
    "NotoSans-Italic.ttf": "noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf",
    "NotoSans-Bold.ttf": "noto-sans/700Bold/NotoSans_700Bold.ttf",
    "NotoSans-BoldItalic.ttf": "noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf",
    "NotoSansArabic-Regular.ttf": "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
    "NotoSansArabic-Bold.ttf": "noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf",
    # Noto draws the dots of Arabic letters as glyphs of their own, which readers of a PDF find as letters twice.
    "Vazirmatn-Regular.ttf": "vazirmatn/400Regular/Vazirmatn_400Regular.ttf",
    "Vazirmatn-Bold.ttf": "vazirmatn/700Bold/Vazirmatn_700Bold.ttf",
}
# Scripts that people of a European town write besides, and arrows and signs; in a folder of its own, because records of
# the first form were set without them. A weight of each is enough: bold is for our own words.
MORE_PDF_FONTS = {
    "NotoSansHebrew-Regular.ttf": "noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf",
    "NotoSansThai-Regular.ttf": "noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf",
    "NotoSansTamil-Regular.ttf": "noto-sans-tamil/400Regular/NotoSansTamil_400Regular.ttf",
    "NotoSansGeorgian-Regular.ttf": "noto-sans-georgian/400Regular/NotoSansGeorgian_400Regular.ttf",
    "NotoSansEthiopic-Regular.ttf": "noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf",
    "NotoSansMath-Regular.ttf": "noto-sans-math/400Regular/NotoSansMath_400Regular.ttf",
    "NotoSansSymbols2-Regular.ttf": "noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf",
}
# KERN names Fira Sans alone; Arabic letters shall not depend on what the reader's device has.
FONT_STACK = """
:root { --kern-typography-font-family-fira-sans: "Fira Sans", "Noto Sans Arabic", system-ui, sans-serif; }
"""

COMPRESSED = {".css", ".js", ".svg", ".webmanifest"}
URL = re.compile(r"""url\(\s*(["']?)(?!["']?(?:data:|#))([^"')]+)\1\s*\)""")
IMPORT = re.compile(r"""^((?:import|export)\b(?:[^"';]*\bfrom)?\s*)(["'])([^"']+)\2""", re.MULTILINE)
SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=\S+\s*$")


class Shelf:
    """The folder that is being filled, and the names given so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, str] = {}
        self.modules: dict[Path, list[str]] = {}  # to the names of all that come with each
        folder.mkdir(parents=True)

    def put(self, name: str, content: bytes) -> str:
        if name in self.names:
            raise SystemExit(f"Two static files are called {name}; rename one of them.")
        path = Path(name)
        hashed = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
        (self.folder / hashed).write_bytes(content)
        if path.suffix in COMPRESSED:
            (self.folder / f"{hashed}.br").write_bytes(brotli.compress(content, quality=11))
            (self.folder / f"{hashed}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        self.names[name] = hashed
        return hashed

    def put_css(self, name: str, css: str) -> None:
        """Names in url() are looked up by file name: everything on the shelf lies in one folder."""

        def hashed(match: re.Match[str]) -> str:
            target = match[2].rsplit("/", 1)[-1]
            if target not in self.names:
                raise SystemExit(f"{name} points to {match[2]}, which is not among the static files.")
            return f"url({self.names[target]})"

        self.put(name, URL.sub(hashed, css).encode())

    def put_script(self, name: str, source: Path) -> None:
        self.put(name, SOURCE_MAP.sub(b"\n", source.read_bytes()))

    def put_module(self, path: Path, importers: tuple[Path, ...] = ()) -> None:
        """Puts what it imports first: a module names the hashes of its imports, so its own changes with theirs."""
        if path in importers:
            circle = " → ".join(module.name for module in (*importers[importers.index(path) :], path))
            raise SystemExit(f"Modules import each other in a circle: {circle}.")
        if path in self.modules:
            return
        coming: dict[str, None] = {}

        def hashed(match: re.Match[str]) -> str:
            target = imported(path, match[3])
            self.put_module(target, (*importers, path))
            coming.update(dict.fromkeys((*self.modules[target], target.name)))
            return f"{match[1]}{match[2]}./{self.names[target.name]}{match[2]}"

        self.put(path.name, IMPORT.sub(hashed, path.read_text(encoding="utf-8")).encode())
        self.modules[path] = list(coming)

    def close(self) -> None:
        imports = {path.name: names for path, names in self.modules.items()}
        for name, content in (("manifest.json", self.names), ("imports.json", imports)):
            (self.folder / name).write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def imported(importer: Path, specifier: str) -> Path:
    target = (importer.parent / specifier).resolve()
    if not specifier.startswith(".") or not target.is_file():
        raise SystemExit(f'{importer.name} imports "{specifier}", which leads to no script of ours; write "./name.js".')
    return target


def build() -> bool:
    """Fills quarter/built/ anew if a source has changed; says whether it did."""
    stamp, digest = BUILT / "sources.sha256", sources_digest()
    if stamp.is_file() and stamp.read_text() == digest:
        return False
    fresh = BUILT.with_name("built.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fill(Shelf(fresh / "static"))
    copy_pdf_fonts(PDF_FONTS, fresh / "fonts")
    copy_pdf_fonts(MORE_PDF_FONTS, fresh / "more_fonts")
    (fresh / stamp.name).write_text(digest)
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)
    return True


def sources_digest() -> str:
    """The lock file stands for all third-party files."""
    digest = hashlib.sha256()
    for path in (ROOT / "package-lock.json", *BUILDERS, *own_files("**/*")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def own_files(pattern: str) -> list[Path]:
    return sorted(path for path in OWN.glob(pattern) if path.is_file() and not path.name.startswith("."))


def fill(shelf: Shelf) -> None:
    for path in own_files("*"):
        shelf.put(path.name, path.read_bytes())
    put_leaflet(shelf)
    shelf.put_script("htmx.js", MODULES / "htmx.org/dist/htmx.min.js")
    for path in own_files("js/**/*.js"):
        shelf.put_module(path)
    put_stylesheets(shelf)
    shelf.close()


def put_leaflet(shelf: Shelf) -> None:
    leaflet = MODULES / "leaflet" / "dist"
    for image in sorted((leaflet / "images").glob("*.png")):
        shelf.put(image.name, image.read_bytes())
    shelf.put_css("leaflet.css", (leaflet / "leaflet.css").read_text(encoding="utf-8"))
    shelf.put_script("leaflet.js", leaflet / "leaflet.js")


def put_stylesheets(shelf: Shelf) -> None:
    kern = MODULES / "@kern-ux" / "native" / "dist" / "kern.min.css"
    own = [path.read_text(encoding="utf-8") for path in own_files("css/*.css")]
    parts = {
        "kern": kern.read_text(encoding="utf-8"),
        "own": "\n".join([*put_web_fonts(shelf), FONT_STACK, *own]),
    }
    command = ["node", str(STYLESHEET_SCRIPT)]
    done = subprocess.run(command, input=json.dumps(parts).encode(), stdout=subprocess.PIPE, check=True)
    for name, css in json.loads(done.stdout).items():
        shelf.put_css(name, css)


def put_web_fonts(shelf: Shelf) -> list[str]:
    rules = []
    for name, content, rule in web_fonts(MODULES / "@fontsource"):
        shelf.put(name, content)
        rules.append(rule)
    return rules


def copy_pdf_fonts(fonts: Mapping[str, str], folder: Path) -> None:
    folder.mkdir()
    for name, source in fonts.items():
        shutil.copyfile(MODULES / "@expo-google-fonts" / source, folder / name)


if __name__ == "__main__":
    build()
