"""Writes what MediaPipe's own Python finds in the frames on standard input, in VIDEO mode with its default confidences.

    python mediapipe_people.py TASK WIDTH HEIGHT

A frame is its time in milliseconds (8 bytes, little endian) and its RGB bytes, row after row. For each a line of JSON comes out: per
person 33 times [x, y, z, visibility, presence, world x, world y, world z].
"""

import json
import sys
import types

# The package asks for both when it is imported, and uses them only to draw.
for name in ("cv2", "matplotlib", "matplotlib.pyplot"):
    sys.modules[name] = types.ModuleType(name)

import mediapipe  # noqa: E402
import numpy  # noqa: E402
from mediapipe.tasks.python import BaseOptions, vision  # noqa: E402


def frames(width, height):
    """Time in milliseconds and picture of each frame."""
    while head := sys.stdin.buffer.read(8):
        pixels = sys.stdin.buffer.read(width * height * 3)
        yield int.from_bytes(head, "little"), numpy.frombuffer(pixels, numpy.uint8).reshape(height, width, 3).copy()


def people(result):
    """The numbers of all landmarks, as floats that read as the same 32 bits."""
    return [
        [
            [float(numpy.float32(v)) for v in (p.x, p.y, p.z, p.visibility, p.presence, w.x, w.y, w.z)]
            for p, w in zip(picture, world, strict=True)
        ]
        for picture, world in zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
    ]


def main(task, width, height):
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=task), running_mode=vision.RunningMode.VIDEO
    )
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        for millis, rgb in frames(int(width), int(height)):
            image = mediapipe.Image(mediapipe.ImageFormat.SRGB, rgb)
            print(json.dumps(people(landmarker.detect_for_video(image, millis))))


main(*sys.argv[1:])
