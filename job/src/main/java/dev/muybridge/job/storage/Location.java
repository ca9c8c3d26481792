package dev.muybridge.job.storage;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a file or folder lies: on this machine's disks, or on another of Flink's file systems. It is absolute and need not
 * exist. Two are equal if they name the same place in the same words: no link is followed, {@code ..} stays.
 */
public final class Location {
    private static final String LOCAL = "file";
    private static final Set<String> OBJECT_STORES = Set.of("s3", "s3a");

    /** One letter before the colon is a name, as in {@code C:drive.mp4}, not a scheme. */
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]+:/.*", Pattern.DOTALL);

    private static final Pattern SLASHES = Pattern.compile("/{2,}");

    /** The folder itself. */
    private static final Pattern SELF = Pattern.compile("/\\.(?=/|$)");

    private final URI uri;

    private Location(URI uri) {
        this.uri = uri;
    }

    /**
     * What a user typed. What begins with a scheme, a colon and a slash is a URI; its characters stand for themselves, even a
     * percent sign. Anything else is a path on this machine, a relative one below the working folder.
     *
     * @throws IllegalArgumentException when it is empty, or a URI that names no place
     */
    public static Location parse(String typed) {
        if (!SCHEME.matcher(typed).matches()) {
            if (typed.isEmpty()) {
                throw new IllegalArgumentException("a path must not be empty");
            }
            return of(LOCAL, null, new File(typed).getAbsolutePath());
        }
        int colon = typed.indexOf(':');
        String rest = typed.substring(colon + 1);
        int end = rest.startsWith("//") ? rest.indexOf('/', 2) : 0;
        if (end < 0) {
            end = rest.length(); // an authority and no path
        }
        String authority = end > 2 ? rest.substring(2, end) : null;
        return of(typed.substring(0, colon), authority, rest.substring(end));
    }

    /** What {@link #uri()} returned, or another URI in which odd characters are escaped. */
    public static Location ofUri(String uri) {
        return of(new Path(URI.create(uri)));
    }

    /** Where {@code path} leads; without a scheme it is on this machine. */
    public static Location of(Path path) {
        URI uri = path.toUri();
        return uri.getScheme() == null
                ? of(LOCAL, null, new File(uri.getPath()).getAbsolutePath())
                : of(uri.getScheme(), uri.getAuthority(), uri.getPath());
    }

    /** Where {@code path} leads on this machine. */
    public static Location of(java.nio.file.Path path) {
        return of(LOCAL, null, path.toAbsolutePath().toString());
    }

    private static Location of(String scheme, @Nullable String authority, String path) {
        String single = SLASHES.matcher(path).replaceAll("/");
        if (LOCAL.equals(scheme)) {
            single = SELF.matcher(single).replaceAll("");
        }
        boolean slashed = single.length() > 1 && single.endsWith("/");
        String plain = slashed ? single.substring(0, single.length() - 1) : single;
        try {
            return new Location(new URI(scheme, authority, plain.isEmpty() ? "/" : plain, null, null));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a path: " + e.getInput() + ": " + e.getReason(), e);
        }
    }

    /** The place {@code relative} below this one: names with slashes between them, each character standing for itself. */
    public Location child(String relative) {
        return of(uri.getScheme(), uri.getAuthority(), uri.getPath() + "/" + relative);
    }

    /**
     * The folder that it is in. Flink's own {@link Path#getParent} makes a slash of each backslash.
     *
     * @throws IllegalStateException when it is the root of a file system
     */
    public Location parent() {
        if (uri.getPath().equals("/")) {
            throw new IllegalStateException(this + " has no folder");
        }
        return of(
                uri.getScheme(),
                uri.getAuthority(),
                uri.getPath().substring(0, uri.getPath().lastIndexOf('/')));
    }

    /** Its last name; empty for the root of a file system. */
    public String name() {
        return uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
    }

    /** Whether it is on this machine's disks, so that {@link #local()} gives it. */
    public boolean isLocal() {
        return LOCAL.equals(uri.getScheme());
    }

    /**
     * Whether it is in an object store. There, a file appears when its stream is closed, whole or not at all, and replaces the one
     * before; it needs no folder, and to rename it is to copy it.
     */
    public boolean isObjectStore() {
        return OBJECT_STORES.contains(uri.getScheme());
    }

    /** What its URI begins with, as in {@code s3}. */
    public String scheme() {
        return uri.getScheme();
    }

    /**
     * The same for Java.
     *
     * @throws IllegalStateException when it is not on this machine
     */
    public java.nio.file.Path local() {
        if (!isLocal()) {
            throw new IllegalStateException(this + " is not on this machine");
        }
        return java.nio.file.Path.of(uri.getPath());
    }

    /** The same for Flink. */
    public Path path() {
        return new Path(uri);
    }

    /** The file system that it is on. */
    public FileSystem files() throws IOException {
        return path().getFileSystem();
    }

    /** The same with odd characters escaped, for {@link #ofUri}. */
    public String uri() {
        return uri.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Location location && uri.equals(location.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    /** For people: the plain path on this machine, and with its scheme what is elsewhere. {@link #parse} reads it. */
    @Override
    public String toString() {
        return isLocal() ? uri.getPath() : path().toString();
    }
}
