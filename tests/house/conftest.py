"""The tests of the house send mail too."""

from tests.letters.conftest import mailbox, posting_app, server

__all__ = ["mailbox", "posting_app", "server"]
