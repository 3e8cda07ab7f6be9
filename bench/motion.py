"""What it costs to set a picture in motion: 5 s clips through `kirin render`, beside ffmpeg's own ways to make a picture move.

Wall seconds need an idle machine; CPU seconds can be trusted on a busy one. The peers get the same input, size, frame
rate, number of frames and x264 preset. Inputs: two photos (the first two by name) of the folder that the argument or
BENCH_PHOTOS names, JPEG or PNG; without one, test cards. BENCH_ROUNDS rounds (3), everything in turn, medians."""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import clips
import machine
from harness import KIRIN, mask, picture, probe

SECONDS = 5
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
PRESET = "veryfast"  # Kirin's default (encode.preset)
SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
# Seconds of wall time on two idle cores with AVX-512: what has to be reached.
GOALS = {"one picture, ambient motion": (2.5, 5.5), "motion brush": (4, None), "several pictures": (4.5, 9),
         "first and last frame": (4.5, 10)}


def photos(folder):
    """Paths of two pictures of 2560x1440, so that decoding and scaling cost what they cost in use."""
    names = sorted(path for path in pathlib.Path(os.environ.get("BENCH_PHOTOS", "")).glob("*")
                   if path.suffix.lower() in (".jpg", ".jpeg", ".png")) if os.environ.get("BENCH_PHOTOS") else []
    made = []
    for index in range(2):
        path = pathlib.Path(folder, f"{index}.jpg")
        source = names[index % len(names)] if names else pathlib.Path(folder, "card.png")
        if not names:
            source.write_bytes(picture(640, 360, shift=30 * index))
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", source, "-vf",
                        "scale=2560:1440:force_original_aspect_ratio=increase:flags=bicubic,crop=2560:1440",
                        "-q:v", "3", "-frames:v", "1", path], check=True)
        made.append(path)
    return made, "photos" if names else "test cards"


def requests(pictures, resolution):
    first, second = (base64.b64encode(path.read_bytes()).decode() for path in pictures)
    brush = base64.b64encode(mask(640, 360, lambda x, y: (x - 213) ** 2 + (y - 180) ** 2 < 75 ** 2)).decode()
    ambient = "slow push in, clouds drift, water ripples, leaves sway in the wind, light snow falls"
    made = {
        "one picture, ambient motion": {"model": "kirin_v2_6_i2v", "image": first, "prompt": ambient},
        "several pictures": {"model": "kirin_v1_6_multi_i2v", "prompt": "together in one place",
                             "image_list": [{"image": first}, {"image": second}]},
        # At 720p only v1 takes both ends, at 1080p only the later models do.
        "first and last frame": {"model": "kirin_v1_i2v" if resolution == "720p" else "kirin_v2_6_i2v",
                                 "image": first, "image_tail": second},
    }
    if resolution == "720p":  # the model with brushes has no larger size
        made["motion brush"] = {"model": "kirin_v1_i2v", "image": first, "dynamic_masks": [
            {"mask": brush, "trajectories": [{"x": 852, "y": 720}, {"x": 1200, "y": 820}, {"x": 1600, "y": 760}]}]}
    return made


def ours(folder, body, resolution):
    """The command and the clip that it makes."""
    request = pathlib.Path(folder, "request.json")
    mode = "pro" if resolution == "1080p" else "std"
    request.write_text(json.dumps({**body, "mode": mode, "duration": str(SECONDS), "seed": 1}))
    clip = pathlib.Path(folder, "clip.mp4")
    return [KIRIN, "render", str(request), "-o", str(clip)], clip


def peer(filters, inputs, size, fps, output):
    command = ["ffmpeg", "-v", "error", "-y"]
    for path in inputs:
        command += ["-i", str(path)]
    return command + ["-filter_complex", filters, "-frames:v", str(SECONDS * fps), "-r", str(fps), "-s", f"{size[0]}x{size[1]}",
                      "-c:v", "libx264", "-preset", PRESET, "-crf", "20", "-pix_fmt", "yuv420p", str(output)]


def peers(pictures, size, fps, folder):
    """ffmpeg's slow zoom into one picture, from a source four times the frame's size so that it does not stagger, and its
    motion-compensated frames between two pictures."""
    width, height = size
    frames = SECONDS * fps
    zoom = (f"[0]scale={4 * width}:{4 * height}:flags=bicubic,zoompan=z='1+0.2*on/{frames}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2'"
            f":d={frames}:s={width}x{height}:fps={fps}")
    # The pictures are the ends of the clip; the filter wants one more frame on either side, and no scene detection.
    between = (f"[0]scale={width}:{height},setsar=1,split[a][b];[1]scale={width}:{height},setsar=1,split[c][d];"
               f"[a][b][c][d]concat=n=4:v=1,settb=1/600,setpts='if(lt(N,2),N/{fps},{SECONDS}+(N-2)/{fps})/TB',"
               f"minterpolate=fps={fps}:mi_mode=mci:scd=none")
    output = pathlib.Path(folder, "peer.mp4")
    return {"ffmpeg zoompan, 4x source": peer(zoom, pictures[:1], size, fps, output),
            "ffmpeg minterpolate": peer(between, pictures, size, fps, output)}


def measure(pictures, folder, resolution):
    """Rows of one table: name, frames a second, wall and CPU seconds."""
    rates, commands = {}, {}
    for name, body in requests(pictures, resolution).items():
        own = pathlib.Path(folder, name.replace(" ", "-"))
        own.mkdir(exist_ok=True)
        commands[name], clip = ours(own, body, resolution)
        clips.timed(commands[name])  # also warms the file cache
        video = probe(clip.read_bytes())[0]
        size = (int(video["width"]), int(video["height"]))
        if size != SIZES[resolution]:
            sys.exit(f"{name}: {size} instead of {resolution}")
        rates[name] = round(int(video["nb_read_packets"]) / SECONDS)
    fps = rates["one picture, ambient motion"]
    for name, command in peers(pictures, SIZES[resolution], fps, folder).items():
        commands[name], rates[name] = command, fps
    return {name: (rates[name], *times) for name, times in clips.rounds(commands, ROUNDS, once=lambda name: "minterpolate" in name).items()}


def main():
    if len(sys.argv) > 1:
        os.environ["BENCH_PHOTOS"] = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        pictures, kind = photos(folder)
        print(f"## A picture in motion ({machine.describe()})\n")
        print(f"`kirin render`, one {SECONDS} s clip each from {kind}, process start to file; x264 {PRESET} for all; medians of {ROUNDS} (minterpolate: 1).")
        print("Ratios are of CPU time a frame. Below 1 is cheaper than the peer.\n")
        for column, resolution in enumerate(SIZES):
            rows = measure(pictures, folder, resolution)
            cost = {name: cpu / (rate * SECONDS) for name, (rate, _, cpu) in rows.items()}
            print(f"| {resolution} | fps | wall s | goal | CPU s | CPU ms a frame | of zoompan | of minterpolate |")
            print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
            for name, (rate, wall, cpu) in rows.items():
                goal = GOALS.get(name, ("", ""))[column]
                print(f"| {name} | {rate} | {wall:.2f} | {goal} | {cpu:.2f} | {1000 * cost[name]:.1f} | "
                      f"{cost[name] / cost['ffmpeg zoompan, 4x source']:.2f} | {cost[name] / cost['ffmpeg minterpolate']:.2f} |")
            print(flush=True)


if __name__ == "__main__":
    main()
