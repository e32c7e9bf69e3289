// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/** The same seed and names give the same bits, whatever else happens. */
class ReproducibilityTest {
  private static final Fan FAN = Fan.of(784, 128);

  private static Parameter parameter(String name) {
    return Parameter.of(name, Tensor.zeros(DataType.FLOAT32, Shape.of(37, 91)));
  }

  private static float[] values(Parameter parameter) {
    return ((FloatTensor) parameter.value()).array();
  }

  @Test
  void theOrderOfParametersDoesNotMatter() {
    Parameter a = parameter("a");
    Parameter b = parameter("b");
    He.normal().fill(a, FAN, 42);
    Xavier.uniform().fill(b, FAN, 42);
    Parameter laterA = parameter("a");
    Parameter earlierB = parameter("b");
    Xavier.uniform().fill(earlierB, FAN, 42);
    He.normal().fill(laterA, FAN, 42);
    assertThat(values(laterA)).isEqualTo(values(a));
    assertThat(values(earlierB)).isEqualTo(values(b));
  }

  @Test
  void threadsDoNotMatter() {
    Parameter[] alone =
        IntStream.range(0, 8).mapToObj(i -> parameter("p" + i)).toArray(Parameter[]::new);
    for (Parameter parameter : alone) {
      He.normal().fill(parameter, FAN, 42);
    }
    Parameter[] together =
        IntStream.range(0, 8).mapToObj(i -> parameter("p" + i)).toArray(Parameter[]::new);
    Arrays.stream(together).parallel().forEach(p -> He.normal().fill(p, FAN, 42));
    for (int i = 0; i < alone.length; i++) {
      assertThat(values(together[i])).as(alone[i].name()).isEqualTo(values(alone[i]));
    }
  }

  @Test
  void anElementDoesNotDependOnTheSizeOfItsTensor() {
    RandomStream stream = RandomStream.of(42, "w");
    double[] large = new double[5000];
    Normal.of(0, 1).fill(DoubleTensor.wrap(large, 5000), stream);
    for (int size : new int[] {1, 3, 4, 5, 511, 512, 513, 1023, 1024, 1025, 2048, 4097}) {
      double[] small = new double[size];
      Normal.of(0, 1).fill(DoubleTensor.wrap(small, size), stream);
      assertThat(small).as("size %d", size).isEqualTo(Arrays.copyOf(large, size));
    }
  }

  /** A float's number u has the upper 32 of the double's 64 bits: they differ by 2⁻³³ at most. */
  @Test
  void floatsAndDoublesStartAlike() {
    RandomStream stream = RandomStream.of(42, "w");
    DoubleTensor doubles = DoubleTensor.zeros(2000);
    FloatTensor floats = FloatTensor.zeros(2000);
    Uniform.of(-0.5, 0.5).fill(doubles, stream);
    Uniform.of(-0.5, 0.5).fill(floats, stream);
    long[] bits = new long[2000];
    stream.bits(0, bits, 2000);
    for (int i = 0; i < 2000; i++) {
      double u = ((bits[i] >>> 32) + 0.5) * 0x1p-32;
      assertThat(floats.array()[i]).as("element %d", i).isEqualTo((float) (u - 0.5));
      assertThat(u - 0.5).as("element %d", i).isCloseTo(doubles.array()[i], within(0x1p-33));
    }
    Normal.of(0, 1).fill(doubles, stream);
    Normal.of(0, 1).fill(floats, stream);
    for (int i = 0; i < 2000; i++) {
      // dz = du / φ(z), at most 2⁻³³ / φ(4) = 9e-7 within four deviations; then the rounding
      assertThat((double) floats.array()[i])
          .as("element %d", i)
          .isCloseTo(doubles.array()[i], within(2e-6));
    }
  }

  @Test
  void aGeneratorOfTheSameSeedGivesTheSameValues() {
    assertThat(fromGenerator(new SplittableRandom(9)))
        .isEqualTo(fromGenerator(new SplittableRandom(9)))
        .isNotEqualTo(fromGenerator(new SplittableRandom(10)));
    // new Random(9).nextLong() is -4977640823216473640; its algorithm is part of its contract.
    double u = ((-4977640823216473640L >>> 12) + 0.5) / (1L << 52);
    assertThat(fromGenerator(new Random(9))[0]).isEqualTo(2 * u - 1);
  }

  private static double[] fromGenerator(RandomGenerator generator) {
    DoubleTensor tensor = DoubleTensor.zeros(100);
    Uniform.of(-1, 1).fill(tensor, RandomStream.of(generator));
    return tensor.array();
  }

  private static void pin(Initializer initializer, double... expected) {
    DoubleTensor tensor = DoubleTensor.zeros(expected.length);
    initializer.fill(tensor, FAN, RandomStream.of(42, "layer1.weight"));
    assertThat(tensor.array()).as(initializer.toString()).containsExactly(expected);
  }

  /**
   * A change of these values breaks what users have recorded under a seed: it is a deliberate act,
   * noted in the change log. Worked out apart from this library, with a Philox and the formulas in
   * Python.
   */
  @Test
  void theFirstValuesOfEveryInitializerArePinned() {
    pin(
        LeCun.normal(),
        -0.012793159704379808,
        -0.00335749494647797,
        0.06472627278783899,
        -0.07305533257187428);
    pin(
        LeCun.uniform(),
        -0.017308921409286446,
        -0.004633153918050082,
        0.057532891365617025,
        -0.05933506661800798);
    pin(
        LeCun.fanInUniform(),
        -0.009993310435033605,
        -0.0026749526617831838,
        0.03321663031719648,
        -0.03425711668429128);
    pin(
        Xavier.normal(),
        -0.016774648610189104,
        -0.004402414981059909,
        0.0848703922215188,
        -0.09579162312607922);
    pin(
        Xavier.uniform(),
        -0.022695806288008425,
        -0.006075084711527778,
        0.07543828565323099,
        -0.07780133413315324);
    pin(
        He.normal(),
        -0.018092259959538903,
        -0.004748214888908275,
        0.09153677281842251,
        -0.10331584212682156);
    pin(
        He.uniform(),
        -0.024478511407062916,
        -0.006552269107468469,
        0.08136379525179353,
        -0.08391245593549798);
    pin(
        He.normal(0.2),
        -0.017740920495900436,
        -0.004656007764091363,
        0.08975919054085499,
        -0.1013095182822951);
    pin(
        He.uniform(0.2),
        -0.02400315525544565,
        -0.006425028468710173,
        0.07978376532478137,
        -0.08228293274011517);
    pin(
        Normal.of(1, 2),
        0.2835830565547307,
        0.8119802829972337,
        4.624671276118983,
        -3.0910986240249603);
    pin(
        Uniform.of(-1, 3),
        0.4403746156381181,
        0.8502026509401417,
        2.860131297763003,
        -0.9183985343203118);
  }
}
