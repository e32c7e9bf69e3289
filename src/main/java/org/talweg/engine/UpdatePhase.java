// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.worker.Phase;

/** A phase that changes parameters and state, segment by segment. */
final class UpdatePhase implements Phase<Scratch> {
  private final StepPlan plan;
  private final boolean directions;
  private final Segment[] segments;
  private final Tasks tasks;

  /**
   * A phase over segments.
   *
   * @param directions whether it is the phase before the last, for rules whose change is scaled
   */
  UpdatePhase(StepPlan plan, boolean directions, List<Segment> segments, int threads) {
    this.plan = plan;
    this.directions = directions;
    this.segments = segments.toArray(Segment[]::new);
    this.tasks = new Tasks(segments.stream().mapToInt(Segment::size).toArray(), threads);
  }

  @Override
  public int tasks() {
    return tasks.count();
  }

  @Override
  public void run(int task, Scratch scratch) {
    for (int i = tasks.first(task); i < tasks.first(task + 1); i++) {
      try {
        segments[i].run(plan, stage(segments[i].group), scratch);
      } catch (Throwable e) {
        throw new IllegalStateException(
            describe(segments[i].group.optimizer())
                + " failed on "
                + segments[i]
                + ": "
                + describe(e),
            e);
      }
    }
  }

  /** A phase for each member, over its segments alone. */
  Map<Member, UpdatePhase> byMember() {
    Map<Member, List<Segment>> segmentsOf = new LinkedHashMap<>();
    for (Segment segment : segments) {
      for (Member member : segment.members()) {
        segmentsOf.computeIfAbsent(member, key -> new ArrayList<>()).add(segment);
      }
    }
    Map<Member, UpdatePhase> phases = new HashMap<>();
    segmentsOf.forEach(
        (member, own) -> phases.put(member, new UpdatePhase(plan, directions, own, 1)));
    return phases;
  }

  private Stage stage(RuleGroup group) {
    Stages stages = group.stages();
    if (group.isFrozen()) {
      return directions ? Stage.EMPTY : stages.frozen();
    }
    return directions ? stages.direction() : stages.update();
  }

  /** An exception may fail to say what it is, and so may a schedule. */
  private static String describe(Object object) {
    try {
      return object.toString();
    } catch (Throwable e) {
      return object.getClass().getName();
    }
  }
}
