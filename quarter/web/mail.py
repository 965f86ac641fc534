"""Whether this installation sends mail, so that no page promises what nobody does."""

from flask import Flask, current_app


def mail_is_set_up() -> bool:
    """Whether a page may promise mail."""
    return bool(current_app.extensions["quarter.settings"].mail_url)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["mail_is_set_up"] = mail_is_set_up
