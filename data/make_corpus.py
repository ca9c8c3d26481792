"""Makes the conformance corpus: small videos, each with one thing that makes programs lose frames, time, turn or sound.

    python make_corpus.py --ffmpeg FFMPEG --sample single/cam03.mp4 FOLDER [NAME...]

FFMPEG: FFmpeg 7 or later with x264, x265, libvpx, SVT-AV1, Opus and LAME. The pictures are every fourth of the sample's,
8 a second, 320x240, and what a test source draws. FOLDER gets the files and nothing else; of NAMEs, if given, only those.
"""

import argparse
import os
import pathlib
import subprocess
import tempfile

RATE, SECONDS, FRAMES, EVERY = 8, 3, 24, 4
X264 = "-c:v libx264 -preset ultrafast -bf 2 -g 8 -pix_fmt yuv420p"
X265 = "-c:v libx265 -preset ultrafast -x265-params log-level=none"
VP9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 8"
AAC = "-c:a aac -b:a 64k"
BOTH = "-map 0:v -map 1:a"
UNEVEN = "-vf settb=1/90000,setpts='N*8000+3000*mod(N,3)' -fps_mode passthrough -enc_time_base 1/90000"
HDR = "-pix_fmt yuv420p10le -tag:v hvc1 -vf setparams=color_primaries=bt2020:colorspace=bt2020nc:color_trc="
BEEP = "-f lavfi -i aevalsrc='0.8*sin(2*PI*1000*t)*between(t,1,1.1)':s=48000:d=2"
FLASH = "-f lavfi -i color=gray:s=320x240:r=10:d=2,drawbox=color=white:t=fill:enable='between(t,0.999,1.05)'"

# Name, and what ffmpeg is to be given after the two inputs 0 (pictures) and 1 (noise); {walk} is the first of them.
FROM_BOTH = {
    # Time.
    "rate 8.mp4": f"{BOTH} {X264} {AAC}",
    "rate 30000 over 1001.mp4": f"{BOTH} -r 30000/1001 -t 1.5 {X264} {AAC}",
    "rate 24000 over 1001.mkv": f"{BOTH} -r 24000/1001 -t 1.5 {X264} {AAC}",
    "rate varies.mp4": f"-map 0:v {UNEVEN} -video_track_timescale 90000 {X264}",
    "rate varies in webm.webm": f"-map 0:v {UNEVEN} {VP9} -pix_fmt yuv420p",
    "rate of a phone.mov": f"{BOTH} -video_track_timescale 600 {X264} {AAC}",
    "one frame a second.mp4": f"-map 0:v -vf setpts=N/TB,settb=1/1000 -frames:v 5 -fps_mode passthrough {X264}",
    "gap of two seconds.mp4": f"-map 0:v -vf setpts='PTS+gte(N,12)*2/TB' -fps_mode passthrough {X264}",
    "starts at 1.5 s.mp4": f"{BOTH} -output_ts_offset 1.5 {X264} {AAC}",
    "starts at 2 s.mkv": f"{BOTH} -output_ts_offset 2 {X264} {AAC}",
    "starts at 1.4 s.ts": f"{BOTH} {X264} -flags +cgop -c:a mp2",
    "starts below zero.mp4": f"{BOTH} -output_ts_offset -0.4 -avoid_negative_ts disabled {X264} {AAC}",
    # Order.
    "open gop.mp4": "-map 0:v -c:v libx264 -preset veryfast -bf 3 -g 10 -x264-params open-gop=1:scenecut=0 -pix_fmt yuv420p",
    "deep b frames.mp4": "-map 0:v -c:v libx264 -preset medium -bf 8 -g 30 -x264-params b-pyramid=normal:b-adapt=0 -pix_fmt yuv420p",
    "open gop.hevc.mp4": f"-map 0:v -c:v libx265 -preset veryfast -x265-params log-level=none:open-gop=1:keyint=10:bframes=4 -pix_fmt yuv420p",
    "no b frames.flv": f"{BOTH} {X264} -bf 0 {AAC}",
    "all key frames.mp4": f"{BOTH} {X264} -g 1 {AAC}",
    "all key frames of mjpeg.avi": f"{BOTH} -c:v mjpeg -q:v 3 -pix_fmt yuvj420p -c:a libmp3lame",
    "one frame.mp4": f"-map 0:v -frames:v 1 {X264}",
    "two frames.mkv": f"-map 0:v -frames:v 2 {X264}",
    # Pictures.
    "interlaced.mp4": "-map 0:v -c:v libx264 -preset ultrafast -flags +ildct+ilme -x264-params tff=1 -vf setfield=tff -pix_fmt yuv420p",
    "interlaced mpeg2.mpg": f"{BOTH} -r 25 -t 1.2 -c:v mpeg2video -flags +ildct+ilme -bf 2 -q:v 4 -c:a mp2",
    "anamorphic.mp4": f"-map 0:v -vf scale=240:240,setsar=4/3 {X264}",
    "odd size.mkv": "-map 0:v -vf scale=321:241 -c:v libx264 -preset ultrafast -pix_fmt yuv444p",
    "odd size of vp9.webm": f"-map 0:v -vf scale=319:239 {VP9} -pix_fmt yuv420p",
    "ten bits.mp4": f"-map 0:v {X265} -pix_fmt yuv420p10le -tag:v hvc1",
    "ten bits 422.mov": "-map 0:v -c:v prores_ks -profile:v 2",
    "full range.mp4": f"-map 0:v -vf scale=out_range=full {X264} -pix_fmt yuvj420p -color_range pc",
    "hdr pq.mp4": f"-map 0:v {X265} {HDR}smpte2084",
    "hdr hlg.mp4": f"-map 0:v {X265} {HDR}arib-std-b67",
    "grey.mkv": "-map 0:v -c:v ffv1 -pix_fmt gray",
    "rgb.avi": "-map 0:v -c:v png -pix_fmt rgb24",
    "four k at 120.mp4": f"-map 0:v -vf scale=3840:2160,setsar=1,setpts=N/120/TB -r 120 -frames:v 12 {X264}",
    # Codecs of cameras and of old.
    "av1.mp4": f"{BOTH} -c:v libsvtav1 -preset 12 -svtav1-params log-level=0 -g 15 -c:a libopus",
    "vp8.webm": f"{BOTH} -c:v libvpx -deadline realtime -cpu-used 8 -g 15 -ac 2 -c:a vorbis -strict -2",
    "mpeg4.avi": f"{BOTH} -c:v mpeg4 -bf 2 -g 12 -q:v 4 -c:a libmp3lame",
    "h263.3gp": f"{BOTH} -s 176x144 -c:v h263 -c:a aac -ar 8000 -ac 1 -b:a 12k",
    "wmv.wmv": f"{BOTH} -c:v wmv2 -c:a wmav2",
    # Sound and other streams.
    "two sounds.mkv": f"-map 0:v -map 1:a -map 1:a {X264} -c:a:0 aac -c:a:1 libopus -metadata:s:a:1 language=deu",
    "sound in pcm.mov": f"{BOTH} {X264} -c:a pcm_s24le",
    "sound in vorbis.mkv": f"{BOTH} {X264} -ac 2 -c:a vorbis -strict -2",
    "sound in flac.mkv": f"{BOTH} {X264} -c:a flac",
    "timecode.mov": f"{BOTH} {X264} {AAC} -timecode 01:00:00:00",
    "fragments.mp4": f"{BOTH} {X264} {AAC} -movflags +frag_keyframe+empty_moov",
}
TURNS = (90, 180, 270)
SUBTITLES = "1\n00:00:00,500 --> 00:00:02,000\nleft foot\n\n2\n00:00:02,100 --> 00:00:02,800\nright foot\n"
CHAPTERS = ";FFMETADATA1\n" + "".join(
    f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={end}\ntitle={title}\n"
    for start, end, title in ((0, 1200, "warm-up"), (1200, 3000, "jump"))
)


class Corpus:
    def __init__(self, ffmpeg, sample, folder, work, names):
        self.names = names
        self.ffmpeg, self.folder, self.work = ffmpeg, folder, work
        self.walk, self.noise = work / "walk.mkv", work / "noise.wav"
        every = f"select='not(mod(n,{EVERY}))',setpts=N/{RATE}/TB"
        size = f"{every},crop=iw:1000:0:340,scale=-2:240,pad=320:240:-1:-1,setsar=1"
        self.run(["-i", sample], f"-vf {size} -r {RATE} -frames:v {FRAMES} -an -c:v ffv1 -pix_fmt yuv420p", self.walk)
        noise = f"-f lavfi -i anoisesrc=r=48000:seed=1:d={SECONDS}:a=0.3,lowpass=f=3000".split()
        self.run(noise, "-ac 2 -c:a pcm_s16le", self.noise)

    def run(self, inputs, words, target):
        command = [self.ffmpeg, "-v", "error", "-nostdin", "-y", *inputs, *words.split(), target]
        subprocess.run([str(word) for word in command], check=True, env=os.environ | {"SVT_LOG": "0"})

    def make(self, name, words, *inputs):
        if not self.names or name in self.names:
            self.run(inputs or ("-i", self.walk, "-i", self.noise), words, self.folder / name)

    def make_all(self):
        for name, words in FROM_BOTH.items():
            self.make(name, words)
        plain = self.folder / "rate 8.mp4"
        for turn in TURNS:
            self.make(f"turned {turn}.mp4", "-c copy", "-display_rotation", turn, "-i", plain)
        self.make("edit list.mp4", "-c copy", "-ss", "1.3", "-i", plain)
        self.make("sound starts late.mp4", f"{BOTH} {X264} {AAC}", "-i", self.walk, "-itsoffset", "1.25", "-i", self.noise)
        self.make("no index.mkv", "-c copy -f matroska -cues_to_front 0 -flush_packets 1 -live 1", "-i", plain)
        self.make("one key frame.mp4", f"-t 40 {X264} -g 9999 -keyint_min 9999 -sc_threshold 0", *test_source("160x120", 2))
        self.with_parts(plain)
        self.flash("flash and beep aac.mp4", f"{X264} {AAC}")
        self.flash("flash and beep pcm.mov", f"{X264} -c:a pcm_s16le")
        self.flash("flash and beep vorbis.webm", f"{VP9} -pix_fmt yuv420p -ac 2 -c:a vorbis -strict -2")

    def with_parts(self, plain):
        """Subtitles, chapters and a cover picture."""
        text, chapters, cover = self.work / "text.srt", self.work / "chapters.txt", self.work / "cover.jpg"
        text.write_text(SUBTITLES)
        chapters.write_text(CHAPTERS)
        self.run(test_source("64x64", 1), "-frames:v 1", cover)
        mapped = "-map 0 -map 1 -map_chapters 2 -c copy"
        parts = ("-i", plain, "-i", text, "-i", chapters)
        self.make("subtitles and chapters.mkv", mapped, *parts)
        self.make("subtitles and chapters of mp4.mp4", mapped + " -c:s mov_text", *parts)
        self.make("cover picture.mp4", "-map 1 -map 0 -c copy -disposition:v:1 attached_pic", "-i", cover, "-i", plain)

    def flash(self, name, words):
        self.make(name, "-map 0:v -map 1:a " + words, *FLASH.split(), *BEEP.split())


def test_source(size, rate):
    return "-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ffmpeg", required=True)
    parser.add_argument("--sample", required=True)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    given.folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work:
        Corpus(given.ffmpeg, given.sample, given.folder, pathlib.Path(work), given.names).make_all()


if __name__ == "__main__":
    main()
