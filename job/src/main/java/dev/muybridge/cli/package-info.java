/** The command line, where the parts of the driver are put together. */
@NullMarked
package dev.muybridge.cli;

import org.jspecify.annotations.NullMarked;
