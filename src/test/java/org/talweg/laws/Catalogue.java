package org.talweg.laws;

import java.util.List;
import java.util.stream.Stream;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.ElementwiseOptimizer;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Sgd;

/** Every rule of the library in every variant: one row each. All laws are run over all rows. */
final class Catalogue {
  private Catalogue() {}

  /**
   * A row.
   *
   * @param rule the rule at a rate that moves weights of size 1 visibly in ten steps
   * @param quadratic the rule at a rate that brings a quadratic bowl down in 2,000 steps
   * @param rosenbrock the rule at a rate that makes its way down Rosenbrock's valley in 20,000
   *     steps
   */
  record Row(
      String name,
      ElementwiseOptimizer rule,
      ElementwiseOptimizer quadratic,
      ElementwiseOptimizer rosenbrock) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    return ROWS.stream();
  }

  private static final List<Row> ROWS =
      List.of(
          new Row("sgd", Sgd.of(0.01), Sgd.of(0.1), Sgd.of(1e-3)),
          new Row("momentum", Momentum.of(0.01), Momentum.of(0.02), Momentum.of(2e-4)),
          new Row(
              "momentum, dampened",
              Momentum.of(0.01).withDampening(0.5),
              Momentum.of(0.02).withDampening(0.5),
              Momentum.of(4e-4).withDampening(0.5)),
          new Row(
              "nesterov",
              Momentum.of(0.01).withNesterov(),
              Momentum.of(0.02).withNesterov(),
              Momentum.of(2e-4).withNesterov()),
          new Row("adagrad", AdaGrad.of(0.05), AdaGrad.of(0.5), AdaGrad.of(0.3)),
          new Row(
              "adagrad, decayed",
              AdaGrad.of(0.05).withLearningRateDecay(0.01).withInitialAccumulator(0.1),
              AdaGrad.of(1).withLearningRateDecay(1e-4).withInitialAccumulator(0.1),
              AdaGrad.of(0.5).withLearningRateDecay(1e-5).withInitialAccumulator(0.1)),
          new Row("rmsprop", RmsProp.of(0.01), RmsProp.of(1e-3), RmsProp.of(1e-3)),
          new Row(
              "rmsprop, momentum",
              RmsProp.of(0.01).withMomentum(0.9),
              RmsProp.of(1e-4).withMomentum(0.9),
              RmsProp.of(1e-4).withMomentum(0.9)),
          new Row(
              "rmsprop, centered",
              RmsProp.of(0.01).withCentered(),
              RmsProp.of(1e-4).withCentered().withEpsilon(0.1),
              RmsProp.of(1e-4).withCentered().withEpsilon(0.1)),
          new Row(
              "rmsprop, centered, momentum",
              RmsProp.of(0.01).withCentered().withMomentum(0.9),
              RmsProp.of(1e-3).withCentered().withMomentum(0.9).withEpsilon(0.1),
              RmsProp.of(1e-4).withCentered().withMomentum(0.9).withEpsilon(0.1)),
          new Row("adam", Adam.of(0.01), Adam.of(0.01), Adam.of(0.01)),
          new Row(
              "adam, epsilon inside",
              Adam.of(0.01).withEpsilonInsideRoot(1e-8),
              Adam.of(0.01).withEpsilonInsideRoot(1e-8),
              Adam.of(0.01).withEpsilonInsideRoot(1e-8)),
          new Row(
              "amsgrad",
              Adam.of(0.01).withAmsgrad(),
              Adam.of(0.01).withAmsgrad(),
              Adam.of(0.01).withAmsgrad()),
          new Row(
              "adamw",
              AdamW.of(0.01),
              AdamW.of(0.01).withWeightDecay(0),
              AdamW.of(0.01).withWeightDecay(1e-6)));
}
