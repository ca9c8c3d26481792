/** Workers in the processes of a Ray cluster: the actors, which wire the adapters to the stages, and the pools that the job calls. */
@NullMarked
package dev.muybridge.ray;

import org.jspecify.annotations.NullMarked;
