"""The server's door: ASGI outside, WSGI inside. A request gets a thread only when its whole body is here.

Bodies are read by the event loop, which bears any number of slow ones; a thread is for those who have said all. What
is cut off, or does not come in time, is no request: nobody looks at it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any
from weakref import WeakValueDictionary

from quarter.web.networks import network_of
from quarter.web.wsgi_call import Answer, call, environ_of, waiting_file

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Header = tuple[bytes, bytes]

KEPT_IN_MEMORY = 64 * 1024  # bytes of a body; a longer one waits in a file
UNFINISHED = 20  # bodies at a time from one network; more wait for their turn, unread
WAITING = 100  # whole requests of one network that wait for a thread; more are refused
READ_IN_VAIN = 4  # times the largest body: who sends too much reads our answer only after all is sent
ALIVE = "/healthz"  # asked by monitoring; no page, and nothing that could take long
LARGEST_HEAD = 32 * 1024  # bytes: address and headers
PIECE = 64 * 1024  # bytes of an answer at a time, for readers who take it slowly

REFUSALS = {
    400: b"The request came only in part. Please send it again.\n",
    408: b"The request took too long to come. Please send it again, perhaps over a better line.\n",
    413: b"This is too large. Please send a smaller file or a shorter text.\n",
    429: b"Too much is on its way from your network. Please try again in a moment.\n",
    431: b"This address, or what your browser sends with it, is too long.\n",
    500: b"Something went wrong on our side. Please try again in a moment.\n",
}


@dataclass(frozen=True)
class Patience:
    """How many seconds a body may take: it grows with what came, so that a photo comes over a bad line, too.

    And how many a reader has to take the next piece of a large answer, and a request waits for others of its network.
    """

    first: float = 10.0
    bytes_a_second: int = 2_000
    longest: float = 120.0
    for_readers: float = 60.0
    for_a_thread: float = 30.0

    def after(self, size: int) -> float:
        return min(self.first + size / self.bytes_a_second, self.longest)


class Refused(Exception):
    """The request goes no further; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class BodyFirst:
    """Serves a WSGI application with so many `threads`; no body may have more than `largest` bytes.

    With `behind_proxy` the senders are told apart by the address that one proxy forwards. One network has half of the
    threads at most, so that there are some for everybody else. Whether the process lives is answered by a thread that
    does nothing else.
    """

    def __init__(
        self, app: Any, *, threads: int, largest: int, behind_proxy: bool = False, patience: Patience = Patience()
    ) -> None:  # fmt: skip
        self._app, self._largest, self._behind_proxy, self._patience = app, largest, behind_proxy, patience
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self._for_monitoring = ThreadPoolExecutor(1, thread_name_prefix="monitoring")
        self._lanes: WeakValueDictionary[str, Lane] = WeakValueDictionary()
        self._half = max(1, threads // 2)
        self._places: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if _head_size(scope) > LARGEST_HEAD:
                raise Refused(431)
            body = await self._body(scope, receive)
            answer = await self._answer(scope, body)
        except Refused as refused:
            return await _refuse(send, refused.status)
        if answer is None:
            return await _refuse(send, 500)
        await self._send(send, answer, with_body=scope["method"] != "HEAD")

    async def _answer(self, scope: Scope, body: "Body") -> Answer | None:
        environ = environ_of(scope, body.file, body.size)
        loop = asyncio.get_running_loop()
        if scope["path"] == ALIVE:
            return await asyncio.shield(loop.run_in_executor(self._for_monitoring, call, self._app, environ))
        lane = self._lane_of(_sender(scope, self._behind_proxy))
        try:
            await lane.enter(self._patience.for_a_thread)
        except BaseException:
            body.file.close()
            raise
        answering = loop.run_in_executor(self._threads, call, self._app, environ)
        answering.add_done_callback(lane.leave)
        # Who has hung up meanwhile does not stop what was begun.
        return await asyncio.shield(answering)

    async def _body(self, scope: Scope, receive: Receive) -> "Body":
        expected = _expected(scope["headers"])
        body = Body(receive, self._largest, self._patience)
        if expected == 0:
            return body
        if expected is not None and expected > READ_IN_VAIN * self._largest:
            raise Refused(413)
        places = self._places_of(_sender(scope, self._behind_proxy))
        try:
            async with asyncio.timeout(self._patience.first):
                await places.acquire()
        except TimeoutError:
            raise Refused(429) from None
        try:
            await body.read()
        except BaseException:
            body.file.close()
            raise
        finally:
            places.release()
        if expected is not None and body.size != expected:
            raise Refused(400)
        return body

    async def _send(self, send: Send, answer: Answer, *, with_body: bool) -> None:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        if isinstance(answer.body, bytes):
            return await send({"type": "http.response.body", "body": answer.body if with_body else b""})
        with answer.body as file, suppress(TimeoutError):
            while with_body and (piece := file.read(PIECE)):
                async with asyncio.timeout(self._patience.for_readers):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})

    def _places_of(self, sender: str) -> asyncio.Semaphore:
        return self._places.setdefault(sender, asyncio.Semaphore(UNFINISHED))

    def _lane_of(self, sender: str) -> "Lane":
        return self._lanes.setdefault(sender, Lane(self._half))

    async def _live(self, receive: Receive, send: Send) -> None:
        """What is running at the end is finished before."""
        while (await receive())["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        self._threads.shutdown(wait=True)
        self._for_monitoring.shutdown(wait=True)
        await send({"type": "lifespan.shutdown.complete"})


class Lane:
    """The whole requests of one network: so many at a time have a thread, the others wait in the order they came."""

    def __init__(self, abreast: int) -> None:
        self._free, self._waiting = asyncio.Semaphore(abreast), 0

    async def enter(self, patience: float) -> None:
        """Refused with 429 if too many wait, or it takes longer than so many seconds."""
        if self._waiting >= WAITING:
            raise Refused(429)
        self._waiting += 1
        try:
            async with asyncio.timeout(patience):
                await self._free.acquire()
        except TimeoutError:
            raise Refused(429) from None
        finally:
            self._waiting -= 1

    def leave(self, _done: object) -> None:
        self._free.release()


class Body:
    """What has come of a body: `size` bytes, in `file` unless they are too many."""

    def __init__(self, receive: Receive, largest: int, patience: Patience) -> None:
        self._receive, self._largest, self._patience = receive, largest, patience
        self.file: IO[bytes] = BytesIO()
        self.size = 0

    async def read(self) -> None:
        """All of it. Refused with 400 if the line is cut, 408 if it takes too long, 413 if it has no end.

        One that is only too large is read to its end and thrown away, because browsers look for an answer only then;
        it is the application that tells its reader.
        """
        self.file = waiting_file(KEPT_IN_MEMORY)
        began, is_whole = asyncio.get_running_loop().time(), False
        while not is_whole:
            try:
                async with asyncio.timeout_at(began + self._patience.after(self.size)):
                    message = await self._receive()
            except TimeoutError:
                raise Refused(408) from None
            if message["type"] == "http.disconnect":
                raise Refused(400)
            self._take(message.get("body", b""))
            is_whole = not message.get("more_body", False)
        self.file.seek(0)

    def _take(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size <= self._largest:
            self.file.write(piece)
        elif self.size > READ_IN_VAIN * self._largest:
            raise Refused(413)
        else:
            self.file.seek(0)
            self.file.truncate()


def _expected(headers: Sequence[Header]) -> int | None:
    """How many bytes the sender has announced; None for a body in chunks, which ends when it ends."""
    announced = 0
    for name, value in headers:
        if name == b"transfer-encoding":
            return None
        if name == b"content-length":
            if not value.isdigit() or len(value) > 18:
                raise Refused(400)
            announced = int(value)
    return announced


def _sender(scope: Scope, behind_proxy: bool) -> str:
    """The network at the other end of the line, or of the last address that the proxy before us names."""
    if behind_proxy:
        forwarded = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        if forwarded:
            return network_of(forwarded[-1].decode("latin-1").rpartition(",")[2].strip())
    return network_of((scope.get("client") or ("",))[0])


def _head_size(scope: Scope) -> int:
    headers: Iterable[Header] = scope["headers"]
    address = len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"])
    return address + sum(len(name) + len(value) + 4 for name, value in headers)


async def _refuse(send: Send, status: int) -> None:
    """A plain sentence: below the application nobody knows the reader's language."""
    sentence = REFUSALS[status]
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(sentence)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence})
