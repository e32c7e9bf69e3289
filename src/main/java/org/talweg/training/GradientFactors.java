// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Engine;
import org.talweg.engine.GradientPass;
import org.talweg.engine.Member;
import org.talweg.engine.MemberStep;
import org.talweg.engine.NoisePass;
import org.talweg.engine.RewritePass;
import org.talweg.engine.RuleGroup;
import org.talweg.engine.StepPlan;
import org.talweg.gradient.GradientEffect;
import org.talweg.gradient.GradientTransform;
import org.talweg.gradient.NormType;
import org.talweg.tensor.DataType;

/**
 * The combined effect of one step's transforms: a factor for all gradients, or one for each
 * parameter; then loops that rewrite copies of them. Norms are those of the gradients as they are,
 * times the factors so far.
 */
final class GradientFactors {
  private final Scope all;
  private final List<Scope> groups;
  private final Map<RuleGroup, List<GradientPass>> rewriting;
  private final List<RuleGroup> prepared;
  private final Optional<NormType> normType;
  private final boolean individual;
  private final boolean readsWeights;
  private final double sign;
  private Engine.@Nullable Norms weightNorms;
  private double factor;
  private double norm;
  private boolean normSeen;
  private boolean clipped;

  /** Factors, and the parameters on which they act. */
  private record Scope(List<Applied> factors, List<Member> members) {}

  /** A transform with its effect. */
  private record Applied(GradientTransform transform, GradientEffect effect) {
    static Applied of(GradientTransform transform) {
      return new Applied(transform, transform.effect());
    }
  }

  GradientFactors(
      List<GradientTransform> transforms,
      List<GroupTransforms> ofGroups,
      List<Member> members,
      boolean maximize) {
    List<RuleGroup> distinct = members.stream().map(Member::group).distinct().toList();
    Map<RuleGroup, List<GradientPass>> passes = new LinkedHashMap<>();
    List<Scope> scopes = new ArrayList<>();
    List<Applied> every = new ArrayList<>(applied(transforms));
    all = new Scope(factors(every), members);
    distinct.forEach(group -> addRewriting(passes, group, every));
    for (GroupTransforms own : ofGroups) {
      List<Applied> more = applied(own.transforms);
      List<Applied> sequence = new ArrayList<>(applied(transforms));
      sequence.addAll(more);
      requireRewritingLast(sequence);
      addRewriting(passes, own.group, more);
      if (!factors(more).isEmpty()) {
        scopes.add(new Scope(factors(more), own.group.members()));
      }
      every.addAll(more);
    }
    requireRewritingLast(applied(transforms));
    groups = List.copyOf(scopes);
    rewriting = passes.isEmpty() ? Map.of() : passes;
    prepared =
        distinct.stream()
            .filter(group -> !rewriting.getOrDefault(group, List.of()).isEmpty())
            .toList();
    normType = normType(every);
    readsWeights = every.stream().anyMatch(one -> one.effect.readsWeights());
    individual =
        !groups.isEmpty()
            || every.stream()
                .anyMatch(
                    one ->
                        !one.effect.needsCopies()
                            && one.effect.extent() == GradientEffect.Extent.PARAMETER);
    sign = maximize ? -1 : 1;
  }

  /** The transforms of a group. */
  record GroupTransforms(RuleGroup group, List<GradientTransform> transforms) {}

  private static List<Applied> applied(List<GradientTransform> transforms) {
    return transforms.stream().map(Applied::of).toList();
  }

  private static List<Applied> factors(List<Applied> transforms) {
    return transforms.stream().filter(one -> !one.effect.needsCopies()).toList();
  }

  private static void addRewriting(
      Map<RuleGroup, List<GradientPass>> passes, RuleGroup group, List<Applied> transforms) {
    for (Applied one : transforms) {
      Optional<GradientPass> loops =
          one.effect.rewriting().map(each -> new RewritePass(one.transform, each));
      loops
          .or(() -> one.effect.noise().map(each -> new NoisePass(one.transform, each)))
          .ifPresent(
              pass -> {
                requireNoFactor(group, one.transform);
                passes.computeIfAbsent(group, key -> new ArrayList<>()).add(pass);
              });
    }
  }

  /** A rule's factor is taken of gradients before they are rewritten, and would be another one. */
  private static void requireNoFactor(RuleGroup group, GradientTransform transform) {
    if (group.rule().gradientFactor().isPresent()) {
      throw new IllegalArgumentException(
          "a rule that multiplies gradients by a factor of their norm, such as LARS, can't have a"
              + " transform that rewrites their elements, but it was "
              + transform);
    }
  }

  private static Optional<NormType> normType(List<Applied> transforms) {
    List<NormType> types =
        transforms.stream().flatMap(one -> one.effect.norm().stream()).distinct().toList();
    if (types.size() > 1) {
      throw new IllegalArgumentException(
          "the norms of a trainer's transforms must be of one type, but were " + types);
    }
    return types.stream().findFirst();
  }

  private static void requireRewritingLast(List<Applied> transforms) {
    boolean rewrites = false;
    for (Applied one : transforms) {
      if (rewrites && !one.effect.needsCopies()) {
        throw new IllegalArgumentException(
            "transforms that rewrite elements must come after those that multiply gradients by a"
                + " factor, but the order was "
                + transforms.stream().map(Applied::transform).toList());
      }
      rewrites = one.effect.needsCopies();
    }
  }

  /** −1 if gradients are to be gone up, not down. */
  double sign() {
    return sign;
  }

  /** What changes copies of the gradients of each group. */
  Map<RuleGroup, List<GradientPass>> rewriting() {
    return rewriting;
  }

  /** The norm of gradients that the transforms need. */
  Optional<NormType> normType() {
    return normType;
  }

  /** Takes norms of the weights from an engine, if the transforms need them. */
  void attach(Engine engine) {
    weightNorms = readsWeights ? engine.weightNorms() : null;
  }

  /**
   * Applies the transforms in their order, each to what those before it have left.
   *
   * @param rawNorm the norm of all gradients as they are, or NaN if it was not asked for
   * @param unit what they are multiplied by before the first transform
   * @throws IllegalStateException if a factor is not finite, or gradients would leave the range of
   *     their type; nothing has changed then
   */
  void apply(long step, double rawNorm, double unit, StepPlan plan) {
    factor = unit;
    norm = rawNorm * unit;
    normSeen = false;
    clipped = false;
    if (weightNorms != null) {
      weightNorms.compute();
    }
    if (individual) {
      setFactors(all, unit);
    }
    apply(all, step, rawNorm);
    for (int i = 0; i < groups.size(); i++) { // no iterator: a step allocates nothing
      apply(groups.get(i), step, rawNorm);
    }
    requireRange(step, rawNorm);
    if (individual) {
      multiply(all, sign);
    }
    for (int i = 0; i < prepared.size(); i++) {
      prepare(prepared.get(i), rewriting.getOrDefault(prepared.get(i), List.of()), step);
    }
    plan.gradients(sign * factor, !individual);
  }

  private static void prepare(RuleGroup group, List<GradientPass> passes, long step) {
    for (int i = 0; i < passes.size(); i++) {
      passes.get(i).prepare(step, group.hasFloats());
    }
  }

  private void apply(Scope scope, long step, double rawNorm) {
    for (int i = 0; i < scope.factors.size(); i++) {
      Applied one = scope.factors.get(i);
      if (one.effect.extent() == GradientEffect.Extent.PARAMETER) {
        for (int k = 0; k < scope.members.size(); k++) {
          MemberStep own = scope.members.get(k).step();
          double seen = requireFinite(one, step, own.norm() * Math.abs(own.scale()));
          own.setScale(own.scale() * factor(one, own.weightNorm(), seen, step));
        }
      } else if (one.effect.norm().isPresent()) {
        double seen = individual ? norm(scope, normType.orElseThrow()) : rawNorm * factor;
        multiply(scope, factor(one, Double.NaN, requireFinite(one, step, seen), step));
        norm = normSeen ? norm : seen;
        normSeen = true;
      } else {
        multiply(scope, factor(one, Double.NaN, Double.NaN, step));
      }
    }
  }

  private double factor(Applied one, double weights, double gradient, long step) {
    double by = one.effect.factor(weights, gradient, step);
    if (!Double.isFinite(by)) {
      throw new IllegalStateException(
          "step "
              + step
              + ": "
              + one.transform
              + " multiplies gradients by a factor that must be finite, but was "
              + by);
    }
    clipped |= by < 1 && one.effect.norm().isPresent();
    return by;
  }

  private static double requireFinite(Applied one, long step, double norm) {
    if (!Double.isFinite(norm)) {
      throw new IllegalStateException(
          "step "
              + step
              + ": the norm that "
              + one.transform
              + " needs must be finite, but the transforms before it made it "
              + norm);
    }
    return norm;
  }

  private void multiply(Scope scope, double by) {
    if (!individual) {
      factor *= by;
      return;
    }
    for (int k = 0; k < scope.members.size(); k++) {
      MemberStep own = scope.members.get(k).step();
      own.setScale(own.scale() * by);
    }
  }

  private static void setFactors(Scope scope, double to) {
    for (int k = 0; k < scope.members.size(); k++) {
      scope.members.get(k).step().setScale(to);
    }
  }

  private static double scaledNorm(Member member) {
    return member.step().norm() * Math.abs(member.step().scale());
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
    if (!individual && Math.abs(factor) <= 1) {
      return;
    }
    for (int k = 0; k < all.members.size(); k++) {
      Member member = all.members.get(k);
      double by = Math.abs(individual ? member.step().scale() : factor);
      DataType type = member.parameter().value().dataType();
      double limit = type == DataType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
      double largest = member.step().norm();
      boolean overflows = !Double.isNaN(rawNorm) && !(largest * by <= limit);
      if (!(by <= 1) && (overflows || !(by <= limit))) {
        throw new IllegalStateException(
            "step "
                + step
                + ": the transforms multiply the gradient of "
                + member
                + " by "
                + by
                + (overflows ? ", whose norm is " + largest : "")
                + ": the product is beyond the range of its type");
      }
    }
  }

  /**
   * Whether a gradient, as the rule gets it, has a square beyond the range of its type. No element
   * is larger than a norm, so that elements are seldom looked at.
   */
  boolean overflowSquared(Engine engine) {
    if (normsHaveSquares()) {
      return false;
    }
    engine.norms(NormType.MAXIMUM).compute();
    return !normsHaveSquares();
  }

  private boolean normsHaveSquares() {
    for (int k = 0; k < all.members.size(); k++) { // no iterator: a step allocates nothing
      Member member = all.members.get(k);
      DataType type = member.parameter().value().dataType();
      double limit = Math.sqrt(type == DataType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE);
      double by = Math.abs(individual ? member.step().scale() : factor);
      if (member.isActive() && !(member.step().norm() * by <= limit)) {
        return false;
      }
    }
    return true;
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
