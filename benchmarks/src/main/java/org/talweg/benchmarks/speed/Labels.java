// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names that constants have in results and options: lower case, words joined by hyphens. */
public final class Labels {
  private Labels() {}

  /** The label of a constant: {@code adam-amsgrad} for {@code ADAM_AMSGRAD}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The constant of a label.
   *
   * @param what what the constants are, for the message
   * @throws IllegalArgumentException if there is none; the message says which exist
   */
  public static <E extends Enum<E>> E constant(E[] constants, String label, String what) {
    for (E constant : constants) {
      if (of(constant).equals(label)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "unknown "
            + what
            + " \""
            + label
            + "\"; there are: "
            + Arrays.stream(constants).map(Labels::of).collect(Collectors.joining(", ")));
  }
}
