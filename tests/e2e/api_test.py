"""The generation surface over HTTP against a real server: shapes, types, errors, limits, keys, health."""

import http.client
import json
import socket
import threading
import time
import unittest

from harness import API_KEY, Server, b64, mask, picture, png

T2V = "kirin_v2_6_t2v"
CAT = b64(picture(320, 320))


class ApiTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # No workers: tasks stay queued, so that what is tested is the API alone.
        cls.server = Server(workers__count="0", limits__header_timeout="1s", limits__body_timeout="1s").__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def post(self, body, **keywords):
        return self.server.call("POST", "/model/v1/generation", body, **keywords)

    def refused(self, answer, status, code, text=""):
        self.assertEqual(answer[0], status, answer[2])
        self.assertEqual(answer[2]["error"]["code"], code, answer[2])
        self.assertEqual(answer[2]["error"]["error_message"], answer[2]["error"]["message"])
        self.assertIn(text, answer[2]["error"]["message"])
        self.assertEqual(answer[2]["request_id"], answer[1]["x-request-id"])

    def test_create_answers_200_with_four_fields(self):
        before = time.time() * 1000
        status, headers, task = self.server.create(T2V, {"prompt": "a red kite"})
        self.assertEqual(status, 200)
        self.assertEqual(set(task), {"id", "created_at", "status", "model"})
        self.assertEqual((task["status"], task["model"]), ("in_progress", T2V))
        self.assertIsInstance(task["created_at"], int)
        self.assertAlmostEqual(task["created_at"], before, delta=10_000)
        self.assertRegex(task["id"], "^[0-9a-v]{20}$")
        status, _, queried = self.server.task(task["id"])
        self.assertEqual((status, queried["status"], queried["progress"]), (200, "in_progress", 0))

    def test_the_model_may_come_as_alias_or_header(self):
        self.assertEqual(self.post({"model": "kling_v2_6_t2v", "prompt": "x"})[2]["model"], "kling_v2_6_t2v")
        self.assertEqual(self.post({"input": [{"params": {"prompt": "x"}}]}, headers={"X-Model": T2V})[0], 200)
        self.refused(self.post({"model": T2V, "prompt": "x"}, headers={"X-Model": "kirin_v1_i2v"}), 400, 40006)

    def test_metadata_and_warnings_come_back(self):
        _, _, task = self.post({"model": T2V, "input": [{"params": {"prompt": "x", "colour": "red"}}], "metadata": {"trace_id": "t-1"}})
        metadata = self.server.task(task["id"])[2]["metadata"]
        self.assertEqual(metadata["trace_id"], "t-1")
        self.assertIn("colour", metadata["warnings"][0])

    def test_external_ids_are_unique_and_query(self):
        _, _, task = self.server.create(T2V, {"prompt": "x", "external_task_id": "order/1 ä"})
        self.assertEqual(self.server.task("order%2F1%20%C3%A4")[2]["id"], task["id"])
        self.refused(self.server.create(T2V, {"prompt": "x", "external_task_id": "order/1 ä"}), 409, 40901)

    def test_bad_requests_name_what_is_wrong(self):
        self.refused(self.post(b"{"), 400, 40001)
        self.refused(self.post(b""), 400, 40001)
        self.refused(self.post(b'{"model":"a","model":"b"}'), 400, 40001, "twice")
        self.refused(self.post(b'{"model":"\xff"}'), 400, 40001)
        self.refused(self.post([]), 400, 40001)
        self.refused(self.post(b"[" * 100 + b"]" * 100), 400, 40001)
        self.refused(self.post(b"a=b", headers={"Content-Type": "multipart/form-data"}), 415, 41501)
        self.refused(self.post({"prompt": "x"}), 400, 40002)
        self.refused(self.server.create("kirin_v9", {"prompt": "x"}), 404, 40401)
        self.refused(self.server.create(T2V, {}), 400, 40002, "prompt")
        self.refused(self.server.create(T2V, {"prompt": "x", "mode": "fast"}), 400, 40003, "mode")
        self.refused(self.server.create(T2V, {"prompt": "x" * 2501}), 400, 40003)
        self.assertEqual(self.server.create(T2V, {"prompt": "ä" * 2500})[0], 200)
        answer = self.server.create(T2V, {"prompt": "x", "sound": "on"})
        self.refused(answer, 400, 40004)
        self.assertEqual(answer[2]["error"]["param"], "input[0].params.sound")

    def test_several_violations_are_all_listed(self):
        error = self.server.create(T2V, {"mode": "fast", "duration": 7})[2]["error"]
        self.assertEqual([entry["param"].rsplit(".", 1)[1] for entry in error["violations"]], ["prompt", "mode", "duration"])

    def test_images_are_checked_before_the_task_is_accepted(self):
        make = lambda image: self.server.create("kirin_v2_6_i2v", {"image": image})
        self.assertEqual(make(CAT)[0], 200)
        self.assertEqual(make("data:image/png;base64," + CAT)[0], 200)
        self.assertEqual(make("HTTPS://Example.org/cat.png")[0], 200)  # a scheme is the same in any case (RFC 3986 3.1)
        self.refused(make(CAT[:-40] + "*" + CAT[-39:]), 400, 40005)
        self.refused(make(b64(b"not a picture" * 10)), 400, 40005)
        self.refused(make(b64(picture(299, 400))), 400, 40005, "300")
        self.refused(make(b64(picture(1000, 399))), 400, 40005)
        self.refused(make(b64(b"GIF89a" + bytes(100))), 400, 40005)
        self.refused(self.server.create("kirin_v1_6_multi_i2v", {"prompt": "x", "image_list": [{"image": CAT}] * 5}), 400, 40003)

    def test_large_bodies_stream_and_too_large_ones_are_refused(self):
        # 10 MiB exactly is allowed: a PNG may carry anything after its end.
        padded = picture(320, 320)
        limit = 10 * 1024 * 1024
        self.assertEqual(self.server.create("kirin_v2_6_i2v", {"image": b64(padded + bytes(limit - len(padded)))})[0], 200)
        self.refused(self.server.create("kirin_v2_6_i2v", {"image": b64(padded + bytes(limit + 1 - len(padded)))}), 400, 40005)
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("POST", "/model/v1/generation", headers={"Authorization": "Bearer " + API_KEY, "Content-Length": str(200 << 20)})
        answer = connection.getresponse()
        self.assertEqual((answer.status, json.loads(answer.read())["error"]["code"]), (413, 41301))
        connection.close()

    def test_memory_does_not_grow_with_the_body(self):
        def resident():
            with open(f"/proc/{self.server.process.pid}/statm") as statm:
                return int(statm.read().split()[1]) * 4096
        self.server.create("kirin_v2_6_i2v", {"image": CAT})
        before = resident()
        body = b'{"model":"kirin_v1_6_multi_i2v","input":[{"params":{"prompt":"x","image_list":[' + b",".join(
            [b'{"image":"' + b"A" * (25 << 20) + b'"}'] * 4) + b"]}}]}"
        self.refused(self.post(body), 400, 40005)
        self.assertLess(resident() - before, 48 << 20)

    def test_callback_urls_may_not_lead_inside(self):
        for url in ("ftp://example.org/", "http://127.0.0.1/", "http://169.254.169.254/", "http://[::1]/x", "javascript:alert(1)"):
            self.refused(self.server.create(T2V, {"prompt": "x", "callback_url": url}), 400, 40003, "callback_url")
        self.assertEqual(self.server.create(T2V, {"prompt": "x", "callback_url": "https://hooks.example.org/kirin"})[0], 200)

    def test_keys_guard_everything(self):
        self.refused(self.post({"model": T2V, "prompt": "x"}, key=None), 401, 40101)
        self.refused(self.post({"model": T2V, "prompt": "x"}, key="sa-wrong"), 401, 40102)
        self.refused(self.server.task("anything", key=None), 401, 40101)
        self.assertEqual(self.post({"model": T2V, "prompt": "x"}, key=None, headers={"Authorization": "Key " + API_KEY})[0], 200)
        self.refused(self.server.task("d758n65e878c73cmdg20"), 404, 40402)

    def test_clis_get_their_own_error_body(self):
        status, _, body = self.server.create(T2V, {"prompt": "x", "mode": "fast"}, headers={"X-Source": "cli"})
        self.assertEqual(status, 400)
        self.assertIsInstance(body["error"], str)
        self.assertEqual(body["message"], body["error"])
        self.assertEqual(body["status"]["error_code"], 40003)

    def test_unknown_routes_and_methods(self):
        self.refused(self.server.call("GET", "/nothing"), 404, 40403)
        answer = self.server.call("DELETE", "/model/v1/generation")
        self.refused(answer, 405, 40501)
        self.assertIn("POST", answer[1]["allow"])
        self.assertEqual(self.server.call("GET", "/files/tasks/x/1/output.mp4?exp=99999999999&sig=00", key=None)[0], 403)
        self.assertEqual(self.server.call("GET", "/files/%2e%2e/kirin.db?exp=99999999999&sig=00", key=None)[0] // 100, 4)

    def test_request_ids_are_echoed_or_made(self):
        self.assertEqual(self.server.call("GET", "/livez", headers={"X-Request-Id": "mine-1"})[1]["x-request-id"], "mine-1")
        self.assertRegex(self.server.call("GET", "/livez", headers={"X-Request-Id": "not mine"})[1]["x-request-id"], "^req_")

    def test_health_and_metrics(self):
        for path in ("/livez", "/healthz", "/readyz"):
            self.assertEqual(self.server.call("GET", path, key=None)[0], 200)
        text = self.server.call("GET", "/metrics", key=None)[2].decode()
        self.assertIn('kirin_tasks{status="queued"}', text)
        self.assertIn('kirin_http_requests_total{method="POST",route="/model/v1/generation"', text)
        self.assertNotIn(API_KEY, text)

    def test_slow_clients_are_cut_off_while_others_are_served(self):
        stuck = [socket.create_connection(("127.0.0.1", self.server.port), timeout=20) for _ in range(20)]
        for number, connection in enumerate(stuck):
            connection.sendall(b"POST /model/v1/generation HTTP/1.1\r\nHost: x\r\n" + (b"Content-Length: 100\r\n\r\n{" if number % 2 else b"X-Slow: "))
        self.assertEqual(self.server.call("GET", "/livez")[0], 200)
        for connection in stuck:
            received = b""
            while chunk := connection.recv(4096):
                received += chunk
            self.assertIn(b" 408 ", received.split(b"\r\n")[0] + b" ")
            connection.close()

    def test_many_creates_at_once_are_all_kept(self):
        accepted = []
        def submit(number):
            for i in range(25):
                accepted.append(self.server.create(T2V, {"prompt": "x", "external_task_id": f"burst-{number}-{i}"})[2]["id"])
        threads = [threading.Thread(target=submit, args=(number,)) for number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(set(accepted)), 400)
        self.assertEqual(self.server.task("burst-7-24")[0], 200)


class LifeTest(unittest.TestCase):
    def test_a_drained_server_finishes_what_runs_and_comes_back_with_the_rest(self):
        server = Server(workers__count="1").__enter__()
        try:
            ids = [server.create(T2V, {"prompt": f"scene {n}", "aspect_ratio": "1:1"})[2]["id"] for n in range(2)]
            while server.task(ids[0])[2]["progress"] == 0:
                time.sleep(0.05)
            self.assertEqual(server.stop(90), 0)
            server.start().wait_ready()
            first = server.task(ids[0])[2]
            self.assertEqual((first["status"], server.wait(ids[1])["status"]), ("completed", "completed"))
        finally:
            server.__exit__()

    def test_a_revoked_key_is_refused_within_a_second_by_a_running_server(self):
        import subprocess
        from harness import KIRIN
        with Server(workers__count="0") as server:
            data = ["--data-dir", server.folder + "/data"]
            key = subprocess.run([KIRIN, "keys", "create", "--owner", "else", *data], check=True, capture_output=True, text=True).stdout.strip()
            _, _, mine = server.create(T2V, {"prompt": "x"})
            self.assertEqual(server.create(T2V, {"prompt": "x"}, key=key)[0], 200)
            # What belongs to another owner does not exist.
            self.assertEqual(server.task(mine["id"], key=key)[0], 404)
            subprocess.run([KIRIN, "keys", "revoke", key[:11], *data], check=True, capture_output=True)
            deadline = time.monotonic() + 5
            while server.create(T2V, {"prompt": "x"}, key=key)[0] == 200 and time.monotonic() < deadline:
                time.sleep(0.1)
            self.assertEqual(server.create(T2V, {"prompt": "x"}, key=key)[2]["error"]["code"], 40103)


if __name__ == "__main__":
    unittest.main(verbosity=2)
