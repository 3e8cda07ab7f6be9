"""A real Kirin server on a free port with its own data, and a client for it. Standard library only."""

import base64
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib

KIRIN = os.environ["KIRIN_BINARY"]
API_KEY = "sa-end-to-end-tests-0123456789"


class Server:
    """`kirin serve` as a child process. `settings` are section.key: value."""

    def __init__(self, folder=None, **settings):
        self.folder = folder or tempfile.mkdtemp(prefix="kirin-e2e-")
        self.owns_folder = folder is None
        self.settings = {"log.level": "info", "auth.bootstrap_key": API_KEY}
        self.settings.update({key.replace("__", "."): value for key, value in settings.items()})
        self.process = None
        self.port = 0
        self.log = []

    def start(self):
        arguments = [KIRIN, "serve", "--data-dir", self.folder + "/data", "--listen", f"127.0.0.1:{self.port}"]
        for key, value in self.settings.items():
            arguments += ["--set", f"{key}={value}"]
        self.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, text=True)
        started = threading.Event()
        threading.Thread(target=self._read_log, args=(self.process, started), daemon=True).start()
        if not started.wait(30) or self.port == 0:
            raise RuntimeError("the server did not start:\n" + "".join(self.log[-20:]))
        return self

    def _read_log(self, process, started):
        for line in process.stderr:
            self.log.append(line)
            found = re.search(r"listening .*port=(\d+)", line)
            if found:
                self.port = int(found.group(1))
                started.set()
        started.set()

    def wait_ready(self, seconds=30):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                if self.call("GET", "/readyz")[0] == 200:
                    return self
            time.sleep(0.05)
        raise RuntimeError("the server is not ready")

    def call(self, method, path, body=None, headers=None, key=API_KEY, timeout=60):
        """(status, headers, parsed JSON or bytes)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        all_headers = {"Content-Type": "application/json"} if body is not None else {}
        if key:
            all_headers["Authorization"] = "Bearer " + key
        all_headers.update(headers or {})
        data = json.dumps(body).encode() if isinstance(body, (dict, list)) else body
        try:
            connection.request(method, path, body=data, headers=all_headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        answer_headers = {name.lower(): value for name, value in answer.getheaders()}
        if answer_headers.get("content-type", "").startswith("application/json"):
            content = json.loads(content) if content else None
        return answer.status, answer_headers, content

    def create(self, model, params, **keywords):
        return self.call("POST", "/model/v1/generation", {"model": model, "input": [{"params": params}]}, **keywords)

    def task(self, task_id, **keywords):
        return self.call("GET", "/model/v1/generation/task/" + task_id, **keywords)

    def wait(self, task_id, seconds=240):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            status, _, task = self.task(task_id)
            assert status == 200, (status, task)
            if task["status"] != "in_progress":
                return task
            time.sleep(0.2)
        raise AssertionError(f"task {task_id} is not done after {seconds} s")

    def download(self, url):
        path = url.split(f":{self.port}", 1)[1]
        status, headers, content = self.call("GET", path, key=None)
        assert status == 200, (status, content)
        return headers, content

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, seconds=30):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(seconds)
        return self.process.returncode if self.process else None

    def __enter__(self):
        return self.start().wait_ready()

    def __exit__(self, *ignored):
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            self.kill()
        if self.owns_folder:
            shutil.rmtree(self.folder, ignore_errors=True)


def png(width, height, pixel):
    """A PNG file, RGB, from pixel(x, y) -> (r, g, b)."""
    rows = b"".join(b"\0" + bytes(channel for x in range(width) for channel in pixel(x, y)) for y in range(height))
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


def picture(width=480, height=320, shift=0):
    """A colourful test card with structure at several scales, so that motion can be seen in it."""
    def pixel(x, y):
        x += shift
        disc = (x - width // 3) ** 2 + (y - height // 2) ** 2 < (height // 5) ** 2
        if disc:
            return (220, 40 + (x * 7 + y * 3) % 60, 40)
        sky = y < height // 2
        check = ((x // 24) + (y // 24)) % 2 * 40
        return (80 + check, 120 + check + y * 60 // height, 200) if sky else (60 + (x * 5 % 37), 140 - check, 60)
    return png(width, height, pixel)


def mask(width, height, inside):
    return png(width, height, lambda x, y: (255, 255, 255) if inside(x, y) else (0, 0, 0))


def b64(data):
    return base64.b64encode(data).decode()


def probe(data):
    """ffprobe's view of a clip: (video stream, audio stream or None, format)."""
    with tempfile.NamedTemporaryFile(suffix=".mp4") as file:
        file.write(data)
        file.flush()
        text = subprocess.run(["ffprobe", "-v", "error", "-count_packets", "-show_streams", "-show_format", "-of", "json", file.name],
                              check=True, capture_output=True, text=True).stdout
    facts = json.loads(text)
    by_type = {stream["codec_type"]: stream for stream in facts["streams"]}
    return by_type["video"], by_type.get("audio"), facts["format"]


def loudness(data):
    """(integrated loudness in LUFS, true peak in dBTP) of a clip's sound, by ffmpeg's meter."""
    with tempfile.NamedTemporaryFile(suffix=".mp4") as file:
        file.write(data)
        file.flush()
        told = subprocess.run(["ffmpeg", "-hide_banner", "-nostats", "-i", file.name, "-af", "ebur128=peak=true", "-f", "null", "-"],
                              check=True, capture_output=True, text=True).stderr
    summary = told[told.rindex("Summary:"):]
    return tuple(float(summary.split(label)[1].split()[0]) for label in (" I:", " Peak:"))


def frame_rgb(data, index, size):
    """Frame `index` of a clip as raw RGB of (width, height); -1 is the last."""
    with tempfile.NamedTemporaryFile(suffix=".mp4") as file:
        file.write(data)
        file.flush()
        video, _, _ = probe(data)
        number = int(video["nb_read_packets"]) - 1 if index < 0 else index
        return subprocess.run(["ffmpeg", "-v", "error", "-i", file.name, "-vf",
                               f"select=eq(n\\,{number}),scale={size[0]}:{size[1]}:in_color_matrix=bt709:flags=bicubic+accurate_rnd+full_chroma_int",
                               "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
                              check=True, capture_output=True).stdout


def picture_rgb(data, size):
    """A picture file scaled to raw RGB of (width, height)."""
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        file.write(data)
        file.flush()
        filters = f"scale={size[0]}:{size[1]}:flags=bicubic+accurate_rnd"
        return subprocess.run(["ffmpeg", "-v", "error", "-i", file.name, "-vf", filters, "-frames:v", "1", "-f",
                               "rawvideo", "-pix_fmt", "rgb24", "-"], check=True, capture_output=True).stdout


def psnr(a, b):
    assert len(a) == len(b) and a
    import math
    squares = sum((x - y) * (x - y) for x, y in zip(a, b))
    return 99.0 if squares == 0 else 10 * math.log10(255 * 255 * len(a) / squares)
