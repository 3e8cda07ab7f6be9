"""What it costs to film a prompt: 5 s text-to-video clips through `kirin render`, in 720p (std, silent: sound needs pro)
and in 1080p (pro, with sound), beside ffmpeg encoding as many frames of its test pattern with the same x264 preset.

Wall seconds need an idle machine; CPU seconds can be trusted on a busy one. BENCH_ROUNDS rounds (3), medians."""

import json
import os
import pathlib
import sys
import tempfile

import clips
import machine
from harness import KIRIN, probe

SECONDS = 5
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
PRESET = "veryfast"  # Kirin's default (encode.preset)
SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
# (720p, 1080p) wall seconds on two idle cores with AVX-512 that have to be reached: for scenes of things before a backdrop,
# and for those with water or skies computed per ray.
LAYERED, RAYS = (4, 9), (8, 18)
SCENES = {
    "a room, two people": ("A woman in a red dress and a man dance in a living room. He says: \"Shall we?\"", LAYERED),
    "a city street by night": ("A girl with an umbrella walks through a city street at night in the rain", LAYERED),
    "a forest": ("A fox runs through a forest in autumn, leaves fall", LAYERED),
    "paper cut-outs": ("Two rabbits jump in a meadow, paper cut-out style", LAYERED),
    "the sea at dusk": ("A sailboat on the ocean at sunset, waves, birds fly by", RAYS),
    "a lake in the mountains": ("A lake in the mountains at dawn, clouds drift, a boat", RAYS),
    "silk": ("zephyrine quorl of vantablue", RAYS),
}


def ours(folder, prompt, resolution):
    """The command and the clip that it makes."""
    request = pathlib.Path(folder, "request.json")
    pro = resolution == "1080p"
    request.write_text(json.dumps({"model": "kirin_v2_6_t2v", "prompt": prompt, "mode": "pro" if pro else "std",
                                   "sound": "on" if pro else "off", "duration": str(SECONDS), "seed": 1}))
    clip = pathlib.Path(folder, "clip.mp4")
    return [KIRIN, "render", str(request), "-o", str(clip)], clip


def encoding_only(folder, size, fps):
    return ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=size={size[0]}x{size[1]}:rate={fps}",
            "-frames:v", str(SECONDS * fps), "-c:v", "libx264", "-preset", PRESET, "-crf", "20", "-pix_fmt", "yuv420p",
            str(pathlib.Path(folder, "pattern.mp4"))]


def measure(folder, resolution):
    """Rows of one table: name, frames a second, wall and CPU seconds."""
    rates, commands = {}, {}
    for name, (prompt, _) in SCENES.items():
        own = pathlib.Path(folder, name.replace(" ", "-").replace(",", ""))
        own.mkdir(exist_ok=True)
        commands[name], clip = ours(own, prompt, resolution)
        clips.timed(commands[name])  # also warms the file cache
        video = probe(clip.read_bytes())[0]
        if (size := (int(video["width"]), int(video["height"]))) != SIZES[resolution]:
            sys.exit(f"{name}: {size} instead of {resolution}")
        rates[name] = round(int(video["nb_read_packets"]) / SECONDS)
    commands["ffmpeg testsrc2"] = encoding_only(folder, SIZES[resolution], rates[name])
    rates["ffmpeg testsrc2"] = rates[name]
    return {name: (rates[name], *times) for name, times in clips.rounds(commands, ROUNDS).items()}


def main():
    with tempfile.TemporaryDirectory() as folder:
        print(f"## Films from words ({machine.describe()})\n")
        print(f"`kirin render`, one {SECONDS} s clip each, process start to file; x264 {PRESET} for all; medians of {ROUNDS}.\n")
        for column, resolution in enumerate(SIZES):
            rows = measure(folder, resolution)
            cost = {name: cpu / (rate * SECONDS) for name, (rate, _, cpu) in rows.items()}
            print(f"| {resolution} | fps | wall s | goal | CPU s | CPU ms a frame | of encoding testsrc2 |")
            print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
            for name, (rate, wall, cpu) in rows.items():
                goal = SCENES[name][1][column] if name in SCENES else ""
                print(f"| {name} | {rate} | {wall:.2f} | {goal} | {cpu:.2f} | {1000 * cost[name]:.1f} | "
                      f"{cost[name] / cost['ffmpeg testsrc2']:.2f} |")
            print()


if __name__ == "__main__":
    main()
