// SPDX-License-Identifier: Apache-2.0
package org.talweg.catalogue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.talweg.catalogue.Family.Nature;
import org.talweg.catalogue.Family.Variant;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamP;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Adan;
import org.talweg.optimizer.Ftrl;
import org.talweg.optimizer.Lamb;
import org.talweg.optimizer.Muon;
import org.talweg.optimizer.NAdam;
import org.talweg.optimizer.NovoGrad;
import org.talweg.optimizer.RAdam;
import org.talweg.optimizer.RmsProp;
import org.talweg.preset.Dl4j;
import org.talweg.preset.Keras;
import org.talweg.preset.Optax;
import org.talweg.preset.PyTorch;
import org.talweg.rule.Epsilon;
import org.talweg.rule.Optimizer;

/**
 * Every preset of a framework, and the options that are off in all of them. They have the loops of
 * the catalogue's variants with other numbers, so they keep the same laws, but need no benchmarks.
 */
final class OptionVariants {
  private static final double MOMENTUM = 0.9;

  /** A moment that starts above zero, and decays that belong to the rule. */
  private static final Set<String> DRIFTING =
      Set.of("Optax.yogi", "adan-proximal", "ftrl-shrinkage", "novograd-averaged-decay");

  private OptionVariants() {}

  /** The rows, next to those that they are like. */
  static Stream<Variant> of(List<Variant> catalogue) {
    return Stream.concat(presets(), options())
        .map(row -> row.like(catalogue))
        .filter(row -> catalogue.stream().noneMatch(other -> other.rule().equals(row.rule())));
  }

  /** A row to be. */
  private record Row(String label, DoubleFunction<Optimizer> at) {
    /** With the rates of the same rule in the catalogue, with as many slots if there is one. */
    Variant like(List<Variant> catalogue) {
      Optimizer rule = at.apply(0.5);
      int slots = rule.rule().slots().size();
      Variant base =
          catalogue.stream()
              .filter(other -> other.rule().getClass() == rule.getClass())
              .min(Comparator.comparing(o -> Math.abs(o.rule().rule().slots().size() - slots)))
              .orElseThrow();
      return new Variant(
          label,
          at,
          base.rate(),
          base.quadratic(),
          base.rosenbrock(),
          rule.toString(),
          DRIFTING.contains(label) ? Nature.DRIFTS : base.nature());
    }
  }

  private static Stream<Row> presets() {
    return Stream.of(PyTorch.class, Keras.class, Optax.class, Dl4j.class)
        .flatMap(framework -> Arrays.stream(framework.getDeclaredMethods()))
        .filter(preset -> Modifier.isPublic(preset.getModifiers()))
        .filter(preset -> Optimizer.class.isAssignableFrom(preset.getReturnType()))
        .filter(preset -> Arrays.asList(preset.getParameterTypes()).indexOf(double.class) == 0)
        .sorted(Comparator.comparing(OptionVariants::name))
        .map(preset -> new Row(name(preset), rate -> made(preset, rate)));
  }

  private static String name(Method preset) {
    return preset.getDeclaringClass().getSimpleName() + "." + preset.getName();
  }

  private static Optimizer made(Method preset, double rate) {
    try {
      return (Optimizer)
          (preset.getParameterCount() == 1
              ? preset.invoke(null, rate)
              : preset.invoke(null, rate, MOMENTUM));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(preset.toString(), e);
    }
  }

  private static Stream<Row> options() {
    return Stream.of(
        new Row(
            "rmsprop-momentum-rate-in-velocity",
            rate -> Keras.rmsprop(rate).withMomentum(MOMENTUM)),
        new Row(
            "rmsprop-centered-rate-in-velocity",
            rate ->
                Keras.rmsprop(rate)
                    .withMomentum(MOMENTUM)
                    .withCentered(true)
                    .withEpsilon(Epsilon.outsideRoot(0.1))),
        new Row(
            "rmsprop-nesterov", rate -> RmsProp.of(rate).withMomentum(MOMENTUM).withNesterov(true)),
        new Row(
            "rmsprop-nesterov-rate-in-velocity",
            rate -> Optax.rmsprop(rate).withMomentum(MOMENTUM).withNesterov(true)),
        new Row(
            "rmsprop-centered-nesterov",
            rate ->
                RmsProp.of(rate)
                    .withMomentum(MOMENTUM)
                    .withNesterov(true)
                    .withCentered(true)
                    .withEpsilon(0.1)),
        new Row("rmsprop-corrected", rate -> RmsProp.of(rate).withBiasCorrection(true)),
        new Row(
            "rmsprop-corrected-momentum",
            rate -> RmsProp.of(rate).withBiasCorrection(true).withMomentum(MOMENTUM)),
        new Row("muon-without-nesterov", rate -> Muon.of(rate).withNesterov(false)),
        new Row("adamw-amsgrad", rate -> AdamW.of(rate).withWeightDecay(1e-6).withAmsgrad(true)),
        new Row(
            "adamw-amsgrad-corrected",
            rate -> AdamW.of(rate).withWeightDecay(1e-6).withAmsgradOfCorrected(true)),
        new Row("lamb-amsgrad-corrected", rate -> Lamb.of(rate).withAmsgradOfCorrected(true)),
        new Row("adam-two-epsilons", rate -> Adam.of(rate).withEpsilon(Epsilon.both(1e-6, 1e-6))),
        new Row(
            "nadam-epsilon-inside", rate -> NAdam.of(rate).withEpsilon(Epsilon.insideRoot(1e-8))),
        new Row(
            "radam-epsilon-inside", rate -> RAdam.of(rate).withEpsilon(Epsilon.insideRoot(1e-8))),
        new Row(
            "novograd-averaged-decay",
            rate -> NovoGrad.of(rate).withGradientAveraging(true).withDecayInMomentum(0.01)),
        new Row("adamp-nesterov", rate -> AdamP.of(rate).withNesterov(true).withDelta(1)),
        new Row("adan-proximal", rate -> Adan.of(rate).withProximalDecay(0.01)),
        new Row("ftrl-l1", rate -> Ftrl.of(rate).withL1(0.1)),
        new Row("ftrl-l2", rate -> Ftrl.of(rate).withL2(0.1).withBeta(0)),
        new Row(
            "ftrl-power-present-rate",
            rate -> Keras.ftrl(rate).withPower(0.4).withL1(0.01).withL2(0.1)),
        new Row("ftrl-shrinkage", rate -> Ftrl.of(rate).withShrinkage(0.1)));
  }
}
