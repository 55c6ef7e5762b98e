"""WebSocket /api/train: a client's messages in, frames, snapshots and problems out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from rivergrad.errors import LimitError, RivergradError
from rivergrad.server import training_requests as messages
from rivergrad.server.answering import UNFORESEEN
from rivergrad.server.budget import Budget
from rivergrad.server.course import Course
from rivergrad.server.json_text import json_text
from rivergrad.server.problems import BusyError, RequestError, TooLargeError, problem
from rivergrad.server.settings import Settings
from rivergrad.server.turns import Bucket, Turns

_MESSAGES_A_SECOND, _BURST = 50.0, 200.0
_BODIES_A_SECOND, _BODIES_AT_ONCE = 0.5, 4.0
_MOST_PENDING = int(_BURST)
_SMALL = 8_000
"""Bytes of a message that is read at once; larger ones are read in turns."""
_FRAMES_A_SECOND = 30.0
_LONGEST_WITHOUT = 1.0
"""Seconds of an epoch after which a frame shows how far it has come."""
_SNAPSHOT_EVERY = 5.0
_POLICY, _TOO_BIG, _GOING_AWAY, _GONE = 1008, 1009, 1001, -1
_LOG = logging.getLogger(__name__)


class Session:
    """One socket. A reader puts messages into a queue; the loop in `run` carries them out and
    trains in turns; a writer sends what is there. Frames and snapshots are made only as fast as
    they are taken: what happens meanwhile is never queued, but the newest snapshot always comes."""

    def __init__(
        self, socket: WebSocket, client: str, turns: Turns, settings: Settings, budget: Budget
    ) -> None:
        self._socket, self._turns, self._settings = socket, turns, settings
        self._client, self._budget = client, budget
        self._pending: deque[tuple[Any, int]] = deque()
        self._wake, self._sendable = asyncio.Event(), asyncio.Event()
        self._room = asyncio.Event()
        self._outbox: deque[str] = deque()
        self._frame: str | None = None
        self._snapshot: str | None = None
        self._owes_snapshot = False
        self._course: Course | None = None
        self._code: int | None = None
        self._next_frame = self._next_snapshot = 0.0

    async def run(self) -> None:
        """Until the client stops, leaves, or breaks a rule."""
        reader = asyncio.create_task(self._read())
        writer = asyncio.create_task(self._write())
        try:
            while self._code is None:
                await self._turn()
            await self._say_goodbye(writer)
        except asyncio.CancelledError:
            self._code = _GOING_AWAY
            raise
        finally:
            self._turns.leave(id(self))
            for task in (reader, writer):
                task.cancel()
            await asyncio.gather(reader, writer, return_exceptions=True)
            if self._course is not None:
                self._course.close()

    async def _say_goodbye(self, writer: asyncio.Task[None]) -> None:
        """The last snapshot, and the close; a client that does not read is not waited for."""
        if self._code == _GONE:
            return
        with contextlib.suppress(TimeoutError, RuntimeError, WebSocketDisconnect):
            async with asyncio.timeout(2.0):
                if self._course is not None:
                    await self._send_snapshot()
                while (self._outbox or self._frame or self._snapshot) and not writer.done():
                    await asyncio.sleep(0.005)
                await self._socket.close(self._code or 1000)

    # Messages

    async def _read(self) -> None:
        messages_left = Bucket(_MESSAGES_A_SECOND, _BURST)
        most = self._settings.body_bytes
        bytes_left = Bucket(_BODIES_A_SECOND * most, _BODIES_AT_ONCE * most)
        while self._code is None:
            await self._have_room()
            try:
                received = await self._socket.receive()
            except RuntimeError:
                received = {"type": "websocket.disconnect"}
            if received["type"] != "websocket.receive":
                self._close(_GONE)
                return
            text = received.get("text")
            body = text.encode() if text is not None else received.get("bytes") or b""
            if len(body) > most:
                limit = f"the message is larger than {most:,} bytes"
                self._refuse(TooLargeError(limit, None, "send a smaller network"), _TOO_BIG)
            elif not messages_left.take():
                self._refuse_flood(f"{_MESSAGES_A_SECOND:g} messages")
            elif not bytes_left.take(len(body)) or self._too_much_waits(len(body)):
                self._refuse_flood(f"{_BODIES_A_SECOND * most:,.0f} bytes")
            else:
                await self._accept(body)

    async def _have_room(self) -> None:
        """What comes faster than it is carried out waits at the client."""
        while len(self._pending) >= _MOST_PENDING:
            self._room.clear()
            await self._room.wait()

    def _too_much_waits(self, size: int) -> bool:
        waiting = size + sum(each for _, each in self._pending)
        return waiting > _BODIES_AT_ONCE * self._settings.body_bytes

    def _refuse_flood(self, rate: str) -> None:
        self._refuse(BusyError(f"more than {rate} a second", None, "send fewer"), _POLICY)

    async def _accept(self, body: bytes) -> None:
        try:
            if len(body) > _SMALL:
                work = partial(messages.read_message, body)
                message = await self._turns.take(self._client, id(self), work)
            else:
                message = messages.read_message(body)
            self._pending.append((message, len(body)))
        except Exception as error:  # noqa: BLE001 - whatever a client sends, it is told
            self._refuse(_told(error))
        self._wake.set()

    def _refuse(self, error: RivergradError, code: int | None = None) -> None:
        if len(self._outbox) < _MOST_PENDING:
            fields = problem(error)
            self._send(json_text({**fields, "type": "problem", "problem": fields["type"]}))
        if code is not None:
            self._close(code)

    def _close(self, code: int) -> None:
        self._code = code if self._code is None else self._code
        self._wake.set()

    # Training

    async def _turn(self) -> None:
        """The next message, else the next slice of training, else a rest."""
        self._wake.clear()
        course = self._course
        if self._pending:
            message, _ = self._pending.popleft()
            self._room.set()
            await self._carry_out(message)
        elif self._owes_snapshot and self._snapshot is None:
            await self._send_snapshot()
        elif course is None or not course.running:
            await self._rest()
        elif course.rests > 0.0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(course.rests):
                    await self._wake.wait()
        else:
            complete = await self._guarded(course.advance)
            is_wanted = complete and (self._is_due(course) or not course.running)
            if is_wanted or self._is_overdue(course):
                await self._send_frame()
            if not course.running or asyncio.get_running_loop().time() >= self._next_snapshot:
                self._owes_snapshot = True

    async def _rest(self) -> None:
        """Until a message comes. Who sends none for long makes room for others."""
        try:
            async with asyncio.timeout(self._settings.idle_seconds):
                await self._wake.wait()
        except TimeoutError:
            self._close(_GOING_AWAY)

    def _is_due(self, course: Course) -> bool:
        """Frames are made only as fast as they are taken, and take half of the time at most."""
        is_time = asyncio.get_running_loop().time() >= self._next_frame
        return self._frame is None and is_time and course.has_earned_a_frame

    def _is_overdue(self, course: Course) -> bool:
        """Frames come within long epochs too, as long as they take half of the time at most."""
        waited = asyncio.get_running_loop().time() - self._next_frame >= _LONGEST_WITHOUT
        return self._frame is None and waited and course.has_trained_as_long

    async def _guarded(self, work: Callable[[], Any]) -> Any:
        """A turn. What goes wrong in it is told, and the training pauses."""
        try:
            return await self._turns.take(self._client, id(self), work)
        except Exception as error:  # noqa: BLE001 - a gap in the engine ends no socket
            self._refuse(_told(error))
            if self._course is not None:
                self._course.pause()
            return None

    async def _carry_out(self, message: Any) -> None:
        if isinstance(message, messages.Start):
            limits, budget = self._settings.limits, self._budget
            made = await self._guarded(lambda: Course(message, limits, budget))
            if made is not None:
                if self._course is not None:
                    self._course.close()
                self._course = made
                self._next_snapshot = asyncio.get_running_loop().time() + _SNAPSHOT_EVERY
                self._owes_snapshot = message.epochs == 0
                await self._send_frame()
        elif isinstance(message, messages.Stop):
            self._close(1000)
        elif self._course is None:
            hint = 'send {"type": "start", "source": "2-4-2-1 tanh"} first'
            self._refuse(RequestError("no training has been started", None, hint))
        else:
            await self._change(self._course, message)

    async def _change(self, course: Course, message: Any) -> None:
        works: dict[type, Callable[[], None]] = {
            messages.Pause: course.pause,
            messages.Resume: lambda: course.resume(message),
            messages.Step: lambda: course.step(message),
            messages.Set: lambda: course.set(message),
            messages.Rewind: lambda: course.rewind(message),
        }
        await self._guarded(works[type(message)])
        if not (isinstance(message, messages.Step) and course.running):
            await self._send_frame()
        if isinstance(message, messages.Set) or not course.running:
            self._owes_snapshot = True

    # Sending

    async def _send_frame(self) -> None:
        assert self._course is not None
        text = await self._guarded(self._course.frame)
        if text is not None:
            self._frame = text
            self._next_frame = asyncio.get_running_loop().time() + 1.0 / _FRAMES_A_SECOND
            self._sendable.set()

    async def _send_snapshot(self) -> None:
        assert self._course is not None
        self._next_snapshot = asyncio.get_running_loop().time() + _SNAPSHOT_EVERY
        self._owes_snapshot = False
        text = await self._guarded(self._course.snapshot)
        if text is not None:
            self._snapshot = text
            self._sendable.set()

    def _send(self, text: str) -> None:
        self._outbox.append(text)
        self._sendable.set()

    def _next_text(self) -> str | None:
        """What is sent next, taken out: a frame, else a problem, else the snapshot."""
        if self._frame is not None:
            text, self._frame = self._frame, None
            return text
        if self._outbox:
            return self._outbox.popleft()
        newest, self._snapshot = self._snapshot, None
        self._wake.set()  # a newer one may be made now
        return newest

    async def _write(self) -> None:
        while True:
            await self._sendable.wait()
            self._sendable.clear()
            while (text := self._next_text()) is not None:
                try:
                    await self._socket.send_text(text)
                except (RuntimeError, WebSocketDisconnect, OSError):
                    self._close(_GONE)
                    return


def _told(error: Exception) -> RivergradError:
    """What the client learns. The log has what nobody foresaw."""
    if isinstance(error, RivergradError):
        return error
    if isinstance(error, (MemoryError, RecursionError)):
        return LimitError("the network is too large", None, "use fewer or smaller layers")
    _LOG.error("a training failed", exc_info=error)
    return RequestError(UNFORESEEN, None, "start again, from the last snapshot")
