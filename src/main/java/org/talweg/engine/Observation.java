// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What every so many steps do to each parameter, observed by three passes while the elements are in
 * cache. Sums are taken segment by segment, which is why the size of segments must not depend on
 * threads: {@link #CHUNK}.
 */
public final class Observation {
  /** Elements of a segment that is read again for sums while it is in cache. */
  public static final int CHUNK = 1 << 14;

  private final long interval;
  private final Map<Member, Observed> members = new LinkedHashMap<>();
  private int largest;
  private long step;
  private double unit = 1;

  /**
   * Observes steps.
   *
   * @param interval the steps whose number is a multiple of it
   */
  public Observation(long interval) {
    this.interval = interval;
  }

  /** Follows a layout. What has been observed in a step under way is kept. */
  void attach(List<Segment> segments) {
    Map<Member, Observed> before = new HashMap<>(members);
    Map<Member, List<Integer>> starts = new LinkedHashMap<>();
    largest = 0;
    for (Segment segment : segments) {
      largest = Math.max(largest, segment.size());
      for (Member member : segment.members()) {
        starts.computeIfAbsent(member, key -> new ArrayList<>()).add(segment.start());
      }
    }
    members.clear();
    starts.forEach(
        (member, own) ->
            members.put(
                member,
                new Observed(own.stream().mapToInt(start -> start).toArray(), before.get(member))));
  }

  /**
   * A step begins.
   *
   * @param next its number
   * @param factor what gradients are multiplied by before the first transform
   */
  public void begin(long next, double factor) {
    step = next;
    unit = factor;
    if (isTaken()) {
      members.values().forEach(Observed::begin);
    }
  }

  /** {@return whether the present step is observed} */
  public boolean isTaken() {
    return step % interval == 0;
  }

  /** {@return the number of the present step} */
  public long step() {
    return step;
  }

  /**
   * Reads what has been observed of all parameters that took part.
   *
   * @param reader gets each parameter with what was observed of it, in their order
   */
  public void forEach(BiConsumer<Member, Observed> reader) {
    members.forEach(
        (member, observed) -> {
          if (observed.isSeen()) {
            reader.accept(member, observed);
          }
        });
  }

  /** {@return what the gradients are multiplied by before the first transform} */
  public double unit() {
    return unit;
  }

  private Observed of(Member member) {
    return requireNonNull(members.get(member));
  }

  /** A pass over the gradients as they are given, which comes first. */
  Pass gradients() {
    return new GradientsPass();
  }

  /** A pass that keeps the weights as they are before the rule. */
  Pass weights() {
    return new WeightsPass();
  }

  /**
   * A pass over the weights as a step leaves them, and over what has become of them.
   *
   * @param inGradients whether changes are where the gradients were
   */
  Pass changes(boolean inGradients) {
    return new ChangesPass(inGradients);
  }

  private final class GradientsPass implements Pass, Segment.Visitor {
    @Override
    public Set<Use> uses() {
      return Set.of(); // neither scaled nor gathered: read where the caller put them
    }

    @Override
    public void run(Segment segment, StepPlan plan) {
      if (isTaken()) {
        segment.visit(this);
      }
    }

    @Override
    public void visit(Segment segment, Member member, int start, int at, int count) {
      Store store = member.store;
      if (member.gradient().hasArray()) {
        Object array = store.arrayOf(member.gradient());
        of(member).gradient(store, array, member.gradient().arrayOffset() + start, start, count);
      } else {
        Object copy = segment.kept(largest);
        store.read(member.gradient(), start, copy, 0, count);
        of(member).gradient(store, copy, 0, start, count);
      }
    }
  }

  private final class WeightsPass implements Pass {
    @Override
    public Set<Use> uses() {
      return Set.of(Use.READS_WEIGHTS);
    }

    @Override
    public void run(Segment segment, StepPlan plan) {
      if (isTaken()) {
        int count = segment.last() - segment.from;
        System.arraycopy(segment.value, segment.from, segment.kept(largest), 0, count);
      }
    }
  }

  private final class ChangesPass implements Pass, Segment.Visitor {
    private final boolean inGradients;

    ChangesPass(boolean inGradients) {
      this.inGradients = inGradients;
    }

    @Override
    public Set<Use> uses() {
      return Set.of(Use.READS_WEIGHTS);
    }

    @Override
    public void run(Segment segment, StepPlan plan) {
      if (isTaken()) {
        segment.visit(this);
      }
    }

    @Override
    public void visit(Segment segment, Member member, int start, int at, int count) {
      Store store = member.store;
      of(member).weights(store, segment.value, at, start, count);
      if (inGradients) {
        of(member).change(store, segment.gradient, at, start, count);
      } else {
        Object before = segment.kept(largest);
        store.subtractFrom(segment.value, at, before, at - segment.from, count);
        of(member).change(store, before, at - segment.from, start, count);
      }
    }
  }
}
