"""Makes demo_full.json: what MediaPipe's own Python finds in the first frames of the sample demo.mp4.

    python make_golden.py --ffmpeg FFMPEG --video demo.mp4 --task pose_landmarker_full.task

Python: any with the package mediapipe==0.10.33. FFMPEG: FFmpeg 8.0.1, as in Bytedeco's jar ffmpeg 8.0.1-1.5.13 (linux-x86_64-gpl).
The SHA-256 of every frame's RGB bytes goes into the file, so a reader knows whether it fed the same picture.
"""

import argparse
import hashlib
import json
import pathlib
import subprocess

import mediapipe
import numpy
from mediapipe.tasks.python import vision
from mediapipe.tasks.python.core.base_options import BaseOptions

FRAMES, WIDTH, HEIGHT, FPS = 30, 1768, 994, 30
DECODE = "-frames:v {n} -fps_mode passthrough -sws_flags accurate_rnd+bitexact -pix_fmt rgb24 -f rawvideo"


def decoded(ffmpeg, video):
    """The frames' RGB bytes, row after row without gaps."""
    command = [ffmpeg, "-v", "error", "-i", video, *DECODE.format(n=FRAMES).split(), "-"]
    raw = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    frames = numpy.frombuffer(raw, numpy.uint8).reshape(-1, HEIGHT, WIDTH, 3)
    assert len(frames) == FRAMES, len(frames)
    return frames


def numbers(value):
    """The shortest decimal that reads as the same 32-bit float."""
    return float(str(numpy.float32(value)))


def people(result):
    """One list per person of 33 times [x, y, z, visibility, presence, world x, world y, world z]."""
    return [
        [
            [numbers(v) for v in (p.x, p.y, p.z, p.visibility, p.presence, w.x, w.y, w.z)]
            for p, w in zip(picture, world, strict=True)
        ]
        for picture, world in zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("ffmpeg", "video", "task"):
        parser.add_argument("--" + name, required=True)
    given = parser.parse_args()
    assert mediapipe.__version__ == "0.10.33", mediapipe.__version__

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=given.task), running_mode=vision.RunningMode.VIDEO
    )
    frames = []
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        for i, rgb in enumerate(decoded(given.ffmpeg, given.video)):
            millis = round(i * 1000 / FPS)
            image = mediapipe.Image(mediapipe.ImageFormat.SRGB, rgb.copy())
            frames.append(
                {
                    "timestamp_ms": millis,
                    "rgb_sha256": hashlib.sha256(rgb.tobytes()).hexdigest(),
                    "people": people(landmarker.detect_for_video(image, millis)),
                }
            )
    golden = {
        "mediapipe": mediapipe.__version__,
        "video": "demo.mp4",
        "video_sha256": hashlib.sha256(pathlib.Path(given.video).read_bytes()).hexdigest(),
        "model_sha256": hashlib.sha256(pathlib.Path(given.task).read_bytes()).hexdigest(),
        "width": WIDTH,
        "height": HEIGHT,
        "ffmpeg_options": DECODE.format(n=FRAMES),
        "landmark": ["x", "y", "z", "visibility", "presence", "world_x", "world_y", "world_z"],
    }
    lines = ",\n".join(json.dumps(f, separators=(",", ":")) for f in frames)
    head = json.dumps(golden, indent=1)[:-2]
    target = pathlib.Path(__file__).with_name("demo_full.json")
    target.write_text(f'{head},\n "frames": [\n{lines}\n]}}\n')
    print(target, sum(bool(f["people"]) for f in frames), "of", len(frames), "frames with a person")


if __name__ == "__main__":
    main()
