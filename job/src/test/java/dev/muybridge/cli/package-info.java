/** The command line, parsed and as a process. */
@NullMarked
package dev.muybridge.cli;

import org.jspecify.annotations.NullMarked;
