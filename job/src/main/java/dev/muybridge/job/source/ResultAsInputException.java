package dev.muybridge.job.source;

import dev.muybridge.job.storage.Location;

/** An input lies where the run's results go, which could replace it. */
public final class ResultAsInputException extends InputsException {
    private static final long serialVersionUID = 1L;

    ResultAsInputException(Location input, Location folder) {
        super(input + " cannot be an input: results go to " + folder
                + " and could replace it; move the videos out of there, or choose another --output");
    }
}
