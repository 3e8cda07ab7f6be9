"""Status polls and creates over loopback with wrk, beside nginx serving the same bytes in the same run.

The load generator shares the machine with the servers, so the ratios count, not the numbers; and because the machine's
pace changes from minute to minute, what is compared takes turns and the median of the ratios counts.
"""

import contextlib
import json
import os
import re
import resource
import shutil
import socket
import statistics
import subprocess
import tempfile

import machine
from harness import API_KEY, Server

SECONDS = int(os.environ.get("BENCH_SECONDS", "5"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
CONNECTIONS = 64
MANY = 5000
MODEL = "kirin_v2_6_t2v"
PARAMS = {"prompt": "A red kite climbs over a windy beach", "duration": "5", "mode": "std", "sound": "off"}

NGINX = """
daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log;
worker_rlimit_nofile 16384;
events {{ worker_connections 8192; }}
http {{
  access_log off; keepalive_requests 1000000000;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port} backlog=8192; location / {{ default_type application/json; return 200 '{body}'; }} }}
}}
"""

CREATE = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer {key}"
wrk.body = '{body}'
"""

# Each connection asks about once a second.
SLOWLY = "function delay() return math.random(0, 2000) end\n"


def wrk(url, *arguments, connections=CONNECTIONS, script=None):
    """(requests/s, p99 in ms, answers that were not 2xx and errors of the socket)"""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{SECONDS}s", "--timeout", "10s", "--latency", *arguments]
    with contextlib.ExitStack() as stack:
        if script:
            file = stack.enter_context(tempfile.NamedTemporaryFile("w", suffix=".lua"))
            file.write(script)
            file.flush()
            command += ["-s", file.name]
        text = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    failures = (int(bad.group(1)) if bad else 0) + (sum(map(int, errors.groups())) if errors else 0)
    return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit], failures


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def nginx(body):
    """The URL of an nginx with two workers that answers everything with `body`."""
    folder = tempfile.mkdtemp(prefix="kirin-bench-")
    url = f"http://127.0.0.1:{free_port()}/"
    with open(folder + "/nginx.conf", "w") as file:
        escaped = body.replace("\\", "\\\\").replace("'", "\\'").replace("$", "")
        file.write(NGINX.format(folder=folder, port=url.rsplit(":", 1)[1].rstrip("/"), body=escaped))
    process = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-c", folder + "/nginx.conf", "-e", folder + "/error.log"])
    try:
        subprocess.run(["curl", "-fs", "--retry", "30", "--retry-connrefused", "--retry-delay", "0", "--retry-max-time", "10", url],
                       check=True, stdout=subprocess.DEVNULL)
        yield url
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def idle_connections(port, path, count):
    """Keep-alive connections that have asked once and stay."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {API_KEY}\r\n\r\n".encode()
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(request)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        yield


def finished_task(folder):
    """The path of a task that was made, in `folder`'s store."""
    with Server(folder=folder, workers__count="1") as server:
        _, _, accepted = server.create(MODEL, PARAMS)
        assert server.wait(accepted["id"])["status"] == "completed"
        return "/model/v1/generation/task/" + accepted["id"]


def take_turns(contestants):
    """{name: [(rate, p99, bad) of each round]}; every round runs each contestant once."""
    runs = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, run in contestants.items():
            runs[name].append(run())
    return runs


def print_table(runs, reference):
    print("| what | requests/s | of nginx | p99 ms | failed |\n| --- | ---: | ---: | ---: | ---: |")
    for name, rows in runs.items():
        ratio = statistics.median(row[0] / other[0] for row, other in zip(rows, runs[reference]))
        rate, p99 = (statistics.median(row[i] for row in rows) for i in (0, 1))
        print(f"| {name} | {rate:,.0f} | {ratio:.2f} | {p99:.1f} | {sum(row[2] for row in rows)} |")
    print()


def compare(server, made):
    authorization = ("-H", f"Authorization: Bearer {API_KEY}")
    _, _, accepted = server.create(MODEL, PARAMS)
    waiting = "/model/v1/generation/task/" + accepted["id"]
    _, _, body = server.call("GET", made)
    base = f"http://127.0.0.1:{server.port}"
    create = CREATE.format(key=API_KEY, body=json.dumps({"model": MODEL, "input": [{"params": PARAMS}]}))

    with nginx(json.dumps(body, separators=(",", ":"), ensure_ascii=False)) as reference:
        print(f"wrk -t2 -c{CONNECTIONS} -d{SECONDS}s, {ROUNDS} rounds in turn, medians; the body has {len(json.dumps(body))} bytes.\n")
        print_table(take_turns({
            "nginx, the same bytes": lambda: wrk(reference),
            "status polls of a task that was made": lambda: wrk(base + made, *authorization),
            "status polls of a task that waits": lambda: wrk(base + waiting, *authorization),
            "durable creates": lambda: wrk(base + "/model/v1/generation", script=create),
        }), "nginx, the same bytes")

        print(f"With {MANY} connections open:\n")
        with idle_connections(server.port, made, MANY - CONNECTIONS):
            idle = [wrk(base + made, *authorization) for _ in range(ROUNDS)]
        runs = take_turns({
            f"nginx, {MANY} that each ask once a second": lambda: wrk(reference, connections=MANY, script=SLOWLY),
            f"status polls, {MANY} that each ask once a second":
                lambda: wrk(base + made, *authorization, connections=MANY, script=SLOWLY),
        })
        print("| what | requests/s | p99 ms | failed |\n| --- | ---: | ---: | ---: |")
        for name, rows in {f"status polls of {CONNECTIONS}, the others idle": idle, **runs}.items():
            rate, p99 = (statistics.median(row[i] for row in rows) for i in (0, 1))
            print(f"| {name} | {rate:,.0f} | {p99:.1f} | {sum(row[2] for row in rows)} |")
        print()


def main():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    print(f"## API over loopback ({machine.describe()})\n")
    print("Everything on the same machine; no workers, so that nothing else takes the cores.\n")
    folder = tempfile.mkdtemp(prefix="kirin-bench-")
    try:
        made = finished_task(folder)
        # More tasks wait than a default installation takes.
        with Server(folder=folder, workers__count="0", limits__queue="0") as server:
            compare(server, made)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
