// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.function.LongToDoubleFunction;

/** A function of k that a golden file writes down: numbers, k, + − · / ^ and parentheses. */
final class Formula {
  private final String text;
  private final long k;
  private int at;

  private Formula(String text, long k) {
    this.text = text;
    this.k = k;
  }

  /**
   * Reads a function.
   *
   * @throws IllegalArgumentException if it is none
   */
  static LongToDoubleFunction of(String text) {
    String packed = text.replace(" ", "").replace("**", "^");
    LongToDoubleFunction formula = k -> new Formula(packed, k).whole();
    double first = formula.applyAsDouble(1); // throws if it is none
    if (Double.isNaN(first)) {
      throw new IllegalArgumentException("not a number at k = 1: " + text);
    }
    return formula;
  }

  private double whole() {
    double value = sum();
    if (at < text.length()) {
      throw problem();
    }
    return value;
  }

  private double sum() {
    double value = product();
    while (next("+") || next("-")) {
      value = text.charAt(at - 1) == '+' ? value + product() : value - product();
    }
    return value;
  }

  private double product() {
    double value = power();
    while (next("*") || next("/")) {
      value = text.charAt(at - 1) == '*' ? value * power() : value / power();
    }
    return value;
  }

  private double power() {
    double value = atom();
    return next("^") ? StrictMath.pow(value, power()) : value;
  }

  private double atom() {
    if (next("k")) {
      return k;
    } else if (next("(")) {
      double value = sum();
      if (!next(")")) {
        throw problem();
      }
      return value;
    }
    int start = at;
    while (at < text.length() && "0123456789.".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == start) {
      throw problem();
    }
    return Double.parseDouble(text.substring(start, at));
  }

  private boolean next(String symbol) {
    boolean found = text.startsWith(symbol, at);
    at += found ? 1 : 0;
    return found;
  }

  private IllegalArgumentException problem() {
    return new IllegalArgumentException("not a formula of k: " + text + ", at character " + at);
  }
}
