package dev.muybridge.job.storage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Names of local files as text. On disk, a name is a row of bytes, which need not be UTF-8. Java can open such a file only through
 * the listing that found it, so that we cannot read it; but two of them must not get one name.
 */
public final class FileNames {
    /** Stands before the two digits of a byte that is not UTF-8; it has no other use in names. */
    private static final char MARK = '\uFFFD';

    private FileNames() {}

    /** The last name of {@code file}, which was listed. Bytes that are not UTF-8 are shown as a mark and two hexadecimal digits. */
    static String of(Path file) {
        String name = file.getFileName().toString();
        return name.indexOf(MARK) < 0 ? name : marked(bytes(file));
    }

    /** Whether a name was made from bytes that are not UTF-8; no file of that name can be opened. */
    public static boolean isMarked(String name) {
        return name.indexOf(MARK) >= 0;
    }

    /** The only public view of the bytes: in its URI, Java escapes each byte that is not plain ASCII. */
    private static byte[] bytes(Path file) {
        String raw = file.toUri().getRawPath();
        String plain = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        String name = plain.substring(plain.lastIndexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(name.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String marked(byte[] name) {
        StringBuilder text = new StringBuilder();
        ByteBuffer left = ByteBuffer.wrap(name);
        CharBuffer decoded = CharBuffer.allocate(name.length + 1);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (true) {
            CoderResult result = decoder.decode(left, decoded, true);
            text.append(decoded.flip());
            decoded.clear();
            if (!result.isError()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                text.append(MARK).append(HexFormat.of().toHexDigits(left.get()));
            }
        }
    }
}
