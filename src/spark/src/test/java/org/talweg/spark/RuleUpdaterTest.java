package org.talweg.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.GradientDescent;
import org.apache.spark.mllib.optimization.LogisticGradient;
import org.apache.spark.mllib.optimization.SquaredL2Updater;
import org.apache.spark.mllib.optimization.Updater;
import org.junit.jupiter.api.Test;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Optimizer;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;
import scala.Tuple2;

class RuleUpdaterTest {
  private static final Optimizer RULE = Adam.of(Schedule.cosine(0.1, 50));

  /** One partition: MLlib sums in its order then. */
  private static JavaRDD<Tuple2<Object, Vector>> data() {
    return LocalSpark.context()
        .parallelize(Logistic.examples(200, 5), 1)
        .map(
            example ->
                new Tuple2<Object, Vector>(
                    example[Logistic.FEATURES],
                    Vectors.dense(Arrays.copyOf(example, Logistic.FEATURES))));
  }

  private static double[] fit(Updater updater, int steps, double regParam) {
    return GradientDescent.runMiniBatchSGD(
            data().rdd(),
            new LogisticGradient(),
            updater,
            1.0,
            steps,
            regParam,
            1.0,
            Vectors.zeros(Logistic.FEATURES),
            0.0)
        ._1
        .toArray();
  }

  @Test
  void itStepsAsATrainerDoesWithTheGradientsThatMllibSums() {
    double[] weights = new double[Logistic.FEATURES];
    double[] gradient = new double[Logistic.FEATURES];
    Trainer trainer = Trainer.of(RULE, Parameter.of("w", weights, gradient));
    LogisticGradient mllib = new LogisticGradient();
    for (int step = 0; step < 20; step++) {
      Vector sum = Vectors.zeros(Logistic.FEATURES);
      for (Tuple2<Object, Vector> example : data().collect()) {
        mllib.compute(example._2, (double) example._1, Vectors.dense(weights), sum);
      }
      for (int i = 0; i < weights.length; i++) {
        gradient[i] = sum.toArray()[i] / 200;
      }
      trainer.step();
    }
    assertThat(fit(RuleUpdater.of(RULE), 20, 0)).isEqualTo(weights);
  }

  @Test
  void anUpdaterIsUsedForOneFitAfterAnother() {
    RuleUpdater updater = RuleUpdater.of(RULE);
    double[] first = fit(updater, 12, 0);
    assertThat(fit(updater, 12, 0)).isEqualTo(first);
  }

  @Test
  void theFirstCallHasRateZeroAndChangesNothing() {
    RuleUpdater updater = RuleUpdater.of(Adam.of(0.1));
    Vector weights = Vectors.dense(3, -4);
    Tuple2<Vector, Object> result = updater.compute(weights, Vectors.dense(1, 1), 0, 1, 0.1);
    assertThat(result._1).isEqualTo(Vectors.dense(3, -4));
    assertThat((double) result._2).isEqualTo(0.5 * 0.1 * 25);
    Tuple2<Vector, Object> step = updater.compute(weights, Vectors.dense(1, 1), 1, 1, 0);
    assertThat(step._1.toArray()[0]).isBetween(2.8999, 2.9001); // Adam's first step is the rate
    assertThat(weights).isEqualTo(Vectors.dense(3, -4));
  }

  @Test
  void theSquaredPenaltyIsThatOfMllib() {
    RuleUpdater ours = RuleUpdater.of(Sgd.of(1.0));
    SquaredL2Updater mllib = new SquaredL2Updater();
    Vector weights = Vectors.dense(3, -4);
    Vector gradient = Vectors.dense(0.5, 0.25);
    Tuple2<Vector, Object> expected = mllib.compute(weights, gradient, 1, 1, 0.25);
    Tuple2<Vector, Object> step = ours.compute(weights, gradient, 1, 1, 0.25);
    assertThat(step._1.toArray()).containsExactly(expected._1.toArray()); // exact: powers of two
    assertThat((double) step._2).isEqualTo((double) expected._2);
  }

  @Test
  void theRateIsTheRules() {
    RuleUpdater updater = RuleUpdater.of(Adam.of(0.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> updater.compute(Vectors.zeros(2), Vectors.zeros(2), 0.5, 1, 0))
        .withMessage(
            "stepSize must be 1, as the rate is that of " + Adam.of(0.1) + ", but was 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> updater.compute(Vectors.zeros(2), Vectors.zeros(3), 1, 1, 0))
        .withMessage("gradient must have 2 elements, but had 3");
  }
}
