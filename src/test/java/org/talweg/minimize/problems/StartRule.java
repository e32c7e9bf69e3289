// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The points from which a smooth problem is started and at which it is checked. */
final class StartRule {
  private final double[] standard;
  private final double scale;

  private StartRule(double[] standard, double scale) {
    this.standard = standard;
    this.scale = scale;
  }

  static StartRule of(JsonNode problem) {
    return new StartRule(
        standard(problem.get("standardStart"), problem.get("n").intValue()),
        problem.get("shiftScale").doubleValue());
  }

  /** {@code standard}, {@code times<k>} (k times that) or {@code shifted<k>}. */
  double[] point(String id) {
    if (id.startsWith("times")) {
      double factor = Integer.parseInt(id.substring("times".length()));
      return fill(standard.length, i -> factor * standard[i - 1]);
    } else if (id.startsWith("shifted")) {
      return shifted(4, Integer.parseInt(id.substring("shifted".length())));
    } else if (id.equals("standard")) {
      return standard.clone();
    }
    throw new IllegalArgumentException("no start is called " + id);
  }

  /** x₀ + factor s cₖ, cₖᵢ = (((7919 i + 104729 k) mod 257) − 128)/1024. */
  double[] shifted(double factor, int k) {
    return fill(
        standard.length,
        i -> {
          double shift = ((7_919L * i + 104_729L * k) % 257 - 128) / 1024.0;
          return standard[i - 1] + factor * scale * shift;
        });
  }

  private static double[] standard(JsonNode rule, int n) {
    if (rule.isArray()) {
      return Json.numbers(rule);
    } else if (rule.has("repeat")) {
      double[] cycle = Json.numbers(rule.get("repeat"));
      return fill(n, i -> cycle[(i - 1) % cycle.length]);
    } else if (rule.has("constant")) {
      return fill(n, i -> rule.get("constant").doubleValue());
    }
    return fill(n, named(rule.get("rule").textValue(), n));
  }

  private static IntToDoubleFunction named(String rule, int n) {
    return switch (rule) {
      case "x_i = i" -> i -> i;
      case "x_i = 1/n" -> i -> 1.0 / n;
      case "x_i = 1 - i/n" -> i -> 1 - (double) i / n;
      case "x_i = t_i (t_i - 1), t_i = i/(n+1)" -> i -> boundary(i * (1.0 / (n + 1)));
      default -> throw new IllegalArgumentException("no rule for a start reads " + rule);
    };
  }

  private static double boundary(double t) {
    return t * (t - 1);
  }

  private static double[] fill(int n, IntToDoubleFunction element) {
    return IntStream.rangeClosed(1, n).mapToDouble(element).toArray();
  }
}
