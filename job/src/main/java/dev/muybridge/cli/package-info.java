/** The command line: the driver's composition root. */
@NullMarked
package dev.muybridge.cli;

import org.jspecify.annotations.NullMarked;
