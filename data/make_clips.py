"""Makes clips of people in situations that the samples do not show.

    python make_clips.py --ffmpeg FFMPEG --samples FOLDER OUT

FFMPEG: FFmpeg 7 or later with x264. FOLDER has the samples. OUT gets one file for each name below and nothing else.
"""

import argparse
import pathlib
import subprocess

X264 = ["-c:v", "libx264", "-preset", "veryfast", "-g", "15", "-pix_fmt", "yuv420p", "-an"]

# The camera turns away to the right, for more than two seconds so far that the person is out of the picture.
AWAY = ("setpts=2*PTS,fps=30,split[a][b];[b]reverse[c];[a][c]concat,"
        "pad=3*iw:ih:iw:0:gray,crop=iw/3:ih:'iw/3*(1+min(1.1,max(0,min(t-2,5.6-t))*2))':0,scale=544:-2")

# Name, the samples, and what is done with their pictures.
CLIPS = {
    "mirrored.mp4": (["multi/cam03.mp4"], "hflip"),
    "backwards.mp4": (["multi/cam03.mp4"], "reverse"),
    "leaves and returns.mp4": (["single/cam03.mp4"], AWAY),
    "half out.mp4": (["single/cam03.mp4"], "crop=iw:ih*0.5:0:ih*0.1"),
    "eight at once.mp4": ([f"multi/cam0{view}.mp4" for view in (1, 2, 3, 4)],
                          "[0]scale=544:960[a];[1]scale=544:960[b];[2]scale=544:960[c];[3]scale=544:960[d];"
                          "[a][b][c][d]hstack=4"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ffmpeg", required=True)
    parser.add_argument("--samples", required=True, type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True)
    for name, (samples, pictures) in CLIPS.items():
        inputs = [word for sample in samples for word in ("-i", arguments.samples / sample)]
        subprocess.run([arguments.ffmpeg, "-v", "error", "-bitexact", *inputs, "-filter_complex", pictures, *X264,
                        arguments.out / name], check=True)


if __name__ == "__main__":
    main()
