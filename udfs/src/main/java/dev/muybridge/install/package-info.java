/** Where set-up has put the parts that are not in a jar. May use the JDK only. */
@NullMarked
package dev.muybridge.install;

import org.jspecify.annotations.NullMarked;
