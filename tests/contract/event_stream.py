"""text/event-stream as the WHATWG HTML standard has it (section "Server-sent events"), read strictly and by hand.

`Parser` takes bytes in any pieces and gives events. Beside the standard's rules it refuses what a standard's parser forgives and
a careful server never sends: unknown fields, a field without colon, bytes that are no UTF-8, an event without data.
"""

import dataclasses
import http.client
import json
import time

import suite


class BadStream(AssertionError):
    """The stream breaks the grammar, or ended too early."""


@dataclasses.dataclass
class Event:
    name: str
    data: str
    id: str
    at: float = 0.0

    @property
    def json(self):
        return suite.strict_json(self.data.encode())


class Parser:
    """stream = [bom] *event; event = *(comment / field) end-of-line; lines end in LF, CR or CR LF."""

    def __init__(self):
        self.rest = b""
        self.first = True
        self.after_cr = False
        self.comments = []
        self.retry = None
        self.last_id = ""
        self._begin()

    def _begin(self):
        self.name, self.data, self.open = "", [], False

    def feed(self, piece):
        events = []
        for byte in piece:
            char = bytes([byte])
            if char == b"\n" and self.after_cr:
                self.after_cr = False  # the second half of CR LF
                continue
            self.after_cr = char == b"\r"
            if char in b"\r\n":
                line, self.rest = self.rest, b""
                event = self._line(line)
                if event:
                    events.append(event)
            else:
                self.rest += char
        return events

    def _line(self, line):
        try:
            text = line.decode("utf-8", "strict")
        except UnicodeDecodeError as error:
            raise BadStream(f"no UTF-8: {line!r}") from error
        if self.first:
            text = text.removeprefix("\ufeff")
            self.first = False
        if text == "":
            return self._dispatch()
        if text.startswith(":"):
            self.comments.append(text[1:])
            return None
        field, colon, value = text.partition(":")
        if not colon:
            raise BadStream(f"a field without value: {text!r}")
        value = value.removeprefix(" ")
        self.open = True
        if field == "event":
            self.name = value
        elif field == "data":
            self.data.append(value)
        elif field == "id":
            if "\0" in value:
                raise BadStream("an id with U+0000")
            self.last_id = value
        elif field == "retry":
            if not value.isdecimal():
                raise BadStream(f"retry: {value!r}")
            self.retry = int(value)
        else:
            raise BadStream(f"an unknown field: {text!r}")
        return None

    def _dispatch(self):
        name, data, was_open = self.name, self.data, self.open
        self._begin()
        if not was_open:
            return None  # a blank line after a comment, or one more
        if not data:
            raise BadStream(f"an event {name!r} without data")
        return Event(name or "message", "\n".join(data), self.last_id, time.monotonic())

    def end(self):
        """The stream is over: nothing may be left half said."""
        if self.rest or self.open:
            raise BadStream(f"ended in the middle of an event: {self.rest!r}")


class Stream:
    """A request whose answer is an event stream; iterate for its events as they come."""

    def __init__(self, server, method, path, body=None, headers=None, key=suite.API_KEY, timeout=60):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout)
        sent = {"Accept": "text/event-stream", **({"Authorization": "Bearer " + key} if key else {})}
        if body is not None:
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        self.connection.request(method, path, body=None if body is None else json.dumps(body), headers=sent)
        self.answer = self.connection.getresponse()
        self.status = self.answer.status
        self.headers = {name.lower(): value for name, value in self.answer.getheaders()}
        self.parser = Parser()

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.connection.close()

    def __iter__(self):
        while piece := self.answer.read1(65536):
            yield from self.parser.feed(piece)
        self.parser.end()

    def events(self, *terminal):
        """All of them. The last must be one of `terminal`, and none may follow it: a stream that only stops is truncated (§1.4)."""
        events = list(self)
        terminal = terminal or ("done", "error")
        ends = [number for number, event in enumerate(events) if event.name in terminal]
        if ends != [len(events) - 1]:
            raise BadStream(f"ended without {' or '.join(terminal)}, or went on after it: {[event.name for event in events]}")
        return events
