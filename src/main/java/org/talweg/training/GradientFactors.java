package org.talweg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.engine.Member;
import org.talweg.engine.RuleGroup;
import org.talweg.engine.StepPlan;
import org.talweg.gradient.ClipByGlobalNorm;
import org.talweg.gradient.ClipByParameterNorm;
import org.talweg.gradient.ClipByValue;
import org.talweg.gradient.GradientTransform;
import org.talweg.gradient.NormType;
import org.talweg.gradient.ScaleGradients;
import org.talweg.tensor.DataType;

/**
 * What the transforms of one step come to: a factor for all gradients, or one for each parameter,
 * and a bound on elements. Norms are those of the gradients as they are, times the factors so far.
 */
final class GradientFactors {
  private final Scope all;
  private final List<Scope> groups = new ArrayList<>();
  private final Optional<NormType> normType;
  private final boolean individual;
  private final boolean clamps;
  private final double sign;
  private double factor;
  private double norm;
  private boolean clipped;

  /** Transforms, and the parameters on which they act. */
  private record Scope(
      List<GradientTransform> transforms, List<Member> members, List<RuleGroup> groups) {}

  GradientFactors(
      List<GradientTransform> transforms,
      List<GroupTransforms> ofGroups,
      List<Member> members,
      boolean maximize) {
    List<RuleGroup> distinct = members.stream().map(Member::group).distinct().toList();
    all = new Scope(List.copyOf(transforms), members, distinct);
    for (GroupTransforms own : ofGroups) {
      if (!own.transforms.isEmpty()) {
        List<Member> ownMembers =
            members.stream().filter(member -> member.group() == own.group).toList();
        groups.add(new Scope(own.transforms, ownMembers, List.of(own.group)));
      }
    }
    List<GradientTransform> every = new ArrayList<>(transforms);
    groups.forEach(scope -> every.addAll(scope.transforms));
    normType = normType(every);
    clamps = every.stream().anyMatch(ClipByValue.class::isInstance);
    individual =
        !groups.isEmpty() || every.stream().anyMatch(ClipByParameterNorm.class::isInstance);
    requireValuesLast(transforms, !groups.isEmpty());
    groups.forEach(scope -> requireValuesLast(scope.transforms, false));
    sign = maximize ? -1 : 1;
  }

  /** The transforms of a group. */
  record GroupTransforms(RuleGroup group, List<GradientTransform> transforms) {}

  private static Optional<NormType> normType(List<GradientTransform> transforms) {
    List<NormType> types =
        transforms.stream()
            .flatMap(
                transform ->
                    transform instanceof ClipByGlobalNorm global
                        ? Optional.of(global.norm()).stream()
                        : transform instanceof ClipByParameterNorm own
                            ? Optional.of(own.norm()).stream()
                            : Optional.<NormType>empty().stream())
            .distinct()
            .toList();
    if (types.size() > 1) {
      throw new IllegalArgumentException(
          "the norms of a trainer's transforms must be of one type, but were " + types);
    }
    return types.stream().findFirst();
  }

  private static void requireValuesLast(List<GradientTransform> transforms, boolean moreFollow) {
    for (int i = 0; i < transforms.size(); i++) {
      if (transforms.get(i) instanceof ClipByValue && (moreFollow || i < transforms.size() - 1)) {
        throw new IllegalArgumentException(
            "ClipByValue must come after all other transforms, but they were " + transforms);
      }
    }
  }

  /** The norm that the transforms need. */
  Optional<NormType> normType() {
    return normType;
  }

  /** Whether elements are bounded. */
  boolean clamps() {
    return clamps;
  }

  /**
   * Applies the transforms in their order, each to what those before it have left.
   *
   * @param rawNorm the norm of all gradients as they are, or NaN if it was not asked for
   * @throws IllegalStateException if gradients would leave the range of their type; nothing has
   *     changed then
   */
  void apply(long step, double rawNorm, StepPlan plan) {
    factor = 1;
    norm = rawNorm;
    clipped = false;
    if (individual) {
      setFactors(all, 1);
    }
    boolean normSeen = apply(all, step, rawNorm, false);
    for (int i = 0; i < groups.size(); i++) { // no iterator: a step allocates nothing
      normSeen = apply(groups.get(i), step, rawNorm, normSeen);
    }
    requireRange(step, rawNorm);
    if (individual) {
      multiply(all, sign);
    }
    plan.gradients(sign * factor, !individual);
  }

  /** Returns whether a global norm was seen, here or before. */
  private boolean apply(Scope scope, long step, double rawNorm, boolean seenBefore) {
    boolean normSeen = seenBefore;
    for (int i = 0; i < scope.transforms.size(); i++) {
      GradientTransform transform = scope.transforms.get(i);
      if (transform instanceof ScaleGradients scaling) {
        multiply(scope, scaling.by());
      } else if (transform instanceof ClipByGlobalNorm clip) {
        double seen = individual ? norm(scope, clip.norm()) : rawNorm * factor;
        double by = clip.factor(seen, step);
        multiply(scope, by);
        clipped |= by < 1;
        norm = normSeen ? norm : seen;
        normSeen = true;
      } else if (transform instanceof ClipByParameterNorm clip) {
        clipEach(scope, clip, step);
      } else if (transform instanceof ClipByValue clip) {
        for (int k = 0; k < scope.groups.size(); k++) {
          scope.groups.get(k).setClamp(bound(clip, scope.groups.get(k), step));
        }
      }
    }
    return normSeen;
  }

  private static double bound(ClipByValue clip, RuleGroup group, long step) {
    double bound = clip.bound(step);
    if (group.hasFloats() && ((float) bound == 0 || Float.isInfinite((float) bound))) {
      throw new IllegalStateException(
          "step "
              + step
              + ": the largest value must be positive and finite in single precision, but was "
              + bound);
    }
    return bound;
  }

  private void clipEach(Scope scope, ClipByParameterNorm clip, long step) {
    for (int k = 0; k < scope.members.size(); k++) {
      Member member = scope.members.get(k);
      double by = clip.factor(scaledNorm(member), step);
      member.setScale(member.scale() * by);
      clipped |= by < 1;
    }
  }

  private void multiply(Scope scope, double by) {
    if (!individual) {
      factor *= by;
      return;
    }
    for (int k = 0; k < scope.members.size(); k++) {
      Member member = scope.members.get(k);
      member.setScale(member.scale() * by);
    }
  }

  private static void setFactors(Scope scope, double to) {
    for (int k = 0; k < scope.members.size(); k++) {
      scope.members.get(k).setScale(to);
    }
  }

  private static double scaledNorm(Member member) {
    return member.norm() * Math.abs(member.scale());
  }

  /** The norm over some parameters, each with its own factor. */
  private static double norm(Scope scope, NormType type) {
    double largest = 0;
    double sum = 0;
    for (int k = 0; k < scope.members.size(); k++) {
      double own = scaledNorm(scope.members.get(k));
      largest = Math.max(largest, own);
      sum += own;
    }
    if (type != NormType.EUCLIDEAN || largest == 0) {
      return type == NormType.MAXIMUM ? largest : sum;
    }
    double squares = 0;
    for (int k = 0; k < scope.members.size(); k++) {
      double own = scaledNorm(scope.members.get(k)) / largest;
      squares += own * own;
    }
    return largest * Math.sqrt(squares);
  }

  /** A factor of 1 or less takes nothing out of range. */
  private void requireRange(long step, double rawNorm) {
    if (!individual && factor <= 1) {
      return;
    }
    for (int k = 0; k < all.members.size(); k++) {
      Member member = all.members.get(k);
      double by = individual ? member.scale() : factor;
      DataType type = member.parameter().value().dataType();
      double limit = type == DataType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
      boolean overflows = !Double.isNaN(rawNorm) && !(member.norm() * by <= limit);
      if (by > 1 && (overflows || !(by <= limit))) {
        throw new IllegalStateException(
            "step "
                + step
                + ": the transforms multiply the gradient of "
                + member
                + " by "
                + by
                + (overflows ? ", whose norm is " + member.norm() : "")
                + ": the product is beyond the range of its type");
      }
    }
  }

  /** The norm that the first clipping by a global norm has seen. */
  double norm() {
    return norm;
  }

  /** Whether a clipping by norm made gradients smaller. */
  boolean clipped() {
    return clipped;
  }
}
