"""Wall and CPU time of the demo's five kinds of clip, as multiples of their playing time."""

import json
import os
import pathlib
import resource
import subprocess
import tempfile
import time

import machine
from harness import KIRIN, b64, mask, picture

SECONDS = 5


def requests():
    # Test cards of camera size, so that decoding and scaling cost what they cost in use.
    first, last = b64(picture(1280, 720)), b64(picture(1280, 720, shift=60))
    brush = b64(mask(1280, 720, lambda x, y: (x - 426) ** 2 + (y - 360) ** 2 < 150 ** 2))
    return {
        "text to video, sound, 1080p": {"model": "kirin_v2_6_t2v", "prompt": 'A red kite climbs over a windy beach at dusk. Man says: "Hello"',
                                        "mode": "pro", "sound": "on"},
        "image to video, 1080p": {"model": "kirin_v2_6_i2v", "image": first, "prompt": "slow push in", "mode": "pro"},
        "image to video, 720p": {"model": "kirin_v2_6_i2v", "image": first, "prompt": "slow push in"},
        "first and last frame, 1080p": {"model": "kirin_v2_5_turbo_i2v", "image": first, "image_tail": last, "mode": "pro"},
        "motion brush, 720p": {"model": "kirin_v1_i2v", "image": first, "dynamic_masks": [
            {"mask": brush, "trajectories": [{"x": 426, "y": 360}, {"x": 800, "y": 420}]}]},
        "several images, 720p": {"model": "kirin_v1_6_multi_i2v", "prompt": "together", "image_list": [{"image": first}, {"image": last}]},
    }


def main():
    print(f"## Generation ({machine.describe()})\n")
    print(f"`kirin render`, one {SECONDS} s clip each, process start to file; × is the multiple of the playing time.\n")
    print("| clip | wall s | × | CPU s |\n| --- | ---: | ---: | ---: |")
    for name, body in requests().items():
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "request.json")
            path.write_text(json.dumps({**body, "seed": 1}))
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            began = time.monotonic()
            subprocess.run([KIRIN, "render", str(path), "-o", folder + "/clip.mp4"], check=True, capture_output=True)
            wall = time.monotonic() - began
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"| {name} | {wall:.1f} | {wall / SECONDS:.2f} | {cpu:.1f} |")
    print()


if __name__ == "__main__":
    main()
