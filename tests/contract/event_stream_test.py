"""The reader of event streams that the other tests trust, on streams whose meaning the standard tells."""

import unittest

import suite
from event_stream import BadStream, Parser


def parsed(raw, pieces=1):
    parser = Parser()
    events = []
    for start in range(0, len(raw), pieces):
        events += parser.feed(raw[start:start + pieces])
    parser.end()
    return [(event.name, event.data) for event in events], parser


class EventStreamTest(unittest.TestCase):
    def test_the_standards_examples(self):
        for pieces in (1, 2, 7, 1000):
            self.assertEqual(parsed(b"data: YHOO\ndata: +2\ndata: 10\n\n", pieces)[0], [("message", "YHOO\n+2\n10")])
            events, parser = parsed(b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid: 2\n\n", pieces)
            self.assertEqual(events, [("message", "first event"), ("message", "second event")])
            self.assertEqual((parser.comments, parser.last_id), ([" test stream"], "2"))
            self.assertEqual(parsed(b"data:test\n\ndata: test\n\n", pieces)[0], [("message", "test")] * 2)

    def test_every_end_of_line(self):
        for end in (b"\n", b"\r", b"\r\n"):
            for pieces in (1, 3):
                raw = b"\xef\xbb\xbf: hello" + end + end + b"event: done" + end + b"data: {}" + end + end
                self.assertEqual(parsed(raw, pieces)[0], [("done", "{}")])

    def test_what_is_refused(self):
        for raw in (b"data: x", b"data: x\n", b"event: done\n\n", b"data\n\n", b"dat: x\n\n", b"data: \xff\n\n", b"retry: soon\n\n", b": half"):
            with self.subTest(raw), self.assertRaises(BadStream):
                parsed(raw)


if __name__ == "__main__":
    suite.main()
