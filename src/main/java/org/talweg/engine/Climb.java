// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.List;

/**
 * Moves weights along their gradients by a step of a given length, and back to the bit. Frozen
 * parameters stay. The length is that over all parameters, summed in fixed order.
 */
public final class Climb {
  private final List<Member> members;
  private final double radius;
  private final boolean adaptive;
  private final double offset;
  private final Scratch scratch = new Scratch(0);
  private final Object[] kept;
  private double factor;

  /**
   * A climb over an engine's parameters; takes memory for a copy of the weights.
   *
   * @param radius ρ, the length
   * @param adaptive whether each element counts by the size of its weight
   * @param offset what is added to that size
   */
  public Climb(Engine engine, double radius, boolean adaptive, double offset) {
    this.members = engine.members();
    this.radius = radius;
    this.adaptive = adaptive;
    this.offset = offset;
    this.kept = new Object[members.size()];
    for (int m = 0; m < kept.length; m++) {
      kept[m] = members.get(m).store.allocate(members.get(m).value().size());
    }
  }

  /**
   * Computes the factor of the gradients; changes nothing.
   *
   * @param sign −1 to move against them
   * @throws IllegalStateException if their norm is not finite
   */
  public void measure(double sign) {
    double sum = 0;
    for (int m = 0; m < kept.length; m++) { // no iterator: a step allocates nothing
      if (members.get(m).isActive()) {
        sum += squares(members.get(m));
      }
    }
    double norm = Math.sqrt(sum);
    if (!Double.isFinite(norm)) {
      throw new IllegalStateException(
          "the norm of the gradients must be finite to climb along them, but was " + norm);
    }
    factor = norm == 0 ? 0 : sign * radius / norm;
  }

  private double squares(Member member) {
    int size = member.value().size();
    double sum = 0;
    for (int at = 0, count; at < size; at += count) {
      count = Math.min(BlockSum.BLOCK, size - at);
      Scratch.Staged block = read(member, at, count);
      if (adaptive) {
        member.store.weigh(block.gradient(), block.value(), offset, count);
      }
      sum += member.store.squares(block.gradient(), 0, count, scratch);
    }
    return sum;
  }

  private Scratch.Staged read(Member member, int at, int count) {
    Scratch.Staged block = scratch.pairOfBlocks(member.store);
    member.store.read(member.value(), at, block.value(), 0, count);
    member.store.read(member.gradient(), at, block.gradient(), 0, count);
    return block;
  }

  /** Keeps the weights, and moves them. */
  public void up() {
    for (int m = 0; m < kept.length; m++) {
      Member member = members.get(m);
      int size = member.value().size();
      member.store.read(member.value(), 0, kept[m], 0, size);
      for (int at = 0, count; at < size && member.isActive(); at += count) {
        count = Math.min(BlockSum.BLOCK, size - at);
        Scratch.Staged block = read(member, at, count);
        if (adaptive) {
          member.store.weigh(block.gradient(), block.value(), offset, count);
          member.store.weigh(block.gradient(), block.value(), offset, count);
        }
        member.store.add(block.value(), block.gradient(), factor, 0, count);
        member.store.write(member.value(), at, block.value(), 0, count);
      }
    }
  }

  /** The weights are what they were. */
  public void back() {
    for (int m = 0; m < kept.length; m++) {
      Member member = members.get(m);
      member.store.write(member.value(), 0, kept[m], 0, member.value().size());
    }
  }
}
