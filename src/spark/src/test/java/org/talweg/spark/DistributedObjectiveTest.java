package org.talweg.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.talweg.optimizer.Adam;
import org.talweg.sum.ExactSum;
import org.talweg.sum.ReproducibleSum;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

class DistributedObjectiveTest {
  private static final int N = Logistic.FEATURES;
  private static final List<double[]> EXAMPLES = Logistic.examples(500, 1);
  private static final ExampleKey<double[]> KEY = Arrays::hashCode;

  private static JavaRDD<double[]> rdd(List<double[]> examples, int partitions) {
    return LocalSpark.context().parallelize(examples, partitions);
  }

  private static double[] somewhere() {
    return new Random(2).doubles(N, -0.3, 0.3).toArray();
  }

  @Test
  void lossAndGradientHaveTheSameBitsAsOnOneMachine() {
    double[] weights = somewhere();
    double[] one = new double[N];
    ReproducibleSum gradients = ReproducibleSum.of(N);
    ExactSum losses = ExactSum.zero();
    for (double[] example : EXAMPLES) {
      Arrays.fill(one, 0);
      losses.add(Logistic.loss(example, weights, one));
      gradients.add(one);
    }
    double[] expected = new double[N];
    gradients.result(expected);
    for (int i = 0; i < N; i++) {
      expected[i] /= 500;
    }
    List<double[]> shuffled = new ArrayList<>(EXAMPLES);
    Collections.shuffle(shuffled, new Random(3));
    for (int partitions : new int[] {1, 2, 7, 64}) {
      for (int depth = 1; depth <= 4; depth++) {
        double[] gradient = new double[N];
        double loss =
            DistributedObjective.of(rdd(shuffled, partitions), Logistic::loss)
                .withDepth(depth)
                .evaluate(weights, gradient);
        assertThat(loss).isEqualTo(losses.value() / 500);
        assertThat(gradient).as("%d partitions", partitions).isEqualTo(expected);
      }
    }
    assertThat(weights).isEqualTo(somewhere());
  }

  @Test
  void theGradientIsThatOfTheLoss() {
    DistributedObjective<double[]> objective =
        DistributedObjective.of(rdd(EXAMPLES, 3), Logistic::loss);
    double[] weights = somewhere();
    double[] gradient = new double[N];
    objective.evaluate(weights, gradient);
    for (int i : new int[] {0, 7, N - 1}) {
      double[] to = weights.clone();
      to[i] += 1e-5;
      double above = objective.evaluate(to, new double[N]);
      to[i] -= 2e-5;
      double below = objective.evaluate(to, new double[N]);
      assertThat((above - below) / 2e-5).isCloseTo(gradient[i], within(1e-8));
    }
  }

  @Test
  void trainingByMiniBatchesHasTheSameBitsForAnyPartitions() {
    double[] expected = trained(rdd(EXAMPLES, 1));
    List<double[]> shuffled = new ArrayList<>(EXAMPLES);
    Collections.shuffle(shuffled, new Random(3));
    assertThat(trained(rdd(shuffled, 5))).isEqualTo(expected);
    assertThat(trained(rdd(shuffled, 2).repartition(4))).isEqualTo(expected);
  }

  private static double[] trained(JavaRDD<double[]> examples) {
    DistributedObjective<double[]> objective =
        DistributedObjective.of(examples.cache(), Logistic::loss)
            .withBatches(new Batches(4, 42), KEY);
    double[] weights = new double[N];
    double[] gradient = new double[N];
    Trainer trainer = Trainer.of(Adam.of(0.01), Parameter.of("w", weights, gradient));
    for (int step = 0; step < 8; step++) {
      objective.evaluateBatch(trainer.stepCount(), weights, gradient);
      trainer.step();
    }
    return weights;
  }

  @Test
  void eachExampleIsInOneBatchOfAnEpochAndEpochsDiffer() {
    Batches batches = new Batches(7, 42);
    int[] sizes = new int[7];
    int same = 0;
    for (long key = 0; key < 7000; key++) {
      int first = -1;
      int second = -1;
      for (int b = 0; b < 7; b++) {
        if (batches.at(b).contains(key)) {
          assertThat(first).isEqualTo(-1);
          first = b;
        }
        if (batches.at(7 + b).contains(key)) {
          assertThat(second).isEqualTo(-1);
          second = b;
        }
      }
      sizes[first]++;
      same += first == second ? 1 : 0;
    }
    for (int size : sizes) {
      assertThat(size).isBetween(1000 - 147, 1000 + 147); // 5 standard deviations
    }
    assertThat(same).isBetween(1000 - 147, 1000 + 147);
  }

  /** Examples of label 1 count three times. */
  private static final class Weighted implements ExampleLoss<double[]> {
    private static final long serialVersionUID = 1;

    @Override
    public double add(double[] example, double[] weights, double[] gradient) {
      return Logistic.loss(example, weights, gradient);
    }

    @Override
    public double weight(double[] example) {
      return example[N] == 1 ? 3 : 1;
    }
  }

  @Test
  void weightsCountInTheMean() {
    List<double[]> repeated = new ArrayList<>(EXAMPLES);
    for (double[] example : EXAMPLES) {
      repeated.addAll(example[N] == 1 ? List.of(example, example) : List.of());
    }
    double[] gradient = new double[N];
    double[] expected = new double[N];
    double loss =
        DistributedObjective.of(rdd(EXAMPLES, 3), new Weighted()).evaluate(somewhere(), gradient);
    double expectedLoss =
        DistributedObjective.of(rdd(repeated, 3), Logistic::loss).evaluate(somewhere(), expected);
    assertThat(loss).isCloseTo(expectedLoss, within(1e-14));
    assertThat(gradient).containsExactly(expected, within(1e-14));
  }

  @Test
  void aPartitionThatIsNotFiniteIsNamed() {
    List<double[]> examples = new ArrayList<>(EXAMPLES);
    examples.set(330, examples.get(330).clone()); // of 500 in five partitions: in partition 3
    examples.get(330)[5] = Double.NaN;
    DistributedObjective<double[]> objective =
        DistributedObjective.of(rdd(examples, 5), Logistic::loss);
    double[] gradient = new double[N];
    gradient[0] = 7;
    assertThatIllegalStateException()
        .isThrownBy(() -> objective.evaluate(somewhere(), gradient))
        .withMessage("Talweg: all examples: the loss or gradient of partition 3 is not finite");
    assertThat(gradient[0]).isEqualTo(7);
    double[] passed = new double[N];
    assertThat(objective.allowNonFinite().evaluate(somewhere(), passed)).isNaN();
    double[] weights = somewhere();
    Trainer trainer =
        Trainer.builder(Adam.of(0.1))
            .parameters(Parameter.of("w", weights, passed))
            .skipNonFinite()
            .build();
    assertThat(trainer.step().skipped()).isTrue();
    assertThat(weights).isEqualTo(somewhere());
  }

  @Test
  void whatAnExampleThrowsIsTheCause() {
    DistributedObjective<double[]> objective =
        DistributedObjective.of(
            rdd(EXAMPLES, 4),
            (example, weights, gradient) -> {
              if (TaskContext.getPartitionId() == 2) {
                throw new IOException("no such word: lorem");
              }
              return 0;
            });
    assertThatThrownBy(() -> objective.evaluate(somewhere(), new double[N]))
        .isInstanceOf(ExampleException.class)
        .hasMessage(
            "the loss of an example in partition 2 failed: java.io.IOException: no such word:"
                + " lorem")
        .hasCauseExactlyInstanceOf(IOException.class);
  }

  @Test
  void aTaskThatFailsOnceChangesNoBit() {
    double[] gradient = new double[N];
    double[] expected = new double[N];
    DistributedObjective.of(rdd(EXAMPLES, 3), Logistic::loss).evaluate(somewhere(), expected);
    DistributedObjective.of(
            rdd(EXAMPLES, 3),
            (double[] example, double[] weights, double[] into) -> {
              if (TaskContext.get().attemptNumber() == 0 && TaskContext.getPartitionId() == 1) {
                throw new IllegalStateException("lost");
              }
              return Logistic.loss(example, weights, into);
            })
        .evaluate(somewhere(), gradient);
    assertThat(gradient).isEqualTo(expected);
  }

  @Test
  void whatCannotBeEvaluatedIsSaid() {
    DistributedObjective<double[]> objective =
        DistributedObjective.of(rdd(List.of(), 2), Logistic::loss);
    assertThatIllegalStateException()
        .isThrownBy(() -> objective.evaluate(somewhere(), new double[N]))
        .withMessageContaining("must have a positive sum, but it was 0.0");
    assertThatIllegalStateException()
        .isThrownBy(() -> objective.evaluateBatch(0, somewhere(), new double[N]))
        .withMessageContaining("withBatches");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> objective.evaluate(somewhere(), new double[1]))
        .withMessage("gradient must have 300 elements, but had 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> objective.withDepth(0))
        .withMessageContaining("but was 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Batches(0, 1));
  }
}
