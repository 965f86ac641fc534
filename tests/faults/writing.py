"""A server in the middle of an evening, made to be killed: `python -m tests.faults.writing ADDRESS FOLDER ID`.

For each line on its standard input it becomes a fresh process of that many, in which two people work through the
house's own pages at once: one goes on writing notes word by word, one counts vote after vote. What the house has
answered for is written to standard output, one line each: `notes 3-2`, `votes 17`.
"""

import os
import re
import secrets
import sys
import threading
from html import unescape
from pathlib import Path
from typing import Any

import structlog
import time_machine
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from quarter.accounts.models import Person
from quarter.accounts.service import sign_in
from quarter.app import create_app
from quarter.config import Settings
from quarter.foundation import clock
from quarter.meetings.models import Meeting
from tests.meetings.evening import after, items

NOTES = re.compile(r'<textarea[^>]*name="notes"[^>]*>(.*?)</textarea>', re.DOTALL)
VERSION = re.compile(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"')


class Browser:
    """Somebody who has signed in, for a thread of their own."""

    def __init__(self, app: Flask, person_id: int) -> None:
        with app.extensions["quarter.database"].unit_of_work() as session:
            token = sign_in(session, session.get_one(Person, person_id), device="fault", now=clock.now())
        secret = secrets.token_hex(20)
        serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        kept = serializer.dumps({"_user_id": token, "_fresh": True, "csrf_token": secret})
        self.headers = {"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={kept}"}
        self.csrf = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token").dumps(secret)
        self.client = app.test_client(use_cookies=False)

    def get(self, address: str) -> str:
        answer = self.client.get(address, headers=self.headers)
        assert answer.status_code == 200, answer.status
        return answer.text

    def post(self, address: str, **fields: str) -> None:
        answer = self.client.post(address, data={"csrf_token": self.csrf, **fields}, headers=self.headers)
        assert answer.status_code == 303, answer.status


def write_notes(app: Flask, person_id: int, item: int, lap: int) -> None:
    browser, address = Browser(app, person_id), f"/meetings/1/items/{item}"
    for word in range(1, 10_000):
        page = browser.get(address)
        [notes], version = NOTES.findall(page), "".join(VERSION.findall(page)[0])
        text = f"{unescape(notes).strip()} {lap}-{word}".strip()
        browser.post(address, notes=text, version=version, then="stay")
        acknowledge(f"notes {lap}-{word}")


def count_votes(app: Flask, person_id: int, item: int, decisions: range) -> None:
    browser = Browser(app, person_id)
    for decision in decisions:
        address = f"/meetings/1/items/{item}/decisions/{decision}"
        browser.get(address)
        browser.post(address, city_yes="2", residents_no="1")
        acknowledge(f"votes {decision}")


def acknowledge(what: str) -> None:
    os.write(1, f"{what}\n".encode())  # one write of few bytes: lines of two threads do not mix


def work(app: Flask, person_id: int, lap: int, first_open: int, last: int) -> None:
    with app.extensions["quarter.database"].session(writes=False) as session:
        opening, street = (item.id for item in items(session, session.get_one(Meeting, 1)))
    threads = [
        threading.Thread(target=write_notes, args=(app, person_id, opening, lap)),
        threading.Thread(target=count_votes, args=(app, person_id, street, range(first_open, last + 1))),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main(address: str, folder: str, person_id: int) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    app = create_app(Settings(instance=Path(folder), database_url=address, secret_key="fault"))
    with time_machine.travel(after(20)):
        print("ready", flush=True)
        for line in sys.stdin:
            lap, first_open, last = map(int, line.split())
            child = os.fork()
            if child == 0:
                acknowledge(f"begun {os.getpid()}")
                work(app, person_id, lap, first_open, last)
                os._exit(0)
            os.waitpid(child, 0)
            acknowledge("killed 0")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
