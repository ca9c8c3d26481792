package dev.muybridge.ray.bridge;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Ray's Java API does not offer but its runtime has, in the one version that is used here: accessed by reflection. A test
 * of each ties this class to that version.
 */
final class RayInternals {
    private static final String NATIVE_LIBRARY = "core_worker_library_java";

    private RayInternals() {}

    /** The C library's functions that Java lacks. */
    private interface C extends Library {
        int setenv(String name, String value, int overwrite);

        void _exit(int code);
    }

    /** Ends the process here and now: neither shutdown hooks nor native destructors run. */
    static void exit(int code) {
        Native.load("c", C.class)._exit(code);
    }

    /**
     * Sets environment variables of this process for native code; Ray's library reads its settings there once, when it is first
     * used. The JVM's own copy does not change.
     */
    static void setEnvironment(Map<String, String> variables) {
        C c = Native.load("c", C.class);
        variables.forEach((name, value) -> {
            if (c.setenv(name, value, 1) != 0) {
                throw new IllegalStateException("the environment variable " + name + " cannot be set");
            }
        });
    }

    /** Keeps Ray from replacing this process's logging by its own. */
    static void keepLogging() {
        field("io.ray.runtime.util.LoggingUtil", "setup", null, true);
    }

    /**
     * Loads Ray's native library from {@code folder}, where it is unpacked if it is not there; Ray by itself would unpack 40 MB
     * into a new folder at each start and leave them there. Ray does not load it again.
     *
     * @throws IOException when another user can put something else there
     */
    static void loadLibrary(Path folder) throws IOException {
        Path real = GuardedPath.require(Files.createDirectories(folder));
        Path library = real.resolve(System.mapLibraryName(NATIVE_LIBRARY));
        if (Files.exists(library, LinkOption.NOFOLLOW_LINKS)) {
            GuardedPath.require(library);
        }
        invoke(
                method("io.ray.runtime.util.JniUtils", "loadLibrary", String.class, String.class, boolean.class),
                null,
                real.toString(),
                NATIVE_LIBRARY,
                true);
    }

    /** Does what the JVM does with a main class. */
    static void runMain(String type, String[] words) {
        invoke(method(type, "main", String[].class), null, (Object) words);
    }

    /**
     * What the head at {@code address} says about itself, as JSON with {@code ray_version}; asks its key-value store, for which
     * all versions answer alike. Null if it says nothing: it rejects our token, or is not a Ray head.
     */
    static @Nullable String clusterMetadata(String address) {
        String type = "io.ray.runtime.gcs.GlobalStateAccessor";
        Object store =
                invoke(method(type, "getInstance", String.class, String.class, String.class), null, address, "", "");
        try {
            Object value = invoke(
                    method(type, "getInternalKV", String.class, String.class), store, "cluster", "CLUSTER_METADATA");
            return value == null ? null : new String((byte[]) value, StandardCharsets.UTF_8);
        } finally {
            invoke(method(type, "destroyInstance"), null);
        }
    }

    /** Path of the socket of the raylet that this process is bound to. */
    static String rayletSocket() {
        Object config = invoke(method("io.ray.runtime.AbstractRayRuntime", "getRayConfig"), Ray.internal());
        return String.valueOf(field("io.ray.runtime.config.RayConfig", "rayletSocketName", config, null));
    }

    /** Threads that the JVM starts when it is told to end. */
    static Set<Thread> shutdownHooks() {
        Object hooks = field("java.lang.ApplicationShutdownHooks", "hooks", null, null);
        Set<Thread> copy = new HashSet<>();
        if (hooks instanceof Map<?, ?> map) {
            map.keySet().forEach(hook -> copy.add((Thread) hook));
        }
        return copy;
    }

    /**
     * Starts right now the threads that Ray would start with the first actor and the first reference, for the life of the
     * process.
     */
    static void startThreads() {
        field("io.ray.runtime.actor.NativeActorHandle", "REFERENCE_QUEUE", null, null);
        field("io.ray.runtime.object.ObjectRefImpl", "REFERENCE_QUEUE", null, null);
    }

    /** Frees an object now. Ray itself frees it when Java's collector finds the reference, which may be never. */
    static void release(ObjectRef<?> object) {
        Object references = field("io.ray.runtime.object.ObjectRefImpl", "REFERENCES", null, null);
        if (!(references instanceof Set<?> all)) {
            throw new IllegalStateException("Ray keeps its references in " + references + ", not in a set");
        }
        for (Object each : all) {
            if (each instanceof Reference<?> reference && reference.get() == object) {
                invoke(method(each.getClass().getName(), "finalizeReferent"), each);
                reference.clear();
            }
        }
    }

    /** Reads a field, or writes it if there is a value. */
    private static @Nullable Object field(String type, String name, @Nullable Object target, @Nullable Object value) {
        try {
            Field field = Class.forName(type).getDeclaredField(name);
            field.setAccessible(true);
            if (value != null) {
                field.set(target, value);
            }
            return field.get(target);
        } catch (ReflectiveOperationException e) {
            throw otherVersion(type + "." + name, e);
        }
    }

    private static Method method(String type, String name, Class<?>... parameters) {
        try {
            Method method = Class.forName(type).getDeclaredMethod(name, parameters);
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException e) {
            throw otherVersion(type + "." + name, e);
        }
    }

    private static @Nullable Object invoke(Method method, @Nullable Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method.getName() + " of Ray failed: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw otherVersion(method.toString(), e);
        }
    }

    private static IllegalStateException otherVersion(String what, Throwable cause) {
        return new IllegalStateException(
                "Ray's jar is not on the class path, or is not the version that this program is made for: it has no "
                        + what,
                cause);
    }
}
