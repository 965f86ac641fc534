import re

import brotli
import pytest
from flask import Flask, render_template_string
from jinja2 import FileSystemLoader

from quarter.web import static_files
from quarter.web.assets import BUILT, IMPORT, MORE_PDF_FONTS, PDF_FONTS, ROOT, URL, Shelf

STATIC = BUILT / "static"
STYLESHEETS = ("quarter.css", "quarter.rtl.css", "leaflet.css")


@pytest.fixture(scope="module")
def manifest():
    return static_files.read_manifest(STATIC)


@pytest.fixture(scope="module")
def app():
    app = Flask(__name__, static_folder=None)
    static_files.init_app(app)
    return app


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def css(manifest):
    return {name: (STATIC / manifest[name]).read_text(encoding="utf-8") for name in STYLESHEETS}


def test_every_name_in_the_manifest_leads_to_a_file(manifest):
    assert {"quarter.css", "quarter.rtl.css", "htmx.js", "leaflet.js", "leaflet.css"} <= manifest.keys()
    assert all((STATIC / hashed).is_file() for hashed in manifest.values())


@pytest.mark.parametrize("name", STYLESHEETS)
def test_a_stylesheet_points_only_to_files_that_are_served(css, manifest, name):
    targets = {match[2] for match in URL.finditer(css[name])}
    assert targets
    assert targets <= set(manifest.values())


@pytest.mark.parametrize("name", STYLESHEETS)
def test_a_stylesheet_asks_nobody_else(css, name):
    assert not re.search(r"""url\(["']?(https?:)?//|@import|data:(font|application)""", css[name])


def test_the_mirrored_stylesheet_is_mirrored(css):
    assert "border-left:" in css["quarter.css"]
    assert css["quarter.rtl.css"] != css["quarter.css"]
    assert len(css["quarter.rtl.css"]) == pytest.approx(len(css["quarter.css"]), rel=0.02)


def test_the_stylesheet_keeps_what_pages_are_built_from(css):
    for part in ("btn--primary", "label", "form-input__input", "error", "alert--danger"):
        assert f".kern-{part}" in css["quarter.css"]
    assert "unicode-range" in css["quarter.css"]


@pytest.mark.parametrize("name", ["quarter.css", "quarter.rtl.css"])
def test_the_stylesheet_stays_small(manifest, name):
    assert (STATIC / f"{manifest[name]}.br").stat().st_size < 25_000


def test_htmx_is_the_version_we_tested(manifest):
    assert '"4.0.1"' in (STATIC / manifest["htmx.js"]).read_text(encoding="utf-8")


def test_pdf_fonts_are_whole_truetype_files():
    for folder, name in [*(("fonts", name) for name in PDF_FONTS), *(("more_fonts", name) for name in MORE_PDF_FONTS)]:
        assert (BUILT / folder / name).read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_a_file_may_be_kept_for_ever(client, manifest):
    response = client.get(f"/static/{manifest['htmx.js']}")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.content_type == "text/javascript; charset=utf-8"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None), ("", None)],
)
def test_the_best_accepted_compression_is_sent(client, manifest, accepted, sent):
    response = client.get(f"/static/{manifest['quarter.css']}", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == sent
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.content_type == "text/css; charset=utf-8"


def test_compressed_and_plain_are_the_same_text(client, manifest):
    url = f"/static/{manifest['quarter.css']}"
    compressed = client.get(url, headers={"Accept-Encoding": "br"}).data
    assert brotli.decompress(compressed) == client.get(url).data


def test_a_font_is_sent_as_it_is(client, manifest):
    url = f"/static/{manifest['fira-sans-latin-400.woff2']}"
    response = client.get(url, headers={"Accept-Encoding": "br"})
    assert response.content_type == "font/woff2"
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    "name", ["../../app.py", "..%2f..%2fapp.py", "%2e%2e/%2e%2e/app.py", "manifest.json", "quarter.css", ""]
)
def test_nothing_else_is_served(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_templates_name_files_without_their_hash(app, manifest):
    with app.test_request_context():
        assert render_template_string("{{ asset('quarter.css') }}") == f"/static/{manifest['quarter.css']}"


def test_without_a_build_the_start_says_what_to_do(tmp_path):
    with pytest.raises(SystemExit, match="make run"):
        static_files.init_app(Flask(__name__, static_folder=None), tmp_path)


def shelved(folder, scripts):
    """The scripts as modules in a folder of their own, all put on a shelf."""
    for name, text in scripts.items():
        path = folder / "js" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shelf = Shelf(folder / "static")
    for path in sorted((folder / "js").rglob("*.js")):
        shelf.put_module(path)
    return shelf


def told(shelf, name):
    return (shelf.folder / shelf.names[name]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "statement",
    [
        'import "{}";',
        "import '{}';",
        'import { pick } from "{}";',
        'import {\n  pick,\n  drop as let_go,\n} from "{}";',
        'import * as all from "{}";',
        'import one from"{}"',
        'export { pick } from "{}";',
    ],
)
def test_an_import_names_the_hashed_file(tmp_path, statement):
    text = "// What a page begins with.\n" + statement.replace("{}", "./deep/picker.js") + "\ntell();\n"
    shelf = shelved(tmp_path, {"page.js": text, "deep/picker.js": "export const pick = 1;"})
    assert told(shelf, "page.js") == text.replace("./deep/picker.js", f"./{shelf.names['picker.js']}")


def test_what_only_looks_like_an_import_stays(tmp_path):
    text = '// import "./gone.js"\nexport const name = "./gone.js";\nexport const all = Array.from("./gone.js");\n'
    assert told(shelved(tmp_path, {"page.js": text}), "page.js") == text


def test_a_change_in_an_imported_module_changes_the_names_up_to_the_page(tmp_path):
    scripts = {"page.js": 'import "./map.js";', "map.js": 'import "./sign.js";', "sign.js": "1;", "other.js": "2;"}
    before = shelved(tmp_path / "before", scripts).names
    after = shelved(tmp_path / "after", scripts | {"sign.js": "3;"}).names
    assert [name for name in scripts if before[name] != after[name]] == ["page.js", "map.js", "sign.js"]


def test_a_module_comes_with_all_that_it_imports_once_each(tmp_path):
    scripts = {
        "page.js": 'import "./b.js";\nimport "./a.js";',
        "a.js": 'import "./c.js";',
        "b.js": 'import "./c.js";',
        "c.js": "1;",
    }
    shelf = shelved(tmp_path, scripts)
    shelf.close()
    assert static_files.read_imports(shelf.folder)["page.js"] == ["c.js", "b.js", "a.js"]


@pytest.mark.parametrize(
    ("scripts", "problem"),
    [
        (
            {"a.js": 'import "./b.js";', "b.js": 'import "./c.js";', "c.js": 'import "./b.js";'},
            "circle: b.js → c.js → b.js",
        ),
        ({"a.js": 'import "./a.js";'}, "circle: a.js → a.js"),
        ({"a.js": 'import "./b.js";'}, 'a.js imports "./b.js", which leads to no script of ours'),
        ({"a.js": 'import "b.js";', "b.js": ""}, 'a.js imports "b.js", which leads to no script of ours'),
        ({"a.js": "", "deep/a.js": ""}, "Two static files are called a.js"),
    ],
    ids=["a circle", "itself", "a missing file", "a bare name, which browsers refuse", "two files of one name"],
)
def test_the_build_refuses_in_one_sentence(tmp_path, scripts, problem):
    with pytest.raises(SystemExit, match=re.escape(problem)) as refused:
        shelved(tmp_path, scripts)
    assert "\n" not in str(refused.value)


def test_every_import_of_a_built_module_is_served(manifest):
    for module, imports in static_files.read_imports(STATIC).items():
        targets = {match[3] for match in IMPORT.finditer((STATIC / manifest[module]).read_text(encoding="utf-8"))}
        assert targets <= {f"./{manifest[name]}" for name in imports}


def test_a_page_names_one_module_and_asks_for_its_imports_at_once(app, manifest):
    app.jinja_loader = FileSystemLoader(ROOT / "templates")
    with app.test_request_context():
        html = render_template_string("{% from 'layouts/script.html' import script %}{{ script('plan.js') }}")
    assert html.split() == [
        *("<link", 'rel="modulepreload"', f'href="/static/{manifest["picker.js"]}">'),
        *("<script", f'src="/static/{manifest["plan.js"]}"', 'type="module"></script>'),
    ]
