"""Uploads (API.md §1.10): multipart as clients send it, links that serve as inputs, quota, expiry."""

import concurrent.futures
import http.client
import time

import suite
from suite import API_KEY, BRUSH, CLI, GENERATION, I2V, MULTI, QUICK, Answer, ContractTest, card, encoded_by_ffmpeg, until

UPLOAD = "/api/v1/storage/files"
BOUNDARY = "----kirin-7d1f"


def multipart(content, name="cat.png", kind="image/png", field="file", before=b"", after=b""):
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'.encode()
    return before + part + content + f"\r\n--{BOUNDARY}--\r\n".encode() + after


def field(name, value):
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


class UploadCase(ContractTest):
    def upload(self, content=None, body=None, headers=None, key=API_KEY, **keywords):
        return self.ask("POST", UPLOAD, multipart(content if content is not None else card(), **keywords) if body is None else body, key=key,
                        headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", **(headers or {})})

    def uploaded(self, *arguments, **keywords):
        answer = self.upload(*arguments, **keywords)
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def download(self, url, key=None):
        return self.get(url.split(f":{self.server.port}", 1)[1], key=key)


class UploadsTest(UploadCase):
    settings = {**QUICK, "uploads.max_size": "1MiB", "uploads.quota": "3MiB"}

    def test_the_answer_is_what_both_clis_look_for(self):
        for headers in ({}, CLI):
            body = self.uploaded(headers=headers, key=self.new_key("first"))
            self.assertEqual(body["status"]["code"], 200)
            self.assertEqual(body["url"], body["data"]["url"])
            data = body["data"]
            self.assertEqual((data["file_name"], data["content_type"], data["file_size"]), ("cat.png", "image/png", len(card())))
            self.assertIs(type(data["expires_at"]), int)
            self.assertAlmostEqual(data["expires_at"], time.time() + 7 * 86400, delta=3600)
            self.assertTrue(body["url"].startswith(f"http://127.0.0.1:{self.server.port}/files/"))

    def test_the_link_gives_the_file(self):
        for content, name, kind in ((card(), "cat.png", "image/png"), (encoded_by_ffmpeg("jpg"), "cat.jpg", "image/jpeg")):
            url = self.uploaded(content, name=name, kind=kind, key=self.new_key("links"))["url"]
            answer = self.download(url)
            self.assertEqual((answer.status, answer.raw, answer.type), (200, content, kind))
            self.assertEqual(answer.headers["x-content-type-options"], "nosniff")

    def test_a_name_cannot_lead_elsewhere_or_become_a_header(self):
        key = self.new_key("names")
        for name in ("../../etc/passwd", "a/b\\c.png", "..", "x" * 400 + ".png", "naïve 猫.png", "a\tb.png", ".hidden", "%2e%2e%2fx.png", "", "a;b=c.png"):
            with self.subTest(name):
                answer = self.upload(name=name, key=key)
                self.assertIn(answer.status, (200, 400), answer)
                if answer.status == 200:
                    found = self.download(answer.json["url"])
                    self.assertEqual((found.status, found.raw), (200, card()))
                    self.assertNotIn("..", answer.json["url"])

    def test_uploads_are_inputs_although_their_address_is_private(self):
        url = self.uploaded(key=API_KEY)["url"]
        for model, params in ((I2V, {"image": url}), (MULTI, {"prompt": "x", "image_list": [{"image": url}]})):
            task = self.ended(self.created(model, params))
            self.assertEqual(task["status"], "completed", task)
        # What the file breaks, its task tells.
        small = self.uploaded(card(299, 400), key=API_KEY)["url"]
        answer = self.create(I2V, {"image": small})
        if answer.status == 200:
            self.assertEqual(self.ended(answer.json["id"])["error"]["code"], "002013099")
        else:
            self.refused(answer, 400, 40005)

    def test_somebody_elses_private_address_is_still_guarded(self):
        task = self.ended(self.created(I2V, {"image": f"http://127.0.0.1:{self.server.port}/files/u/nothing/cat.png"}))
        self.assertEqual(task["status"], "failed", task)
        answer = self.create(I2V, {"image": f"http://127.0.0.1:{self.server.port}/healthz"})
        if answer.status == 200:
            self.assertEqual(self.ended(answer.json["id"])["status"], "failed")

    def test_other_parts_are_passed_over(self):
        key = self.new_key("parts")
        before = field("purpose", "input") + field("note", "x" * 1000)
        self.assertEqual(self.uploaded(before=before, key=key)["data"]["file_size"], len(card()))
        self.assertEqual(self.uploaded(before=b"a preamble\r\n", after=b"an epilogue", key=key)["data"]["file_size"], len(card()))
        quoted = self.ask("POST", UPLOAD, multipart(card()), headers={"Content-Type": f'multipart/form-data; charset=utf-8; boundary="{BOUNDARY}"'})
        self.assertEqual(quoted.status, 200, quoted)

    def test_what_is_no_upload(self):
        whole = multipart(card())
        rows = {
            "another field": multipart(card(), field="image"), "no parts": f"--{BOUNDARY}--\r\n".encode(), "nothing": b"", "cut": whole[:-60],
            "no end": whole[:-4 - len(BOUNDARY)], "another boundary": whole.replace(BOUNDARY.encode(), b"other"), "an empty file": multipart(b""),
            "headers without end": f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"".encode(),
        }
        for name, body in rows.items():
            with self.subTest(name):
                answer = self.upload(body=body)
                self.assertEqual(answer.status, 400, answer)
                self.assertIsInstance(answer.json["error"], str)
        for kind in ("application/json", "multipart/form-data", "multipart/form-data; boundary=", "text/plain"):
            with self.subTest(kind):
                self.assertIn(self.upload(headers={"Content-Type": kind}).status, (400, 415))

    def test_only_pictures_are_taken_for_pictures(self):
        answer = self.upload(b"<html><script>alert(1)</script></html>", name="x.html", kind="text/html", key=self.new_key("html"))
        if answer.status == 200:
            found = self.download(answer.json["url"])
            self.assertNotIn(found.type, ("text/html", "image/svg+xml", "application/javascript"))
            self.assertEqual(found.headers["x-content-type-options"], "nosniff")

    def test_sizes(self):
        key = self.new_key("sizes")
        limit = 1 << 20
        self.assertEqual(self.uploaded(card() + bytes(limit - len(card())), key=key)["data"]["file_size"], limit)
        answer = self.upload(card() + bytes(limit + 1 - len(card())), key=key)
        self.assertEqual((answer.status, answer.json["error_code"]), (413, 41301), answer)

    def test_the_quota_is_the_owners(self):
        one, other = self.new_key("full"), self.new_key("other-owner")
        mib = card() + bytes((1 << 20) - len(card()))
        for _ in range(3):
            self.uploaded(mib, key=one)
        answer = self.upload(mib, key=self.new_key("full"))
        self.assertEqual((answer.status, answer.json["error_code"]), (413, 41302), answer)
        self.uploaded(mib, key=other)

    def test_the_quota_holds_under_many_at_once(self):
        key = self.new_key("crowd")
        half = card() + bytes((1 << 19) - len(card()))
        with concurrent.futures.ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(lambda _: self.upload(half, key=key).status, range(12)))
        self.assertEqual(answers.count(200), 6, answers)

    def test_keys(self):
        for key in (None, "sa-wrong-0123456789"):
            for headers in ({}, CLI):
                answer = self.upload(key=key, headers=headers)
                self.assertEqual(answer.status, 401, answer)
                self.assertIsInstance(answer.json["error"], str)
        self.assertEqual(self.upload(key=self.new_key("reader", "--scope", "read")).status, 403)

    def test_links_cannot_be_made_up(self):
        url = self.uploaded(key=self.new_key("links-2"))["url"]
        base, _, query = url.partition("?")
        if query:
            for wrong in (base, base + "?" + query[:-1] + ("0" if query[-1] != "0" else "1"), base.replace("cat", "dog") + "?" + query):
                self.assertIn(self.download(wrong).status, (403, 404))
        self.assertIn(self.get("/files/u/nothing/cat.png", key=None).status, (403, 404))
        self.assertIn(self.get("/files/uploads/../../kirin.db", key=None).status, (400, 403, 404))

    def test_a_client_that_announces_more_than_it_may(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        connection.request("POST", UPLOAD, headers={"Authorization": "Bearer " + API_KEY, "Content-Length": str(1 << 30),
                                                    "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})
        answer = connection.getresponse()
        self.assertEqual(Answer(answer.status, answer.getheaders(), answer.read()).status, 413)
        connection.close()


class ExpiryTest(UploadCase):
    settings = {"workers.count": "0", "retention.uploads": "2s", "retention.sweep_every": "200ms", "uploads.quota": "1MiB"}

    def test_uploads_end_unless_a_task_needs_them(self):
        mib = card() + bytes((1 << 19) - len(card()))
        plain, needed = (self.uploaded(mib)["url"] for _ in range(2))
        task = self.created(BRUSH, {"image": needed})
        self.assertGreaterEqual(self.upload(mib).status, 400)  # the quota is used
        until(lambda: self.download(plain).status == 410, 20)
        self.assertEqual(self.download(plain).json["error"]["code"], 41001)
        self.assertEqual(self.download(needed).status, 200)
        # What ended is not an input any more, and counts no more.
        self.refused(self.create(BRUSH, {"image": plain}), 400, 40005)
        self.uploaded(mib)
        self.ask("DELETE", f"{GENERATION}/task/{task}")
        until(lambda: self.download(needed).status == 410, 20)


if __name__ == "__main__":
    suite.main()
