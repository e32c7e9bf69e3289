// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.preset.Keras;
import org.talweg.preset.Optax;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.training.BareRule;
import org.talweg.training.Trainer;

class AdafactorTest {
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(3, 4),
          Shape.of(5, 1),
          Shape.of(1, 7),
          Shape.of(200, 30),
          Shape.of(2, 3, 4),
          Shape.of(2, 2, 5, 3),
          Shape.of(6),
          Shape.of(1000),
          Shape.of());

  /** What the rule's options come to. */
  private record Options(
      double rate, double exponent, double d, double e1, double e2, boolean added, int least) {}

  /** The formula, written down for a stack of matrices with arrays of its own for everything. */
  private static final class Reference {
    private final Options o;
    private final double[] w;
    private final int[] sides; // matrices, rows, columns
    private final boolean factored;
    private final double[][] rows;
    private final double[][] columns;
    private final double[] v;

    Reference(Options o, double[] w, Shape shape) {
      this.o = o;
      this.w = w.clone();
      int[] e = shape.toArray();
      int last = e.length > 1 ? e[e.length - 1] : w.length;
      int before = e.length > 1 ? e[e.length - 2] : 1;
      sides = new int[] {w.length / (last * before), before, last};
      factored = e.length > 1 && Math.min(last, before) >= o.least;
      rows = new double[sides[0]][before];
      columns = new double[sides[0]][last];
      v = new double[w.length];
    }

    private static double mean(double[] x) {
      return Arrays.stream(x).sum() / x.length;
    }

    private static double rms(double[] x) {
      return Math.sqrt(mean(Arrays.stream(x).map(a -> a * a).toArray()));
    }

    void step(int t, double[] g, double rate, double decay) {
      double fresh = Math.pow(t, -o.exponent);
      double[] u = new double[w.length];
      double[] squares = Arrays.stream(g).map(a -> o.added ? a * a + o.e1 : a * a).toArray();
      for (int b = 0; b < sides[0]; b++) {
        for (int i = 0; i < sides[1]; i++) {
          double sum = 0;
          for (int j = 0; j < sides[2]; j++) {
            sum += squares[index(b, i, j)];
          }
          rows[b][i] = (1 - fresh) * rows[b][i] + fresh * sum / sides[2];
        }
        for (int j = 0; j < sides[2]; j++) {
          double sum = 0;
          for (int i = 0; i < sides[1]; i++) {
            sum += squares[index(b, i, j)];
          }
          columns[b][j] = (1 - fresh) * columns[b][j] + fresh * sum / sides[1];
        }
        double mean = o.added ? mean(rows[b]) : Math.max(mean(rows[b]), o.e1);
        for (int i = 0; i < sides[1]; i++) {
          for (int j = 0; j < sides[2]; j++) {
            int k = index(b, i, j);
            v[k] = (1 - fresh) * v[k] + fresh * squares[k];
            double estimate = factored ? rows[b][i] * columns[b][j] / mean : v[k];
            u[k] = g[k] / Math.sqrt(o.added ? estimate : Math.max(estimate, o.e1 * o.e1));
          }
        }
      }
      double alpha = rate * Math.max(o.e2, rms(w)) / Math.max(1, rms(u) / o.d);
      for (int k = 0; k < w.length; k++) {
        w[k] = w[k] - decay * w[k] - alpha * u[k];
      }
    }

    private int index(int b, int i, int j) {
      return (b * sides[1] + i) * sides[2] + j;
    }
  }

  private static final Options PLAIN = new Options(0.02, 0.8, 1, Math.ulp(1d), 1e-3, false, 0);

  private static void requireFormula(Adafactor rule, Options o, boolean relative) {
    for (Shape shape : SHAPES) {
      SplittableRandom random = new SplittableRandom(shape.hashCode());
      double[] w = random.doubles(shape.size(), -1, 1).toArray();
      float[] single = new float[w.length];
      for (int i = 0; i < w.length; i++) {
        single[i] = (float) w[i];
        w[i] = single[i];
      }
      Reference reference = new Reference(o, w, shape);
      double[] g = new double[w.length];
      float[] singleGradient = new float[w.length];
      Trainer trainer =
          Trainer.builder(rule)
              .parameters(
                  Parameter.of("w", DoubleTensor.wrap(w, shape), DoubleTensor.wrap(g, shape)))
              .parameters(
                  Parameter.of(
                      "s",
                      FloatTensor.wrap(single, shape),
                      FloatTensor.wrap(singleGradient, shape)))
              .weightDecay(WeightDecay.decoupled(0.125))
              .build();
      for (int t = 1; t <= 40; t++) {
        for (int i = 0; i < g.length; i++) {
          singleGradient[i] = i % 5 == 4 ? 0 : (float) random.nextDouble(-2, 2);
          g[i] = singleGradient[i];
        }
        trainer.step();
        double rho = relative ? Math.min(o.rate, 1 / Math.sqrt(t)) : o.rate;
        reference.step(t, g, rho, o.rate * 0.125);
      }
      for (int i = 0; i < w.length; i++) {
        assertThat(w[i]).as("%s, element %d", shape, i).isCloseTo(reference.w[i], within(1e-13));
        assertThat(single[i]).as("%s, float", shape).isCloseTo((float) w[i], within(4e-6f));
      }
    }
  }

  @Test
  void matricesVectorsAndStacksFollowTheFormula() {
    requireFormula(Adafactor.of(0.02), PLAIN, true);
    requireFormula(Adafactor.of(0.5), new Options(0.5, 0.8, 1, Math.ulp(1d), 1e-3, false, 0), true);
  }

  @Test
  void everyOptionIsInTheFormula() {
    requireFormula(
        Adafactor.of(Schedule.constant(0.02))
            .withDecayExponent(0.6)
            .withClipThreshold(0.4)
            .withEpsilon(0.5)
            .withSmallestScale(2)
            .withSmallestFactored(4),
        new Options(0.02, 0.6, 0.4, 0.5, 2, false, 4),
        true);
    requireFormula(
        Adafactor.of(0.02).withEpsilon(0.25).withAddedEpsilon(true).withRelativeRate(false),
        new Options(0.02, 0.8, 1, 0.25, 1e-3, true, 0),
        false);
  }

  /**
   * Keras and optax compute some of it in single precision in float64 too (optax t^−c), so they are
   * no reference to 1e-12. A misplaced ε or mean would be seen all the same.
   */
  @ParameterizedTest
  @ValueSource(strings = {"keras", "optax"})
  void otherFrameworksAgreeAsFarAsTheirSinglePrecisionGoes(String framework) throws IOException {
    Path path = Path.of("src", "test", "resources", "adafactor", framework + ".json");
    JsonNode file = new ObjectMapper().readTree(path.toFile());
    assertThat(file.get("cases")).hasSize(2);
    for (JsonNode row : file.get("cases")) {
      JsonNode options = row.get("all_options");
      Adafactor rule =
          framework.equals("keras")
              ? Keras.adafactor(0.01)
                  .withRelativeRate(options.get("relative_step").asBoolean())
                  .withClipThreshold(options.get("clip_threshold").asDouble())
              : Optax.adafactor(0.01)
                  .withSmallestFactored(options.get("min_dim_size_to_factor").asInt());
      double[] w = numbers(file.get("initial"));
      double[] g = new double[w.length];
      Trainer trainer =
          Trainer.of(
              rule, Parameter.of("w", DoubleTensor.wrap(w, 3, 4), DoubleTensor.wrap(g, 3, 4)));
      JsonNode run = row.get("runs").get(0);
      assertThat(run.get("dtype").asText()).isEqualTo("float64");
      for (int t = 0; t < 40; t++) {
        System.arraycopy(numbers(file.get("gradients").get(t)), 0, g, 0, g.length);
        trainer.step();
        double[] expected = numbers(run.get("expected").get(t));
        for (int i = 0; i < w.length; i++) {
          assertThat(w[i]).isCloseTo(expected[i], within(1e-7 * Math.abs(expected[i])));
        }
      }
    }
  }

  private static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    Arrays.setAll(numbers, i -> list.get(i).asDouble());
    return numbers;
  }

  @Test
  void stateOfAMatrixIsRowsAndColumnsAlone() {
    Trainer trainer =
        Trainer.of(
            Adafactor.of(0.01),
            Parameter.of("matrix", FloatTensor.zeros(300, 200)),
            Parameter.of("stack", FloatTensor.zeros(5, 30, 20)),
            Parameter.of("bias", FloatTensor.zeros(200)));
    assertThat(shape(trainer, "matrix/row_mean_square")).isEqualTo(Shape.of(300, 1));
    assertThat(shape(trainer, "matrix/column_mean_square")).isEqualTo(Shape.of(1, 200));
    assertThat(shape(trainer, "stack/row_mean_square")).isEqualTo(Shape.of(5, 30, 1));
    assertThat(shape(trainer, "stack/column_mean_square")).isEqualTo(Shape.of(5, 1, 20));
    assertThat(shape(trainer, "bias/mean_square")).isEqualTo(Shape.of(200));
    assertThat(trainer.checkpoint().names())
        .as("what a shape does not need is not there")
        .doesNotContain("matrix/mean_square", "bias/row_mean_square");
  }

  private static Shape shape(Trainer trainer, String name) {
    return trainer.checkpoint().tensor(name).shape();
  }

  /** A gradient that vanishes in single precision is no reason for 0 / 0. */
  @Test
  void aParameterWithoutGradientStays() {
    for (Adafactor rule :
        List.of(Adafactor.of(0.1), Adafactor.of(0.1).withEpsilon(1e-30), Keras.adafactor(0.1))) {
      float[] w = {1, 2, 3, 4};
      Trainer trainer =
          Trainer.of(rule, Parameter.of("w", FloatTensor.wrap(w, 2, 2), FloatTensor.zeros(2, 2)));
      trainer.step();
      assertThat(w).as("%s", rule).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void optionsMustBeInTheirRange() {
    Adafactor rule = Adafactor.of(0.1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule.withEpsilon(0).withAddedEpsilon(true))
        .withMessage(
            "an epsilon that is added must be positive, but was 0.0: set withEpsilon first");
    assertThatIllegalArgumentException().isThrownBy(() -> rule.withClipThreshold(0));
    assertThatIllegalArgumentException().isThrownBy(() -> rule.withDecayExponent(-0.8));
    assertThatIllegalArgumentException().isThrownBy(() -> rule.withSmallestFactored(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BareRule.of(rule))
        .withMessageEndingWith("takes parameters as a whole, which a trainer alone gives it");
  }
}
