"""Status polls and creates over loopback with wrk, beside nginx serving the same bytes in the same run.

The load generator shares the machine with the servers, so the ratios count, not the numbers.
"""

import os
import re
import shutil
import subprocess
import tempfile

import machine
from harness import API_KEY, Server

SECONDS = int(os.environ.get("BENCH_SECONDS", "8"))
CONNECTIONS = 64

NGINX = """
daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 1000000000;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; location / {{ default_type application/json; return 200 '{body}'; }} }}
}}
"""

CREATE = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer {key}"
wrk.body = '{{"model":"kirin_v2_6_t2v","input":[{{"params":{{"prompt":"A red kite climbs over a windy beach"}}}}]}}'
"""


def wrk(url, *arguments):
    """(requests/s, p99 in ms, answers that were not 2xx)"""
    text = subprocess.run(["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", *arguments, url],
                          check=True, capture_output=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit], int(bad.group(1)) if bad else 0


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def nginx_rate(body):
    folder = tempfile.mkdtemp(prefix="kirin-bench-")
    port = free_port()
    with open(folder + "/nginx.conf", "w") as file:
        file.write(NGINX.format(folder=folder, port=port, body=body.replace("'", "\\'")))
    process = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-c", folder + "/nginx.conf", "-e", folder + "/error.log"])
    try:
        subprocess.run(["curl", "-fs", "--retry", "30", "--retry-connrefused", "--retry-delay", "0", "--retry-max-time", "10",
                        f"http://127.0.0.1:{port}/"], check=True, stdout=subprocess.DEVNULL)
        return wrk(f"http://127.0.0.1:{port}/")
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    print(f"## API over loopback ({machine.describe()})\n")
    print(f"wrk -t2 -c{CONNECTIONS} -d{SECONDS}s on the same machine; no workers, so that nothing else takes the cores.\n")
    with Server(workers__count="0") as server:
        _, _, accepted = server.create("kirin_v2_6_t2v", {"prompt": "A red kite climbs over a windy beach"})
        path = "/model/v1/generation/task/" + accepted["id"]
        _, _, body = server.call("GET", path)
        import json
        rows = [("nginx, the same bytes", *nginx_rate(json.dumps(body, separators=(",", ":")))),
                ("status polls", *wrk(f"http://127.0.0.1:{server.port}{path}", "-H", f"Authorization: Bearer {API_KEY}"))]
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(CREATE.format(key=API_KEY))
            script.flush()
            rows.append(("durable creates", *wrk(f"http://127.0.0.1:{server.port}/model/v1/generation", "-s", script.name)))
    print("| what | requests/s | of nginx | p99 ms | not 2xx |\n| --- | ---: | ---: | ---: | ---: |")
    for name, rate, p99, bad in rows:
        print(f"| {name} | {rate:,.0f} | {rate / rows[0][1]:.2f} | {p99:.1f} | {bad} |")
    print()


if __name__ == "__main__":
    main()
