package org.talweg.benchmarks.speed.guard;

import org.talweg.benchmarks.speed.Rule;
import org.talweg.tensor.DataType;

/** A quantity that the guard measures and holds against a bound. */
enum Check {
  /** Bytes that a step allocates. */
  ALLOCATION(false),
  /** Time of a step over that of the roof, on arrays far larger than any cache. */
  ROOF(false),
  /** Time of a step without vectorization over that with it, in cache. */
  VECTOR(true),
  /** Time of a step on gradients long zero over that on live ones, in cache. */
  DEAD(false),
  /** Time of a step over that of a static loop, in cache. */
  HAND_WRITTEN(false);

  private final boolean floor;

  Check(boolean floor) {
    this.floor = floor;
  }

  /** Whether the bound is the least allowed, and not the most. */
  boolean isFloor() {
    return floor;
  }

  /** Whether a value is on the right side of its bound. */
  boolean holds(double measured, double bound) {
    return floor ? measured >= bound : measured <= bound;
  }

  /** Whether this is measured for a target. */
  boolean appliesTo(Target target) {
    return switch (this) {
      case ALLOCATION, ROOF, VECTOR -> true;
      case DEAD -> !target.isPipeline();
      case HAND_WRITTEN -> !target.isPipeline() && target.rule().equals(Rule.ADAM);
    };
  }

  /** Models of equal bytes in both types: small ones in the first cache, large ones in none. */
  String model(DataType type) {
    boolean single = type == DataType.FLOAT32;
    return switch (this) {
      case ROOF -> single ? "1x16777216" : "1x8388608";
      case VECTOR -> single ? "1x2000" : "1x1000";
      case ALLOCATION -> "100x1000";
      case DEAD, HAND_WRITTEN -> "1x10000";
    };
  }
}
