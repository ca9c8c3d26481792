package dev.muybridge.ray.bridge;

import io.ray.api.ObjectRef;
import io.ray.api.exception.RayActorException;
import io.ray.api.exception.RayException;
import io.ray.api.exception.RayTaskException;
import io.ray.api.exception.RayWorkerException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A result in Ray's object store, with what was put there for it. */
final class RayAnswer implements Answer {
    /** For fetching an answer that has come; if it was lost meanwhile, Ray would wait for ever. */
    private static final int PATIENCE_MILLIS = 30_000;

    /** What Ray puts before the message of an exception that it does not carry over. */
    private static final Pattern WRAPPING =
            Pattern.compile("^Error executing task \\w+ with the exception: ([\\w.$]+: )?");

    private final ObjectRef<byte[]> result;
    private final List<ObjectRef<?>> kept = new ArrayList<>();

    /** @param requests freed together with the result */
    RayAnswer(ObjectRef<byte[]> result, List<ObjectRef<byte[]>> requests) {
        this.result = result;
        kept.add(result);
        kept.addAll(requests);
    }

    ObjectRef<byte[]> reference() {
        return result;
    }

    @Override
    public byte[] get() throws ActorLostException, CallFailedException {
        Raylet.requireUsable();
        try {
            return result.get(PATIENCE_MILLIS);
        } catch (RayActorException | RayWorkerException e) {
            throw new ActorLostException(oneLine(e), e);
        } catch (RayTaskException e) {
            Throwable thrown = innermost(e);
            throw new CallFailedException(oneLine(thrown), thrown);
        } catch (RayException e) {
            // An answer that cannot be read back is as lost as if its process had ended.
            throw new ActorLostException(oneLine(e), e);
        }
    }

    @Override
    public void release() {
        if (Raylet.isUsable()) {
            kept.forEach(RayInternals::release);
        }
        kept.clear();
    }

    /** What the actor threw, which Ray wraps in exceptions of its own. */
    private static Throwable innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String oneLine(Throwable e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return WRAPPING.matcher(line).replaceFirst("").strip();
    }
}
