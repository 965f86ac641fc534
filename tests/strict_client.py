"""A test client that checks every page it is given, as a careful reader would.

It fails on: a change during GET, invalid HTML, no title, no `lang`, not exactly one h1, duplicate ids, inputs
without a label, forms without a CSRF token, inline script or style.
"""

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from quarter.accounts.models import Person
from quarter.accounts.service import sign_in
from quarter.foundation import clock
from quarter.foundation.actors import Actor

ISOLATES = str.maketrans("", "", "\u2066\u2068\u2069")
XHTML = "{http://www.w3.org/1999/xhtml}"
WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


class StrictClient:
    """`sign_in`, `get` and `post`; `page` is the last page, `statements` the SQL of the last request."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http = app.test_client()
        self.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.statements: list[str] = []
        self.page: Any = None
        engine = app.extensions["quarter.database"].engine
        event.listen(engine, "before_cursor_execute", self._note)

    def sign_in(self, actor: Actor) -> "StrictClient":
        """Continue as this person, with a real sign-in but without the slow password."""
        with self.app.extensions["quarter.database"].unit_of_work() as session:
            person = session.get_one(Person, actor.person_id)
            token = sign_in(session, person, device="test", now=clock.now())
        with self.http.session_transaction() as cookie:
            cookie.clear()
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return self

    def sign_out(self) -> "StrictClient":
        with self.http.session_transaction() as cookie:
            cookie.clear()
        return self

    def get(self, address: str, *, status: int = 200, **kwargs: Any) -> TestResponse:
        """Fetch an address, expect its status, and check the page."""
        self.statements.clear()
        self.app.extensions["quarter.masthead"] = (None, None)  # what was asked before shall not count
        response = self.http.get(address, **kwargs)
        written = [statement for statement in self.statements if WRITING.match(statement)]
        assert not written, f"GET {address} wrote: {written}"
        return self._checked(response, address, status)

    def post(
        self, address: str, data: dict[str, Any] | None = None, *, status: int = 303, follow: bool = False,
        **kwargs: Any,
    ) -> TestResponse:  # fmt: skip
        """Send a form with a valid CSRF token; with `follow` the page after the redirect is fetched too."""
        self.statements.clear()
        form = dict(data or {})
        if "csrf_token" not in form:  # a form of the last page brings its own
            form["csrf_token"] = self._csrf_token()
        response = self.http.post(address, data=form, **kwargs)
        response.request.environ["wsgi.input"].close()  # what was large lay in a file
        self._checked(response, address, status)
        if follow:
            return self.get(urljoin(address, response.headers["Location"]))
        return response

    @property
    def text(self) -> str:
        """The visible words of the last page: blanks folded, without the invisible marks around names."""
        main = self.page.find(f".//{XHTML}body")
        return " ".join("".join(main.itertext()).split()).translate(ISOLATES)

    def submit(
        self, *, action: str | None = None, status: int = 303, follow: bool = False,
        headers: dict[str, str] | None = None, **fields: Any,
    ) -> TestResponse:  # fmt: skip
        """Fill in and send a form of the last page: its hidden and pre-filled fields, changed by `fields`."""
        form = self._form(action)
        data = {**form_fields(form), **fields}
        address = form.get("action") or self.address
        return self.post(address, data, status=status, follow=follow, headers=headers)

    def _form(self, action: str | None) -> Any:
        forms = [form for form in self.page.iter(f"{XHTML}form") if form.get("method", "").lower() == "post"]
        if action is None:
            main = self.page.find(f".//{XHTML}main")
            forms = [form for form in main.iter(f"{XHTML}form") if form.get("method", "").lower() == "post"]
        found = [form for form in forms if action is None or action in (form.get("action") or "")]
        assert found, f"no form {action or ''} on {self.address}"
        return next((form for form in found if action and form.get("action", "").endswith(action)), found[0])

    def _csrf_token(self) -> str:
        from flask_wtf.csrf import generate_csrf

        with self.app.test_request_context():
            from flask import g, session

            token = generate_csrf()
            secret = session["csrf_token"]
            g.pop("csrf_token", None)
        with self.http.session_transaction() as cookie:
            cookie["csrf_token"] = secret
        return token

    def _note(self, _c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.statements.append(statement)

    def _checked(self, response: TestResponse, address: str, status: int) -> TestResponse:
        assert response.status_code == status, f"{address}: {response.status} {response.headers.get('Location', '')}"
        if response.mimetype == "text/html" and status < 600 and response.status_code not in (301, 302, 303, 304):
            self.address = urlsplit(address)._replace(scheme="", netloc="").geturl()
            self.page = check_page(response.get_data(as_text=True), address)
        return response


def form_fields(form: Any) -> dict[str, Any]:
    """What a browser would send for an untouched form."""
    data: dict[str, Any] = {}
    for element in form.iter():
        name = element.get("name")
        if not name:
            continue
        tag = element.tag.removeprefix(XHTML)
        if tag == "input" and element.get("type") in ("checkbox", "radio"):
            if element.get("checked") is not None:
                data[name] = element.get("value", "on")
        elif tag == "input":
            data[name] = element.get("value", "")
        elif tag == "textarea":
            data[name] = (element.text or "").removeprefix("\n")
        elif tag == "select":
            options = list(element.iter(f"{XHTML}option"))
            chosen = [option for option in options if option.get("selected") is not None] or options[:1]
            data[name] = chosen[0].get("value", "") if chosen else ""
    return data


def check_page(html: str, address: str) -> Any:
    """Parse a page or fragment and check it; returns its tree."""
    is_fragment = "<html" not in html
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(html)
    errors = [
        error for error in parser.errors if not (is_fragment and error[1] == "expected-doctype-but-got-start-tag")
    ]
    if not is_fragment:
        assert not errors, f"{address}: invalid HTML {errors[:3]}"
        _check_frame(tree, address)
    _check_content(tree, address)
    return tree


def _check_frame(tree: Any, address: str) -> None:
    assert tree.get("lang"), f"{address}: no lang"
    assert (tree.findtext(f".//{XHTML}title") or "").strip(" ·"), f"{address}: no title"
    headings = list(tree.iter(f"{XHTML}h1"))
    assert len(headings) == 1, f"{address}: {len(headings)} h1"


def _check_content(tree: Any, address: str) -> None:
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), f"{address}: duplicate ids {sorted({i for i in ids if ids.count(i) > 1})}"
    for element in tree.iter():
        inline = [name for name in element.attrib if name == "style" or re.fullmatch(r"on[a-z]+", name)]
        assert not inline, f"{address}: inline {inline} on {element.tag}"
    for script in tree.iter(f"{XHTML}script"):
        assert script.get("src"), f"{address}: inline script"
    assert not list(tree.iter(f"{XHTML}style")), f"{address}: inline style"
    _check_forms(tree, address)


def _check_forms(tree: Any, address: str) -> None:
    labelled = {label.get("for") for label in tree.iter(f"{XHTML}label")}
    for kind in ("input", "select", "textarea"):
        for element in tree.iter(f"{XHTML}{kind}"):
            if element.get("type") in ("hidden", "submit"):
                continue
            has_name = element.get("id") in labelled or element.get("aria-label") or element.get("aria-labelledby")
            assert has_name, f"{address}: {kind} {element.get('name')} has no label"
    for form in tree.iter(f"{XHTML}form"):
        if form.get("method", "get").lower() == "post":
            assert "csrf_token" in form_fields(form), f"{address}: form {form.get('action')} without CSRF token"
