package dev.muybridge.media.ffmpeg;

import java.util.Set;

/** Which containers are read. Raw streams, pictures and everything that names other files (playlists) are not. */
final class Containers {
    /** MPEG-1 and MPEG-2 files of cameras and DVDs. */
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

    /** The same as FFmpeg's option {@code format_whitelist} wants it. */
    static final String WHITELIST = "mov,mp4,matroska,webm,avi,mpegts,mpeg,flv,live_flv,asf,ogg,mxf";

    private Containers() {}

    static boolean isRead(String demuxer) {
        return READ.contains(demuxer);
    }
}
