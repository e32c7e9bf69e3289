// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

/** The values that a number may have. */
enum Domain {
  FINITE("finite") {
    @Override
    boolean allows(double value) {
      return Double.isFinite(value);
    }
  },
  NOT_NEGATIVE("zero or positive, and finite") {
    @Override
    boolean allows(double value) {
      return value >= 0 && value < Double.POSITIVE_INFINITY;
    }
  },
  POSITIVE("positive and finite") {
    @Override
    boolean allows(double value) {
      return value > 0 && value < Double.POSITIVE_INFINITY;
    }
  },
  FRACTION("in [0, 1)") {
    @Override
    boolean allows(double value) {
      return value >= 0 && value < 1;
    }
  },
  SHARE("in [0, 1]") {
    @Override
    boolean allows(double value) {
      return value >= 0 && value <= 1;
    }
  },
  COUNT("a whole number, zero or positive, of at most 2^53") {
    @Override
    boolean allows(double value) {
      return value >= 0 && value <= 0x1p53 && value == Math.rint(value);
    }
  },
  EPSILON("at least " + Epsilon.LEAST + " and finite") {
    @Override
    boolean allows(double value) {
      return value >= Epsilon.LEAST && value < Double.POSITIVE_INFINITY;
    }
  };

  private final String words;

  Domain(String words) {
    this.words = words;
  }

  abstract boolean allows(double value);

  /** The value, if it is allowed; the message of the error says which values are. */
  double require(String name, double value) {
    if (!allows(value)) {
      throw new IllegalArgumentException(name + " must be " + words + ", but was " + value);
    }
    return value;
  }

  String words() {
    return words;
  }
}
