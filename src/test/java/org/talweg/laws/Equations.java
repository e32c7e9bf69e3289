// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Optimizer;
import org.talweg.rule.Setting;
import org.talweg.rule.Slot;

/**
 * A rule's equations as a program over one element. Symbols that last, besides the weight, start as
 * the rule's slots do, in their order, and those after them at 0; a running product, P, starts at
 * 1.
 */
final class Equations {
  private static final Pattern LINE = Pattern.compile("(\\S+) [←=] (.+?)(?: if (.+) ([≤>]) (.+))?");

  private final List<String> lines;
  private final Hyperparameters all;
  private final Map<String, Double> numbers = new HashMap<>();
  private final Map<String, Double> values = new HashMap<>();

  Equations(Optimizer optimizer, double weight) {
    lines = optimizer.equations();
    all = optimizer.hyperparameters();
    for (Setting setting : all.settings()) {
      numbers.put(setting.name(), all.get(setting));
    }
    numbers.put("l2", 0.0);
    numbers.put("decoupled", 0.0);
    values.put("w", weight);
    values.put("P", 1.0);
    List<Slot> slots = optimizer.rule().slots();
    List<String> lasting =
        lines.stream()
            .filter(line -> line.contains("←"))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .filter(symbol -> !symbol.equals("w") && !symbol.equals("P"))
            .distinct()
            .toList();
    for (int i = 0; i < lasting.size(); i++) {
      values.put(lasting.get(i), i < slots.size() ? slots.get(i).initial() : 0);
    }
  }

  /** The weight after a step. */
  double step(int t, double gradient) {
    for (Hyperparameter number : all.numbers()) {
      numbers.put(number.name(), all.get(number).at(t));
    }
    values.put("t", (double) t);
    values.put("g", gradient);
    for (String line : lines) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException("not an equation: " + line);
      }
      if (parts.group(3) != null) {
        boolean most = value(parts.group(3)) <= value(parts.group(5));
        if (most != parts.group(4).equals("≤")) {
          continue;
        }
      }
      values.put(parts.group(1), value(parts.group(2)));
    }
    return values.get("w");
  }

  private double value(String text) {
    Expression expression = new Expression(text);
    double value = expression.sum();
    if (expression.at < text.length()) {
      throw new IllegalArgumentException("not understood from " + expression.at + ": " + text);
    }
    return value;
  }

  /** Sums of products of powers, by recursive descent. */
  private final class Expression {
    private static final String NUMBER = "[0-9.]+(e-?[0-9]+)?";
    private static final String SYMBOL = "\\p{L}[̂′∞₀-₉]*";

    private final String text;
    private int at;

    Expression(String text) {
      this.text = text;
    }

    double sum() {
      double sum = product();
      while (true) {
        if (accept(" + ")) {
          sum += product();
        } else if (accept(" − ")) {
          sum -= product();
        } else {
          return sum;
        }
      }
    }

    private double product() {
      double product = factor();
      while (true) {
        if (accept("·")) {
          product *= factor();
        } else if (accept(" / ")) {
          product /= factor();
        } else {
          return product;
        }
      }
    }

    private double factor() {
      if (accept("−") || accept("-")) {
        return -factor();
      }
      double base = atom();
      if (accept("²")) {
        return base * base;
      }
      return accept("^") ? Math.pow(base, factor()) : base;
    }

    private double atom() {
      if (accept("√")) {
        return Math.sqrt(atom());
      } else if (accept("∛")) {
        return Math.cbrt(atom());
      } else if (accept("(")) {
        return closed(sum(), ")");
      } else if (accept("|")) {
        return Math.abs(closed(sum(), "|"));
      } else if (accept("‖")) { // of one element
        return Math.abs(closed(sum(), "‖"));
      } else if (accept("sign(")) {
        return Math.signum(closed(sum(), ")"));
      } else if (accept("max(")) {
        return Math.max(closed(sum(), ", "), closed(sum(), ")"));
      } else if (accept("min(")) {
        return Math.min(closed(sum(), ", "), closed(sum(), ")"));
      } else if (accept("{")) {
        String name = text.substring(at, text.indexOf('}', at));
        at += name.length() + 1;
        return known(numbers, name);
      }
      String number = match(NUMBER);
      return number.isEmpty() ? known(values, match(SYMBOL)) : Double.parseDouble(number);
    }

    private double closed(double inner, String end) {
      if (!accept(end)) {
        throw new IllegalArgumentException("no \"" + end + "\" at " + at + ": " + text);
      }
      return inner;
    }

    private double known(Map<String, Double> names, String name) {
      Double value = names.get(name);
      if (value == null) {
        throw new IllegalArgumentException("unknown \"" + name + "\" at " + at + ": " + text);
      }
      return value;
    }

    private String match(String pattern) {
      Matcher matcher = Pattern.compile(pattern).matcher(text).region(at, text.length());
      if (!matcher.lookingAt()) {
        return "";
      }
      at = matcher.end();
      return matcher.group();
    }

    private boolean accept(String token) {
      boolean found = text.startsWith(token, at);
      at += found ? token.length() : 0;
      return found;
    }
  }
}
