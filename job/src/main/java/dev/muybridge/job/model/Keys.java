package dev.muybridge.job.model;

import java.io.Serializable;

/**
 * What the results of each step depend on besides the input itself, as {@code name=value} joined by semicolons. Results of equal keys
 * are equal, whatever version of the program made them.
 *
 * @param poses what {@code analyze} gives
 * @param rows what {@code measure} gives
 * @param pictures what {@code annotate} gives
 */
public record Keys(String poses, String rows, String pictures) implements Serializable {}
