package dev.muybridge.media.ffmpeg;

import java.util.Set;

/** The containers that are read. Raw streams, still images and anything that refers to other files (playlists) are not. */
final class Containers {
    /** MPEG-1 and MPEG-2 files from cameras and DVDs. */
    static final String PROGRAM_STREAM = "mpeg";

    private static final Set<String> READ = Set.of(
            "mov,mp4,m4a,3gp,3g2,mj2",
            "matroska,webm",
            "avi",
            "mpegts",
            PROGRAM_STREAM,
            "flv",
            "live_flv",
            "asf",
            "ogg",
            "mxf");

    /** The same, in the form that FFmpeg's option {@code format_whitelist} expects. */
    static final String WHITELIST = "mov,mp4,matroska,webm,avi,mpegts,mpeg,flv,live_flv,asf,ogg,mxf";

    private Containers() {}

    static boolean isRead(String demuxer) {
        return READ.contains(demuxer);
    }
}
