"""What the server loads: `quarter.asgi:served`."""

import ctypes
import gc

from quarter import worker
from quarter.app import create_app
from quarter.web import logs
from quarter.web.body_first import BodyFirst
from quarter.web.security import largest_body

M_ARENA_MAX = -8  # of glibc's malloc.h


def share_memory() -> None:
    """One store of free memory for all threads: glibc gives each its own, though Python runs one at a time."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):  # other systems have no such choice
        libc.mallopt(M_ARENA_MAX, 1)


share_memory()
logs.set_up()
gc.disable()  # what is made at the start is there to stay
app = create_app()
settings = app.extensions["quarter.settings"]
served = BodyFirst(app, threads=settings.threads, largest=largest_body(app), behind_proxy=settings.behind_proxy)
gc.freeze()  # and need not be looked through with the requests' own garbage
gc.enable()
if settings.worker:
    worker.start_beside_the_server(app.extensions["quarter.database"], app.extensions["quarter.storage"])
