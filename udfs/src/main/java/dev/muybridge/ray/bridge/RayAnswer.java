package dev.muybridge.ray.bridge;

import io.ray.api.ObjectRef;
import io.ray.api.exception.RayActorException;
import io.ray.api.exception.RayException;
import io.ray.api.exception.RayTaskException;
import io.ray.api.exception.RayWorkerException;
import java.util.ArrayList;
import java.util.List;

/** A result in Ray's object store, with what was put there for it. */
final class RayAnswer implements Answer {
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
        try {
            return result.get();
        } catch (RayActorException | RayWorkerException e) {
            throw new ActorLostException(oneLine(e), e);
        } catch (RayTaskException e) {
            Throwable cause = e.getCause();
            throw cause == null
                    ? new CallFailedException(oneLine(e), e)
                    : new CallFailedException(String.valueOf(cause.getMessage()), cause);
        } catch (RayException e) {
            // What cannot be read back is as lost as the process that had it.
            throw new ActorLostException(oneLine(e), e);
        }
    }

    @Override
    public void release() {
        kept.forEach(RayInternals::release);
        kept.clear();
    }

    private static String oneLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }
}
