/** What a browser may see of Flink. The only package that speaks HTTP. */
@NullMarked
package dev.muybridge.web;

import org.jspecify.annotations.NullMarked;
