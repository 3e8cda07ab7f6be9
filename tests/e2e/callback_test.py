"""Callbacks through real processes: what arrives, its signatures, retries, receivers that are down or hang, and kill -9."""

import base64
import hashlib
import hmac
import http.server
import json
import os
import pathlib
import re
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest

from harness import KIRIN, Server

T2V = "kirin_v2_6_t2v"
SECRETS = ["whsec_" + base64.b64encode(bytes([fill]) * 32).decode() for fill in (1, 2)]
ROOT = pathlib.Path(__file__).resolve().parents[2]


class Message:
    def __init__(self, headers, body):
        self.headers = {name.lower(): value for name, value in headers}
        self.raw = body
        self.body = json.loads(body)

    @property
    def id(self):
        return self.headers["webhook-id"]

    @property
    def status(self):
        return self.body["task_status"]

    def signatures(self, secret):
        """Which of the message's signatures hold under `secret`, by the Standard Webhooks specification."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.raw
        due = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return [one == due for one in self.headers["webhook-signature"].split(" ")]


class Receiver:
    """An HTTP server that keeps what it is sent. `answer(message, count)` gives the status, `count` being how often this
    message has come; while `hanging`, nothing is answered."""

    def __init__(self, answer=lambda message, count: 200, hanging=False):
        self.answer = answer
        self.messages = []
        self.changed = threading.Condition()
        self.go_on = threading.Event()
        if not hanging:
            self.go_on.set()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                message = Message(self.headers.items(), self.rfile.read(int(self.headers["Content-Length"])))
                with receiver.changed:
                    receiver.messages.append(message)
                    count = sum(other.id == message.id for other in receiver.messages)
                    receiver.changed.notify_all()
                receiver.go_on.wait()
                try:
                    self.send_response(receiver.answer(message, count))
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                except OSError:
                    pass  # the sender was killed, or waits no more

            def log_message(self, *ignored):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait(self, is_enough, seconds=120):
        with self.changed:
            enough = self.changed.wait_for(lambda: is_enough(self.messages), seconds)
            assert enough, [(message.id, message.status) for message in self.messages]
            return list(self.messages)

    def wait_for_statuses(self, *statuses):
        return self.wait(lambda messages: set(statuses) <= {message.status for message in messages})

    def close(self):
        self.go_on.set()
        self.server.shutdown()
        self.server.server_close()


def closed_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def outbox(server, task_id):
    """The task's deliveries as the database has them: [(status, attempts, is due or will be, note)]"""
    database = sqlite3.connect(f"file:{server.folder}/data/kirin.db?mode=ro", uri=True)
    try:
        return database.execute("SELECT status, attempts, due_at IS NOT NULL, note FROM deliveries WHERE task_id = ? "
                                "ORDER BY sequence", (task_id,)).fetchall()
    finally:
        database.close()


def wait_until(is_so, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(0.05)


class CallbackTest(unittest.TestCase):
    def server(self, **settings):
        server = Server(net__allow_private="true", encode__preset="superfast", **settings)
        self.addCleanup(server.__exit__)
        return server.__enter__()

    def receiver(self, *arguments, **keywords):
        receiver = Receiver(*arguments, **keywords)
        self.addCleanup(receiver.close)
        return receiver

    def create(self, server, url, **params):
        status, _, task = server.create(T2V, {"prompt": "a red kite", "aspect_ratio": "1:1", "callback_url": url, **params})
        self.assertEqual(status, 200, task)
        return task["id"]

    def secret_of(self, server):
        return pathlib.Path(server.folder, "data", "webhook.key").read_text().strip()

    def assert_signed(self, message, secret):
        self.assertEqual(message.signatures(secret), [True])
        self.assertAlmostEqual(int(message.headers["webhook-timestamp"]), time.time(), delta=300)

    def test_a_task_is_told_from_acceptance_to_its_end(self):
        server, receiver = self.server(workers__count="1"), self.receiver()
        task_id = self.create(server, receiver.url, external_task_id="order-2231")
        messages = receiver.wait_for_statuses("submitted", "processing", "succeed")

        self.assertEqual(len(messages), 3)
        self.assertEqual(len({message.id for message in messages}), 3)
        for message in messages:
            self.assert_signed(message, self.secret_of(server))
            self.assertEqual(message.headers["content-type"], "application/json")
            self.assertEqual((message.body["id"], message.body["task_id"]), (task_id, task_id))
            self.assertEqual(message.body["task_info"], {"external_task_id": "order-2231"})
        by_time = sorted(messages, key=lambda message: message.body["updated_at"])
        self.assertEqual([message.status for message in by_time], ["submitted", "processing", "succeed"])
        self.assertEqual([message.body["status"] for message in by_time], ["in_progress", "in_progress", "completed"])

        told, queried = by_time[-1].body, server.task(task_id)[2]
        for field in ("usage", "metadata", "created_at", "model", "progress"):
            self.assertEqual(told[field], queried[field])
        video = told["task_result"]["videos"][0]
        self.assertEqual(video["url"], told["output"][0]["content"][0]["url"])
        self.assertEqual(server.download(video["url"])[1][4:8], b"ftyp")
        wait_until(lambda: 'kirin_callback_attempts_total{outcome="delivered"} 3' in server.call("GET", "/metrics")[2].decode())

    def test_a_failing_receiver_is_sent_the_same_message_again(self):
        server, receiver = self.server(workers__count="0"), self.receiver(lambda message, count: 500 if count == 1 else 204)
        task_id = self.create(server, receiver.url)
        first, second = receiver.wait(lambda messages: len(messages) == 2)
        self.assertEqual(first.id, second.id)
        self.assertEqual(first.body, second.body)
        waited = int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"])
        self.assertIn(waited, range(3, 30))
        for message in (first, second):
            self.assert_signed(message, self.secret_of(server))
        wait_until(lambda: outbox(server, task_id) == [("queued", 2, 0, "HTTP 204")])

    def test_410_ends_it(self):
        server, receiver = self.server(workers__count="0"), self.receiver(lambda message, count: 410)
        task_id = self.create(server, receiver.url)
        wait_until(lambda: outbox(server, task_id) == [("queued", 1, 0, "HTTP 410")])
        self.assertEqual(len(receiver.messages), 1)

    def test_receivers_that_are_down_or_hang_harm_nobody(self):
        server = self.server(workers__count="1", webhooks__timeout="10m")
        hanging, healthy = self.receiver(hanging=True), self.receiver()
        down = f"http://127.0.0.1:{closed_port()}/hook"
        tasks = [self.create(server, url) for url in (hanging.url, down, healthy.url)]
        for task in tasks:
            self.assertEqual(server.wait(task)["status"], "completed")
        healthy.wait_for_statuses("submitted", "processing", "succeed")
        # The first message still has no answer: nothing above has waited for it.
        self.assertIn("submitted", {message.status for message in hanging.messages})
        self.assertTrue(all(attempts == 0 for _, attempts, _, _ in outbox(server, tasks[0])))
        wait_until(lambda: all(attempts > 0 for _, attempts, _, _ in outbox(server, tasks[1])))
        ends = [(is_due, note) for status, _, is_due, note in outbox(server, tasks[1]) if status == "completed"]
        self.assertEqual([is_due for is_due, _ in ends], [1])
        self.assertIn("unavailable", ends[0][1])
        hanging.go_on.set()
        hanging.wait_for_statuses("submitted", "processing", "succeed")

    def test_callbacks_survive_kill_9(self):
        # However slow this machine is, the first message is under way when the server dies.
        server, receiver = self.server(workers__count="1", webhooks__timeout="10m"), self.receiver(hanging=True)
        task_id = self.create(server, receiver.url)
        held = receiver.wait(lambda messages: len(messages) >= 1)[0]
        self.assertEqual(server.wait(task_id)["status"], "completed")
        secret = self.secret_of(server)
        server.kill()
        before = len(receiver.messages)
        receiver.go_on.set()
        server.start()
        messages = receiver.wait(lambda messages: {"submitted", "processing", "succeed"}
                                 <= {message.status for message in messages[before:]})
        self.assertIn(held.id, {message.id for message in messages[before:]})
        self.assertEqual(len({message.id for message in messages}), 3)
        for message in messages:
            self.assert_signed(message, secret)
        wait_until(lambda: [row[2] for row in outbox(server, task_id)] == [0, 0, 0])

    def test_what_is_due_waits_while_callbacks_are_off(self):
        receiver = self.receiver()
        server = self.server(workers__count="0", webhooks__enabled="false")
        task_id = self.create(server, receiver.url)
        self.assertFalse(pathlib.Path(server.folder, "data", "webhook.key").exists())
        server.stop()
        self.assertEqual(outbox(server, task_id), [("queued", 0, 1, "")])
        server.settings["webhooks.enabled"] = "true"
        server.start()
        receiver.wait_for_statuses("submitted")

    def test_only_the_end_is_told_and_signed_with_both_secrets(self):
        server = self.server(workers__count="1", webhooks__events="terminal", webhooks__secret=", ".join(SECRETS),
                             server__public_url="https://kirin.example.org/")
        receiver = self.receiver()
        task_id = self.create(server, receiver.url)
        messages = receiver.wait_for_statuses("succeed")
        self.assertEqual([message.status for message in messages], ["succeed"])
        self.assertEqual([messages[0].signatures(secret) for secret in SECRETS], [[True, False], [False, True]])
        self.assertRegex(messages[0].body["task_result"]["videos"][0]["url"], "^https://kirin.example.org/files/")
        wait_until(lambda: [row[2] for row in outbox(server, task_id)] == [0, 0, 0])
        self.assertEqual(len(receiver.messages), 1)

    def test_draining_sends_what_is_due(self):
        server, receiver = self.server(workers__count="1"), self.receiver()
        task_id = self.create(server, receiver.url)
        receiver.wait_for_statuses("processing")
        server.stop(90)
        receiver.wait_for_statuses("succeed")
        self.assertEqual([row[2] for row in outbox(server, task_id)], [0, 0, 0])

    def test_the_key_file_is_private_and_kept(self):
        server = self.server(workers__count="0")
        secret = self.secret_of(server)
        self.assertRegex(secret, "^whsec_[A-Za-z0-9+/]{64}$")
        self.assertEqual(os.stat(pathlib.Path(server.folder, "data", "webhook.key")).st_mode & 0o777, 0o600)
        server.kill()
        server.start()
        self.assertEqual(self.secret_of(server), secret)

    def test_settings_that_cannot_work_are_refused_at_the_start(self):
        folder = tempfile.mkdtemp(prefix="kirin-e2e-")
        self.addCleanup(shutil.rmtree, folder)
        for setting, told in (("webhooks.secret=whsec_no", "webhooks.secret"), ("webhooks.timeout=0s", "webhooks.timeout"),
                              ("webhooks.events=some", "webhooks.events")):
            ended = subprocess.run([KIRIN, "serve", "--data-dir", folder, "--listen", "127.0.0.1:0", "--set", setting],
                                   capture_output=True, text=True, timeout=30)
            self.assertEqual(ended.returncode, 2, ended.stderr)
            self.assertIn(told, ended.stderr)
            self.assertNotIn("whsec_no", ended.stderr)

    def test_the_documented_check_of_signatures_works(self):
        page = (ROOT / "docs" / "callbacks.md").read_text()
        snippet = re.search(r"```python\n(.*?)```", page, re.S).group(1)
        names = {"__name__": "snippet"}
        exec(compile(snippet, "docs/callbacks.md", "exec"), names)
        verify = names["verify"]
        # The vector that the reference implementations of Standard Webhooks test with.
        secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        headers = {"webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
                   "webhook-signature": "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}
        body = b'{"test": 2432232314}'
        self.assertTrue(verify(secret, headers, body, now=1614265330))
        self.assertFalse(verify(secret, headers, body + b" ", now=1614265330))
        self.assertFalse(verify(secret, headers, body, now=1614265330 + 301))
        self.assertFalse(verify(SECRETS[0], headers, body, now=1614265330))
        self.assertFalse(verify(secret, {}, body, now=1614265330))
        server, receiver = self.server(workers__count="0"), self.receiver()
        self.create(server, receiver.url)
        message = receiver.wait(lambda messages: messages)[0]
        self.assertTrue(verify(self.secret_of(server), message.headers, message.raw))


if __name__ == "__main__":
    unittest.main()
