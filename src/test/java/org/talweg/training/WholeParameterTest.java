// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.engine.DoubleView;
import org.talweg.engine.FloatView;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ClipByValue;
import org.talweg.optimizer.Adam;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Optimizer;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/** A rule with a slot in another shape is given each parameter as a whole, wherever it lies. */
class WholeParameterTest {
  /** RMSProp with one mean square for each row. */
  private static final class RowWise extends AbstractOptimizer<RowWise> {
    private static final Hyperparameter DECAY = Hyperparameter.fraction("decay", 0.5);
    private static final Hyperparameters DEFAULTS = Hyperparameters.declare(DECAY);
    private static final Slot MEAN = Slot.fading("row_mean", DECAY, 1);

    private enum Step {
      RATE,
      OLD
    }

    private final UnaryOperator<Shape> shape;

    RowWise(UnaryOperator<Shape> shape) {
      super(DEFAULTS.with(Hyperparameter.LEARNING_RATE, 0.1));
      this.shape = shape;
    }

    static RowWise of() {
      return new RowWise(
          parameter -> {
            if (parameter.rank() != 2) {
              throw new IllegalArgumentException("rows are those of a matrix");
            }
            return Shape.of(parameter.extent(0));
          });
    }

    @Override
    protected RowWise with(Hyperparameters changed) {
      return new RowWise(shape);
    }

    @Override
    public Rule rule() {
      return Rule.of(Step.values(), RowWise::numbers, RowWise::step, RowWise::step)
          .withSlots(MEAN.inShape(shape));
    }

    private static void numbers(StepNumbers s) {
      s.set(Step.RATE, s.learningRate());
      s.set(Step.OLD, s.get(DECAY));
    }

    private static void step(FloatChunk c) {
      float[] w = c.value(), g = c.gradient(), v = c.slot(MEAN);
      float scale = c.gradientScale(), rate = c.number(Step.RATE), old = c.number(Step.OLD);
      assertThat(c.from()).isZero();
      assertThat(c.to()).isEqualTo(c.shape().size());
      int columns = c.shape().extent(1);
      for (int row = 0; row < c.shape().extent(0); row++) {
        double sum = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
          sum += (double) (scale * g[i]) * (scale * g[i]);
        }
        v[row] = old * v[row] + (1 - old) * (float) (sum / columns);
        for (int i = row * columns; i < (row + 1) * columns; i++) {
          w[i] -= rate * (scale * g[i]) / (float) Math.sqrt(v[row] + 1e-6f);
        }
      }
    }

    private static void step(DoubleChunk c) {
      throw new IllegalStateException("not used here");
    }
  }

  private static final int[][] SIZES = {{3, 4}, {40, 50}, {1, 1}, {0, 3}, {2, 0}, {300, 7}};

  private static float[] random(long seed, int size) {
    float[] x = new float[size];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < size; i++) {
      x[i] = (float) random.nextDouble(-1, 1);
    }
    return x;
  }

  private enum Place {
    ARRAYS,
    SLICES,
    SHIFTED,
    ROWS,
    BUFFERS
  }

  private static Tensor tensor(Place place, int rows, int columns, int offset) {
    int size = rows * columns;
    return switch (place) {
      case ARRAYS -> FloatTensor.zeros(rows, columns);
      case SLICES -> FloatTensor.slice(new float[size + 3], 3, rows, columns);
      case SHIFTED -> FloatTensor.slice(new float[size + offset], offset, rows, columns);
      case ROWS -> FloatTensor.rows(new float[rows][columns]);
      case BUFFERS ->
          FloatTensor.wrap(ByteBuffer.allocateDirect(4 * size).asFloatBuffer(), rows, columns);
    };
  }

  private static List<Parameter> parameters(Place place) {
    List<Parameter> parameters = new ArrayList<>();
    for (int k = 0; k < SIZES.length; k++) {
      int rows = SIZES[k][0];
      int columns = SIZES[k][1];
      Place here = place == Place.ROWS && rows == 0 ? Place.ARRAYS : place;
      Tensor value = tensor(here, rows, columns, 1);
      ((FloatTensor) value).write(0, random(k, value.size()), 0, value.size());
      parameters.add(Parameter.of("p" + k, value, tensor(here, rows, columns, 2)));
    }
    return parameters;
  }

  private static void train(Trainer trainer, List<Parameter> parameters, int steps) {
    for (int i = 0; i < steps; i++) {
      for (int k = 0; k < parameters.size(); k++) {
        FloatTensor gradient = (FloatTensor) parameters.get(k).gradient().tensor();
        gradient.write(
            0, random(100 * trainer.stepCount() + k, gradient.size()), 0, gradient.size());
      }
      trainer.step();
    }
  }

  private static TrainerBuilder builder(List<Parameter> parameters) {
    return Trainer.builder(RowWise.of())
        .parameters(parameters)
        .transform(ClipByNorm.global(3))
        .average(WeightAverage.exponential(0.9));
  }

  private static List<List<Float>> bits(Checkpoint checkpoint) {
    List<List<Float>> bits = new ArrayList<>();
    for (String name : checkpoint.names()) {
      if (checkpoint.tensor(name) instanceof FloatTensor floats) {
        List<Float> elements = new ArrayList<>();
        for (float element : floats.toArray()) {
          elements.add(element);
        }
        bits.add(elements);
      }
    }
    return bits;
  }

  /** The rule itself, written down once more. */
  @Test
  void theRuleSeesWholeRows() {
    float[] w = {1, 2, 3, 4, 5, 6};
    float[] g = {1, 2, 2, 0, 0, 0};
    Trainer trainer =
        Trainer.of(
            RowWise.of(), Parameter.of("w", FloatTensor.wrap(w, 2, 3), FloatTensor.wrap(g, 2, 3)));
    trainer.step();
    float root = (float) Math.sqrt(0.5 + 0.5 * 3 + 1e-6);
    assertThat(w)
        .containsExactly(
            new float[] {1 - 0.1f / root, 2 - 0.2f / root, 3 - 0.2f / root, 4, 5, 6},
            within(1e-6f));
    assertThat(((FloatTensor) trainer.checkpoint().tensor("w/row_mean")).toArray())
        .containsExactly(2, 0.5f);
  }

  @Test
  void placesThreadsAndStagingDoNotChangeABit() {
    List<Parameter> arrays = parameters(Place.ARRAYS);
    Trainer reference = builder(arrays).build();
    train(reference, arrays, 40);
    List<List<Float>> expected = bits(reference.checkpoint());
    for (Place place : Place.values()) {
      List<Parameter> parameters = parameters(place);
      Trainer trainer = builder(parameters).threads(2).chunkSize(1024).build();
      train(trainer, parameters, 40);
      assertThat(bits(trainer.checkpoint())).as("%s", place).isEqualTo(expected);
    }
    List<Parameter> staged = parameters(Place.ARRAYS);
    Trainer trainer = builder(staged).transform(ClipByValue.of(1e6)).build();
    train(trainer, staged, 40);
    assertThat(bits(trainer.checkpoint())).isEqualTo(expected);
  }

  @Test
  void aCheckpointHoldsTheSlotInItsShape() {
    List<Parameter> parameters = parameters(Place.ARRAYS);
    Trainer trainer = builder(parameters).build();
    train(trainer, parameters, 5);
    Checkpoint saved = trainer.checkpoint();
    assertThat(saved.tensor("p1/row_mean").shape()).isEqualTo(Shape.of(40));
    assertThat(saved.tensor("p3/row_mean").shape()).isEqualTo(Shape.of(0));
    assertThat(((FloatTensor) saved.tensor("p4/row_mean")).toArray())
        .as("a row without elements has no mean to follow")
        .containsExactly(1, 1);
    train(trainer, parameters, 5);

    List<Parameter> others = parameters(Place.SHIFTED);
    Trainer restored = builder(others).build();
    restored.restore(saved);
    train(restored, others, 5);
    assertThat(bits(restored.checkpoint())).isEqualTo(bits(trainer.checkpoint()));
  }

  @Test
  void aCheckpointWithAnotherShapeIsRefused() {
    Trainer small = Trainer.of(RowWise.of(), Parameter.of("w", FloatTensor.zeros(4, 3)));
    Optimizer other = new RowWise(parameter -> Shape.of(2));
    Trainer odd = Trainer.of(other, Parameter.of("w", FloatTensor.zeros(4, 3)));
    Checkpoint saved = odd.checkpoint();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small.restore(saved))
        .withMessage(
            "tensor \"w/row_mean\" of the checkpoint is F32 [2], but the trainer's is"
                + " F32 [4]");
  }

  /** State moves when a gradient comes to lie elsewhere. */
  @Test
  void aGradientMayBeBoundAnew() {
    float[] w = random(1, 2000);
    float[] same = w.clone();
    float[] gradient = random(2, 2000);
    Trainer trainer =
        Trainer.of(
            RowWise.of(),
            Parameter.of("w", FloatTensor.wrap(w, 40, 50), FloatTensor.wrap(gradient, 40, 50)));
    Trainer plain =
        Trainer.of(
            RowWise.of(),
            Parameter.of("w", FloatTensor.wrap(same, 40, 50), FloatTensor.wrap(gradient, 40, 50)));
    trainer.step();
    plain.step();
    float[] longer = new float[2005];
    System.arraycopy(gradient, 0, longer, 5, 2000);
    trainer.rebindGradient("w", FloatTensor.slice(longer, 5, 40, 50));
    trainer.step();
    plain.step();
    assertThat(w).containsExactly(same);
  }

  @Test
  void aGroupMayHaveSuchARuleAndOthersNot() {
    float[] bias = {1};
    float[] gradientOfBias = {1};
    float[] w = {1, 2};
    Parameter matrix =
        Parameter.of("w", FloatTensor.wrap(w, 1, 2), FloatTensor.wrap(new float[] {1, 1}, 1, 2));
    Trainer trainer =
        Trainer.builder(Adam.of(0.1))
            .parameters(matrix, Parameter.of("bias", bias, gradientOfBias))
            .groups(Group.of(matrix).withOptimizer(RowWise.of()))
            .build();
    trainer.step();
    assertThat(w[0]).isCloseTo(0.9f, within(1e-6f));
    assertThat(bias[0]).isCloseTo(0.9f, within(1e-6f));
  }

  /** A mean of 1 halves at every step until it would be subnormal. */
  @Test
  void aSlotInAShapeOfItsOwnVanishesToo() {
    Trainer trainer = Trainer.of(RowWise.of(), Parameter.of("w", FloatTensor.zeros(3, 70)));
    for (int i = 0; i < 400; i++) {
      trainer.step();
    }
    assertThat(((FloatTensor) trainer.checkpoint().tensor("w/row_mean")).toArray())
        .containsExactly(0, 0, 0);
  }

  @Test
  void aParameterThatTheSlotHasNoShapeForIsNamed() {
    Parameter vector = Parameter.of("bias", new float[3], new float[3]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(RowWise.of(), vector))
        .withMessageStartingWith("parameter \"bias\" FLOAT32 [3]: ")
        .withMessageContaining(
            "slot \"row_mean\" of org.talweg.training.WholeParameterTest$RowWise.of(")
        .withMessageEndingWith("rows are those of a matrix");
    @SuppressWarnings("NullAway")
    UnaryOperator<Shape> nothing = parameter -> null;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(new RowWise(nothing), vector))
        .withMessageEndingWith("the shape of slot row_mean");
  }

  @Test
  void anElementwiseRuleHasNoShapeToAskFor() {
    assertThatThrownBy(() -> new FloatView().shape())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("parts of parameters, which have no shape");
    assertThat(new DoubleView(Shape.of(2, 3)).shape()).isEqualTo(Shape.of(2, 3));
  }
}
