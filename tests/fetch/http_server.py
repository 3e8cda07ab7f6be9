"""A web server with bad manners, for the tests of the fetch room.

Prints its port on the first line and serves on 127.0.0.1 until its standard input closes.
"""

import gzip
import json
import select
import socket
import socketserver
import struct
import subprocess
import sys
import threading
import urllib.parse


def read_request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    head, body = data.split(b"\r\n\r\n", 1)
    lines = head.decode("latin-1").split("\r\n")
    method, target, _ = lines[0].split(" ", 2)
    headers = {}
    for line in lines[1:]:
        name, value = line.split(":", 1)
        headers[name.strip().lower()] = value.strip()
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65536)
    return method, target, headers, body


def answer(status, body=b"", *headers):
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        with self.server.lock:
            self.server.connections += 1
        request = read_request(self.request)
        if request is None:
            return
        url = urllib.parse.urlsplit(request[1])
        words = url.path.strip("/").split("/")
        query = dict(urllib.parse.parse_qsl(url.query))
        try:
            getattr(self, "on_" + words[0])(words[1:], query, request)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def say(self, *args):
        self.request.sendall(answer(*args))

    def on_hello(self, words, query, request):
        self.say(200, b"hello", "Content-Type: image/png")

    def on_status(self, words, query, request):
        self.say(int(words[0]), b"x" * 100000)

    def on_chain(self, words, query, request):
        left = int(words[0])
        self.say(302, b"", f"Location: /chain/{left - 1}" if left > 1 else "Location: ../hello")

    def on_loop(self, words, query, request):
        self.say(301, b"", "Location: /loop")

    def on_to(self, words, query, request):
        self.say(307, b"y" * 100000, "Location: " + query["url"])

    def on_nowhere(self, words, query, request):
        self.say(302)

    def on_sized(self, words, query, request):
        self.say(200, b"z" * int(words[0]))

    def on_unsized(self, words, query, request):
        self.request.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"z" * int(words[0]))

    def on_chunked(self, words, query, request):
        self.request.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(int(words[0]) // 1000):
            self.request.sendall(b"3e8\r\n" + b"z" * 1000 + b"\r\n")
        self.request.sendall(b"0\r\n\r\n")

    def on_drip(self, words, query, request):
        self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not select.select([self.request], [], [], 0.02)[0]:  # readable: the client has gone
            self.request.sendall(b".")

    def on_silence(self, words, query, request):
        select.select([self.request], [], [])

    def on_reset(self, words, query, request):
        self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n0123456789")
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def on_short(self, words, query, request):
        self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n0123456789")

    def on_garbage(self, words, query, request):
        self.request.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")

    def on_gzip(self, words, query, request):
        self.say(200, gzip.compress(b"a" * 1000, mtime=0), "Content-Encoding: gzip")

    def on_echo(self, words, query, request):
        method, target, headers, body = request
        seen = {"method": method, "target": target, "headers": headers, "body": body.decode("latin-1")}
        self.say(int(query.get("status", 200)), json.dumps(seen).encode())

    def on_speech(self, words, query, request):
        """A speech server: speaks the text it is posted, in the voice it is asked for, with espeak-ng."""
        method, _, headers, body = request
        asked = json.loads(body)
        if method != "POST" or headers.get("authorization") != "Bearer speech-key":
            return self.say(401, b"no key")
        if asked["model"] != "tts-1" or asked["response_format"] != "wav" or asked["voice"] not in ("alloy", "my-voice"):
            return self.say(400, b"no such voice")
        command = ["espeak-ng", "-v", "en-gb+f1", "-s", str(int(160 * asked["speed"])), "-b", "1", "--stdin", "--stdout"]
        spoken = subprocess.run(command, input=asked["input"].encode(), capture_output=True, check=True)
        self.say(200, spoken.stdout, "Content-Type: audio/wav")

    def on_connections(self, words, query, request):
        self.say(200, str(self.server.connections).encode())


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64
    connections = 0
    lock = threading.Lock()


def main():
    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_address[1], flush=True)
        sys.stdin.read()


main()
