package dev.muybridge.job.source;

import dev.muybridge.job.storage.Location;

/** Two inputs would be written to the same name, or one to a folder of the other's name. */
public final class NameClashException extends InputsException {
    private static final long serialVersionUID = 1L;

    NameClashException(InputFile first, InputFile second) {
        super("two inputs would both become " + first.outputName()
                + (second.outputName().equals(first.outputName()) ? ": " : ", one as a file and one as a folder: ")
                + Location.of(first.path()) + " and " + Location.of(second.path())
                + "; rename one, or give its folder a name of its own with --input NAME=PATH");
    }
}
