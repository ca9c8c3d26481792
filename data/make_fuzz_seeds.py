"""Makes the good videos of data/fuzz, which `bench fuzz` damages: ten frames each, small, in many containers and codecs.

    python make_fuzz_seeds.py FFMPEG FOLDER

FFMPEG: FFmpeg 8 with x264, x265, libvpx, SVT-AV1, Opus and LAME; another version's files may differ in some bytes.
"""

import os
import pathlib
import subprocess
import sys

PICTURES = "-f lavfi -i testsrc2=s=160x120:r=10:d=1"
SOUND = "-f lavfi -i sine=f=440:r=48000:d=1"
X264 = "-c:v libx264 -preset veryfast -crf 40 -bf 2 -g 5 -pix_fmt yuv420p -x264-params threads=1"
X265 = "-c:v libx265 -preset ultrafast -crf 40 -x265-params log-level=none:keyint=5:pools=none:frame-threads=1 -pix_fmt yuv420p"
BOTH = "-map 0:v -map 1:a"
SEEDS = {
    "h264.mp4": f"{BOTH} {X264} -c:a aac -b:a 32k -movflags +faststart",
    "h264 fragments.mp4": f"-map 0:v {X264} -movflags +frag_keyframe+empty_moov",
    "h264 edit list.mov": f"{BOTH} {X264} -c:a pcm_s16le -ar 8000 -output_ts_offset 0.5",
    "hevc.mp4": f"-map 0:v {X265} -tag:v hvc1",
    "av1.mp4": "-map 0:v -c:v libsvtav1 -preset 12 -crf 55 -svtav1-params lp=1 -g 5 -pix_fmt yuv420p",
    "mpeg4.mp4": "-map 0:v -c:v mpeg4 -bf 2 -g 5 -q:v 24",
    "h264.mkv": f"{BOTH} {X264} -c:a libopus -b:a 24k",
    "vp9.webm": f"{BOTH} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 60k -crf 55 -g 5 -pix_fmt yuv420p -c:a libopus -b:a 24k",
    "vp8.webm": "-map 0:v -c:v libvpx -deadline realtime -cpu-used 8 -b:v 60k -crf 55 -g 5",
    "mpeg4.avi": f"{BOTH} -c:v mpeg4 -bf 2 -g 5 -q:v 24 -c:a libmp3lame -b:a 32k",
    "mjpeg.avi": "-map 0:v -c:v mjpeg -q:v 28 -pix_fmt yuvj420p",
    "h264.ts": f"{BOTH} {X264} -c:a mp2 -b:a 64k",
    "h264.flv": f"-map 0:v {X264} -bf 0",
    "mpeg2.mpg": f"{BOTH} -r 25 -frames:v 10 -c:v mpeg2video -bf 2 -g 5 -q:v 24 -c:a mp2 -b:a 64k",
    "wmv.wmv": "-map 0:v -c:v wmv2 -q:v 24 -g 5",
    "h263.3gp": "-map 0:v -s 176x144 -c:v h263 -q:v 24 -g 5",
}


def main(ffmpeg, folder):
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    for name, words in SEEDS.items():
        command = [ffmpeg, "-v", "error", "-nostdin", "-y", "-fflags", "+bitexact", *PICTURES.split(), *SOUND.split(),
                   *words.split(), "-flags", "+bitexact", "-fflags", "+bitexact", pathlib.Path(folder, name)]
        subprocess.run([str(word) for word in command], check=True, env=os.environ | {"SVT_LOG": "0"})


if __name__ == "__main__":
    main(*sys.argv[1:])
