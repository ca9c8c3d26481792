/** Workers in this process, for one machine: wires the adapters to the stages. */
@NullMarked
package dev.muybridge.local;

import org.jspecify.annotations.NullMarked;
