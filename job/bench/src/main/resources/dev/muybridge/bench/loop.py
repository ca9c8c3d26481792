"""What one would write without Muybridge: decode a video, find the pose with MediaPipe, draw it, encode.

    loop.py MODEL PRESET CRF FOLDER VIDEO...

One process, one thread of its own; a new landmarker for each video. Writes the videos into FOLDER and prints a line of JSON:
how many frames, in how many of them somebody was found, and the CPU time of each step in seconds. What a library does in threads
of its own is counted with the step that waits for it.
"""

import json
import pathlib
import sys
import time

import av
import cv2
import mediapipe
import numpy
from mediapipe.tasks.python import BaseOptions, vision

EDGES = [(11, 12), (11, 13), (13, 15), (12, 14), (14, 16), (11, 23), (12, 24), (23, 24),
         (23, 25), (25, 27), (24, 26), (26, 28), (27, 31), (28, 32)]
GREEN = (0, 255, 0)

cpu = {"decode": 0.0, "pose": 0.0, "draw": 0.0, "encode": 0.0}


def timed(step, function, *arguments):
    begun = time.process_time()
    result = function(*arguments)
    cpu[step] += time.process_time() - begun
    return result


def decoded(frames):
    frame = next(frames, None)
    # Without this, MediaPipe would be given the same bytes with another stride, and copy them itself.
    return frame, None if frame is None else numpy.ascontiguousarray(frame.to_ndarray(format="rgb24"))


def draw(picture, landmarks):
    height, width = picture.shape[:2]
    points = [(int(point.x * width), int(point.y * height)) for point in landmarks]
    for start, end in EDGES:
        cv2.line(picture, points[start], points[end], GREEN, 2, cv2.LINE_AA)


def encode(target, stream, picture):
    frame = None if picture is None else av.VideoFrame.from_ndarray(picture, format="rgb24")
    for packet in stream.encode(frame):
        target.mux(packet)


def annotate(video, path, model, preset, crf):
    """How many frames `video` has, and in how many of them somebody was found."""
    options = vision.PoseLandmarkerOptions(base_options=BaseOptions(model_asset_path=model), running_mode=vision.RunningMode.VIDEO)
    frames = found = 0
    with vision.PoseLandmarker.create_from_options(options) as landmarker, av.open(video) as source, av.open(path, "w") as target:
        read = source.streams.video[0]
        read.codec_context.thread_count = 1
        written = target.add_stream("libx264", rate=read.average_rate, options={"preset": preset, "crf": crf, "threads": "1"})
        written.width, written.height, written.pix_fmt = read.width, read.height, "yuv420p"
        pictures = source.decode(read)
        while True:
            frame, picture = timed("decode", decoded, pictures)
            if frame is None:
                break
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)
            result = timed("pose", landmarker.detect_for_video, image, int(frame.time * 1000))
            if result.pose_landmarks:
                timed("draw", draw, picture, result.pose_landmarks[0])
                found += 1
            timed("encode", encode, target, written, picture)
            frames += 1
        timed("encode", encode, target, written, None)
    return frames, found


def main(model, preset, crf, folder, *videos):
    cv2.setNumThreads(1)
    frames = found = 0
    for number, video in enumerate(videos):
        more, seen = annotate(video, str(pathlib.Path(folder) / f"{number}.mp4"), model, preset, crf)
        frames, found = frames + more, found + seen
    print(json.dumps({"frames": frames, "found": found, "cpu": cpu}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
