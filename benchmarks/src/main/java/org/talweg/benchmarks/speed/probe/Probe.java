// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The process that holds cases and measures them when told. Each line of input is a case and a time
 * in milliseconds; the answer is the amount for one operation, or {@code error} and what was wrong.
 * The process ends with its input.
 */
public final class Probe {
  private Probe() {}

  /** Serves standard input. */
  public static void main(String[] arguments) throws IOException {
    Map<String, Subject> subjects = new HashMap<>();
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      System.out.println(answer(order, subjects));
      System.out.flush();
    }
  }

  private static String answer(String order, Map<String, Subject> subjects) {
    try {
      int space = order.indexOf(' ');
      String name = order.substring(0, space);
      long nanoseconds = (long) (Double.parseDouble(order.substring(space + 1)) * 1e6);
      Subject subject = subjects.computeIfAbsent(name, text -> Subjects.of(Case.parse(text)));
      return Double.toString(subject.measure(nanoseconds));
    } catch (OutOfMemoryError | RuntimeException e) {
      return "error " + e.toString().replace('\n', ' ');
    }
  }
}
