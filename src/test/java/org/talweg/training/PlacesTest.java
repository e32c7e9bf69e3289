// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.gradient.NormType;
import org.talweg.optimizer.Sgd;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;

/** Parameters in slices, rows and buffers. */
class PlacesTest {
  @Test
  void slicesOfOneArrayAreParametersOfTheirOwn() {
    float[] weights = {1, 2, 3, 4, 5, 6};
    float[] gradients = {1, 1, 1, 1, 1, 1};
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(
                Parameter.of(
                    "kernel",
                    FloatTensor.slice(weights, 0, 2, 2),
                    FloatTensor.slice(gradients, 0, 2, 2)),
                Parameter.of(
                    "bias", FloatTensor.slice(weights, 5, 1), FloatTensor.slice(gradients, 4, 1)))
            .groups(Group.matching("bias").withRateFactor(2))
            .build();
    trainer.step();
    assertThat(weights).containsExactly(0, 1, 2, 3, 5, 4);
    assertThat(trainer.parameter("kernel").value().shape()).isEqualTo(Shape.of(2, 2));
  }

  /** State of a huge array's length would be nearly all waste. */
  @Test
  void aFewSlicesOfAHugeArrayNeedLittleState() {
    float[] weights = new float[1 << 20];
    float[] gradients = new float[1 << 20];
    int far = (1 << 20) - 300;
    gradients[far] = 1;
    gradients[far + 299] = 2;
    Trainer trainer =
        Trainer.of(
            Sgd.of(1),
            Parameter.of(
                "far",
                FloatTensor.slice(weights, far, 300),
                FloatTensor.slice(gradients, far, 300)));
    trainer.step();
    assertThat(weights[far]).isEqualTo(-1);
    assertThat(weights[far + 299]).isEqualTo(-2);
    assertThat(weights[far - 1]).isZero();
  }

  @Test
  void slicesThatOverlapAreNamedWithBothParameters() {
    double[] array = new double[10];
    Parameter first = Parameter.of("a", DoubleTensor.slice(array, 0, 5));
    Parameter second = Parameter.of("b", DoubleTensor.slice(array, 4, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(Sgd.of(1), first, second))
        .withMessageStartingWith(
            "the value of parameter \"b\" has elements in common with the value of parameter \"a\"");
    Parameter gradient = Parameter.of("c", DoubleTensor.zeros(3), DoubleTensor.slice(array, 4, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(Sgd.of(1), first, gradient))
        .withMessage(
            "the gradient of parameter \"c\" has elements in common with the value of parameter"
                + " \"a\"");
    Trainer.of(Sgd.of(1), first, Parameter.of("d", DoubleTensor.slice(array, 5, 5)));
  }

  @Test
  void rowsAreOneParameter() {
    float[][] equal = {{1, 2}, {3, 4}};
    assertThat(FloatTensor.rows(equal).shape()).isEqualTo(Shape.of(2, 2));
    double[][] ragged = {{1}, {}, {2, 3}, {}};
    double[][] gradient = {{1}, {}, {2, 3}, {}};
    Trainer trainer =
        Trainer.of(
            Sgd.of(0.5),
            Parameter.of("ragged", DoubleTensor.rows(ragged), DoubleTensor.rows(gradient)),
            Parameter.of("none", DoubleTensor.rows(new double[0][])),
            Parameter.of("narrow", DoubleTensor.rows(new double[3][0])));
    trainer.step();
    assertThat(ragged).isDeepEqualTo(new double[][] {{0.5}, {}, {1, 1.5}, {}});
    assertThat(DoubleTensor.rows(ragged).toArray()).containsExactly(0.5, 1, 1.5);
    assertThat(DoubleTensor.rows(new double[3][0]).shape()).isEqualTo(Shape.of(3, 0));
  }

  @Test
  void aRowTwiceOrNoneIsRefused() {
    float[] row = new float[2];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatTensor.rows(new float[][] {row, row}))
        .withMessage("row 1 is the same array as an earlier row");
    assertThatNullPointerException()
        .isThrownBy(() -> FloatTensor.rows(new float[][] {row, null}))
        .withMessage("row 1");
  }

  @Test
  void aRowThatWasReplacedIsAnErrorOfEveryCallAndChangesNothing() {
    float[][] weights = new float[3][400];
    float[][] gradient = new float[3][400];
    float[] other = {1, 2};
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(
                Parameter.of("first", other, new float[] {1, 1}),
                Parameter.of("rows", FloatTensor.rows(weights), FloatTensor.rows(gradient)))
            .average(WeightAverage.exponential(0.5))
            .build();
    Checkpoint start = trainer.checkpoint();
    float[] bound = weights[2];
    gradient[0][0] = 1;
    weights[2] = new float[400];
    List<Runnable> calls =
        List.of(
            trainer::step,
            trainer::checkpoint,
            trainer::useAverages,
            trainer::zeroGradients,
            () -> trainer.restore(start),
            () -> trainer.loadValues(start),
            () -> trainer.gradientNorm(NormType.EUCLIDEAN));
    for (Runnable call : calls) {
      assertThatIllegalStateException()
          .isThrownBy(call::run)
          .withMessage(
              "parameter \"rows\" FLOAT32 [3, 400]: row 2 was replaced by another array after the"
                  + " tensor was made; copy into the row, or make a new tensor and trainer");
    }
    assertThat(trainer.stepCount()).isZero();
    assertThat(other).containsExactly(1, 2);
    assertThat(gradient[0][0]).isEqualTo(1);
    weights[2] = bound;
    trainer.step();
    assertThat(weights[0][0]).isEqualTo(-1);
  }

  @Test
  void buffersOfEitherOrderAndAtAnyPositionAreSteppedInPlace() {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      for (boolean direct : new boolean[] {true, false}) {
        ByteBuffer bytes = direct ? ByteBuffer.allocateDirect(20) : ByteBuffer.allocate(20);
        FloatBuffer floats = bytes.order(order).asFloatBuffer();
        floats.put(new float[] {1, 2, 3, 4, 5}).position(1).limit(4);
        Trainer trainer =
            Trainer.of(
                Sgd.of(1),
                Parameter.of(
                    "w", FloatTensor.wrap(floats), FloatTensor.wrap(new float[] {1, 1, 1})));
        floats.clear();
        trainer.step();
        float[] after = new float[5];
        floats.get(0, after);
        assertThat(after).as("%s, direct %s", order, direct).containsExactly(1, 1, 2, 3, 5);
      }
    }
    float[] array = {1, 2, 3, 4, 5};
    FloatTensor heap = FloatTensor.wrap(FloatBuffer.wrap(array, 2, 2), 2, 1);
    assertThat(heap.hasArray()).isTrue();
    assertThat(heap.arrayOffset()).isEqualTo(2);
    assertThat(heap.toArray()).containsExactly(3, 4);
  }

  @Test
  void aMappedFileIsSteppedInPlace(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("weights");
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer bytes =
          channel.map(FileChannel.MapMode.READ_WRITE, 0, 8 * 300).order(ByteOrder.LITTLE_ENDIAN);
      DoubleTensor value = DoubleTensor.wrap(bytes.asDoubleBuffer(), 300);
      DoubleTensor gradient = DoubleTensor.zeros(300);
      gradient.fill(0.5);
      Trainer.of(Sgd.of(1), Parameter.of("w", value, gradient)).step();
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(8 * 300).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(bytes);
      assertThat(bytes.getDouble(0)).isEqualTo(-0.5);
      assertThat(bytes.getDouble(8 * 299)).isEqualTo(-0.5);
    }
  }

  @Test
  void aBufferIsWrittenTo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatTensor.wrap(FloatBuffer.allocate(3).asReadOnlyBuffer()))
        .withMessage("the buffer is read-only, but a tensor must be writable");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatTensor.wrap(FloatBuffer.allocate(3), 2))
        .withMessage("shape [2] has 2 elements, but the buffer's remaining elements are 3");
  }

  @Test
  void aBuilderUsedTwiceGivesTwoTrainers() {
    float[] w = {1};
    float[] v = {1};
    TrainerBuilder builder =
        Trainer.builder(Sgd.of(1)).parameters(Parameter.of("w", w, new float[] {1}));
    Trainer first = builder.build();
    Trainer second = builder.parameters(Parameter.of("v", v, new float[] {1})).build();
    first.step();
    assertThat(second.stepCount()).isZero();
    assertThat(first.parameters()).hasSize(1);
    assertThat(v).containsExactly(1);
    second.step();
    second.step();
    assertThat(first.stepCount()).isEqualTo(1);
    assertThat(v).containsExactly(-1);
  }
}
