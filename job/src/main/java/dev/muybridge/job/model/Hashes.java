package dev.muybridge.job.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for long things. */
public final class Hashes {
    private static final int DIGITS = 16;

    private Hashes() {}

    /** The first 16 hexadecimal digits of the SHA-256 of {@code text} in UTF-8. */
    public static String shortSha256(String text) {
        return shortSha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first 16 hexadecimal digits of the SHA-256 of {@code bytes}. */
    public static String shortSha256(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
