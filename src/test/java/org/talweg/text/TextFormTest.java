// SPDX-License-Identifier: Apache-2.0
package org.talweg.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.gradient.AdaptiveClipping;
import org.talweg.gradient.CentralizeGradients;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ClipByValue;
import org.talweg.gradient.GradientNoise;
import org.talweg.gradient.GradientTransform;
import org.talweg.gradient.NormType;
import org.talweg.gradient.NormalizeGradients;
import org.talweg.gradient.ScaleGradients;
import org.talweg.optimizer.AdEMAMix;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Adopt;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.RAdam;
import org.talweg.optimizer.Rprop;
import org.talweg.optimizer.Sgd;
import org.talweg.projection.Interval;
import org.talweg.projection.MaxNorm;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.Epsilon;
import org.talweg.rule.Flag;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Optimizer;
import org.talweg.rule.Rule;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.training.Group;
import org.talweg.training.WeightAverage;

/** What is written is read back, equal is what has one text, and nothing passes for another. */
class TextFormTest {
  private static final long SEED = 20261130;

  private static final TextForm FORM = TextForm.standard();

  private static Optimizer read(String text) {
    return FORM.read(Optimizer.class, text);
  }

  private static Stream<Optimizer> rules() {
    return Stream.concat(Catalogue.variants(), Catalogue.options()).map(Variant::rule);
  }

  @Test
  void everyRuleInEveryVariantIsReadBack() {
    assertThat(rules()).hasSizeGreaterThan(80);
    rules()
        .map(rule -> rule.equals(Adopt.of(0.01)) ? Adopt.of(0.01).withClip(2) : rule)
        .forEach(
            rule -> {
              String text = TextForm.write(rule);
              assertThat(read(text)).as(text).isEqualTo(rule).hasToString(text);
            });
  }

  @Test
  void aTextIsAsPeopleWriteIt() {
    for (String text :
        List.of(
            "Adam.of(Schedule.cosine(0.001, 20000).warmUp(500)).withBetas(0.9, 0.95)",
            "AdamW.of(3e-5).withWeightDecay(0.1)",
            "Momentum.of(0.1).with(Momentum.MOMENTUM, Schedule.linear(0.5, 0.95, 1000))",
            "RAdam.of(0.001).withEpsilon(Epsilon.both(1e-8, 1e-6)).withWeightDecay(0.01)",
            "Rprop.of(0.01).withFactors(0.4, 1.2).withStepSizes(0, 50)",
            "Sgd.of(0.1).withWeightDecay(WeightDecay.decoupled(Schedule.constant(0.1).then(5, 0)))",
            "Adopt.of(0.001)",
            "Asgd.of(0.01).withAveragingStart(3000000000L)")) {
      assertThat(read(text)).hasToString(text);
    }
    assertThat(read("Momentum.of(0.1).withMomentum(0.5)"))
        .isEqualTo(Momentum.of(0.1).withMomentum(0.5));
    assertThat(AdamW.of(0.1).withWeightDecay(0))
        .hasToString("AdamW.of(0.1).withWeightDecay(WeightDecay.NONE)");
    assertThat(RAdam.of(0.1).withEpsilon(1e-6)).hasToString("RAdam.of(0.1).withEpsilon(1e-6)");
    assertThat(read("RAdam.of(0.1).withEpsilon(1e-6)").hyperparameters().epsilon())
        .isEqualTo(Epsilon.hat(1e-6));
    assertThat(Rprop.of(0.01).withStepSizes(1e-6, 50)).hasToString("Rprop.of(0.01)");
  }

  /** A predicate with a text: it decides by its number alone. */
  public record Smaller(long size) implements BiPredicate<String, Shape> {
    @Override
    public boolean test(String name, Shape shape) {
      return shape.size() < size;
    }
  }

  @Test
  void aGroupIsReadBackWithAllThatItSays() {
    List<Group> groups =
        List.of(
            Group.matching("*.bias").withWeightDecay(WeightDecay.NONE),
            Group.named("a", "b \"<c>\"").withRateFactor(0.1).frozen(),
            Group.of(Parameter.of("w", new float[2], new float[2])).withLearningRate(1e-4),
            Group.matching("*")
                .withOptimizer(AdamW.of(Schedule.cosine(0.1, 9)))
                .withRateFactor(Schedule.linear(0, 1, 9))
                .withTransform(ClipByNorm.global(1))
                .withTransform(ClipByValue.of(2))
                .withProjection(Interval.nonNegative())
                .withProjection(MaxNorm.perRow(3)),
            Group.where("small", new Smaller(5)));
    TextForm form = FORM.with(Smaller.class);
    for (Group group : groups) {
      String text = TextForm.write(group);
      assertThat(form.read(Group.class, text)).as(text).isEqualTo(group).hasToString(text);
    }
    assertThat(groups.get(1))
        .hasToString(
            "Group.named(\"a\", \"b \\\"\\u003cc\\u003e\\\"\").withRateFactor(0.1).frozen()");
    Group lambda = Group.where("vectors", (name, shape) -> shape.rank() == 1);
    assertThat(lambda).hasToString("Group.where(\"vectors\", <lambda>)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextForm.write(lambda))
        .withMessageContaining("<lambda> has no text");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FORM.read(Group.class, "Group.named(\"a\", 2)"))
        .withMessageContaining("no named takes (\"a\", 2)");
    assertThatIllegalArgumentException().isThrownBy(() -> FORM.read(Group.class, "Group.named()"));
  }

  @Test
  void everyHyperparameterHasItsPublicConstant() throws ReflectiveOperationException {
    for (Optimizer rule : rules().toList()) {
      Schedule varying = Schedule.linear(0.5, 0.25, 100);
      for (Hyperparameter number : rule.hyperparameters().numbers()) {
        if (number != Hyperparameter.LEARNING_RATE
            && number.allows(0.5)
            && !number.name().matches("grow|dampening")) {
          Optimizer changed = ((AbstractOptimizer<?>) rule).with(number, varying);
          assertThat(read(TextForm.write(changed))).isEqualTo(changed);
        }
      }
    }
    assertThat(AdEMAMix.of(1e-3).withWarmUp(9).toString())
        .contains(
            "AdEMAMix.BETA3, Schedule.halfLife(Schedule.constant(0.9), Schedule.constant(0.9999), 9)");
  }

  @Test
  void equalityIsByMeaning() {
    Schedule rate = Schedule.constant(1e-3);
    for (Schedule same :
        List.of(
            rate.times(1),
            rate.plus(0),
            Schedule.constant(1).times(rate),
            rate.then(5, 1e-3),
            rate.repeat(3),
            rate.perEpoch(7),
            rate.clamp(0, 1),
            Schedule.constant(5e-4).times(2))) {
      assertThat(same).isEqualTo(rate).hasToString("0.001").hasSameHashCodeAs(rate);
      assertThat(same.isConstant()).isTrue();
    }
    Schedule line = Schedule.linear(0, 0.1, 9);
    assertThat(line.then(9, Schedule.cosine(0.1, 20)))
        .isEqualTo(Schedule.cosine(0.1, 20).warmUp(9));
    assertThat(line.times(1)).isEqualTo(line);
    assertThat(Schedule.cosine(0.1, 0, 9)).hasToString("Schedule.cosine(0.1, 9)");
    assertThat(WeightDecay.decoupled(0))
        .isEqualTo(WeightDecay.NONE)
        .hasToString("WeightDecay.NONE");
  }

  /** Seeded compositions: read back equal, with the same text and the same bits at every step. */
  @Test
  void everyScheduleIsReadBack() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 3_000; i++) {
      Schedule schedule = schedule(random, 3);
      String text = TextForm.write(schedule);
      Schedule back = FORM.read(Schedule.class, text);
      assertThat(back).as("%s, seed %d", text, SEED).isEqualTo(schedule).hasToString(text);
      long step = random.nextLong(1, 400);
      assertThat(back.at(step)).isEqualTo(schedule.at(step));
    }
  }

  private static Schedule schedule(SplittableRandom random, int depth) {
    double a = random.nextInt(3) == 0 ? 0 : random.nextDouble() / (1 << random.nextInt(40));
    double b = random.nextDouble(1, 2);
    long n = random.nextLong(1, 60);
    Schedule inside = depth == 0 ? Schedule.constant(a) : schedule(random, depth - 1);
    return switch (random.nextInt(24)) {
      case 0 -> Schedule.step(a, n, b);
      case 1 -> Schedule.multiStep(a, b, n, n + 3);
      case 2 -> Schedule.exponential(a, 1 / b, n);
      case 3 -> Schedule.inverseTime(a, b);
      case 4 -> Schedule.inverseSqrt(a, n);
      case 5 -> Schedule.noam(n, n + 1);
      case 6 -> Schedule.linear(a, b, n);
      case 7 -> Schedule.polynomial(a, b, n, b);
      case 8 -> Schedule.polynomialCycles(a, b, n, 1);
      case 9 -> Schedule.cosine(b, a, n);
      case 10 -> Schedule.cosine(b, a, n, 2);
      case 11 -> Schedule.cosineRestarts(b, a, n, random.nextBoolean() ? 1 : b + 0.1, 0.5);
      case 12 -> Schedule.oneCycle(b, n + 20).withLinear(random.nextBoolean());
      case 13 -> Schedule.oneCycle(b, n + 20).withThreePhases(true).momentum(b, a);
      case 14 -> Schedule.cyclic(a, b, n, n + random.nextInt(2), inside);
      case 15 -> Schedule.warmUpStableDecay(b, n, n, n);
      case 16 -> Schedule.multiplicative(a, inside, (int) n);
      case 17 -> inside.then(n, schedule(random, 0));
      case 18 -> inside.warmUp(a, n);
      case 19 -> inside.times(schedule(random, 0));
      case 20 -> inside.plus(a);
      case 21 -> inside.clamp(a, b);
      case 22 -> inside.repeat(n);
      default -> inside.perEpoch(n).warmUp(n);
    };
  }

  @Test
  void numbersAreTheShortestDecimalsOnEveryJdk() {
    for (String number :
        List.of(
            "0",
            "20000",
            "0.0001",
            "9.99e-5",
            "1e7",
            "9999999",
            "1e-8",
            "0.1",
            "5e-324",
            "2e23",
            "1.7976931348623157e308",
            "5.684341886080802e-14",
            "-0.25")) {
      assertThat(FORM.read(Schedule.class, number)).hasToString(number);
    }
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String text = Schedule.constant(value).toString();
        assertThat(Double.parseDouble(text)).as("%s, seed %d", text, SEED).isEqualTo(value);
      }
    }
  }

  @Test
  void transformsDecaysAndAveragesAreReadBack() {
    for (GradientTransform transform :
        List.of(
            ClipByNorm.global(1),
            ClipByNorm.perParameter(Schedule.linear(1, 0.5, 9)).exact().withNorm(NormType.SUM),
            ClipByValue.of(0.5),
            new ScaleGradients(0.25),
            AdaptiveClipping.of(0.01),
            new CentralizeGradients(),
            GradientNoise.of(0.3, Long.MIN_VALUE),
            NormalizeGradients.global(),
            NormalizeGradients.perParameter().withEpsilon(1e-3))) {
      String text = TextForm.write(transform);
      assertThat(FORM.read(GradientTransform.class, text)).as(text).isEqualTo(transform);
    }
    assertThat(TextForm.write(new ScaleGradients(0.25))).isEqualTo("new ScaleGradients(0.25)");
    WeightDecay decay = WeightDecay.l2(Schedule.step(0.1, 9, 0.5));
    assertThat(FORM.read(WeightDecay.class, TextForm.write(decay))).isEqualTo(decay);
    WeightAverage average =
        WeightAverage.exponential(0.999).withBiasCorrection().startingAt(5).every(2);
    assertThat(FORM.read(WeightAverage.class, TextForm.write(average))).isEqualTo(average);
    WeightAverage lookahead = WeightAverage.lookahead(5, 0.5);
    assertThat(FORM.read(WeightAverage.class, TextForm.write(lookahead))).isEqualTo(lookahead);
  }

  /** Of a class of one's own, with whatever text it likes. */
  private record Posing(String text) implements Schedule {
    @Override
    public double at(long step) {
      return 1;
    }

    @Override
    public String toString() {
      return text.isEmpty() ? String.valueOf(Integer.parseInt("no number")) : text;
    }
  }

  @Test
  void aScheduleWithoutANameCantBeWritten() {
    for (Schedule nameless : List.<Schedule>of(t -> 1, new Posing("0.1"), new Posing(""))) {
      for (Optimizer rule :
          List.of(
              Adam.of(nameless),
              Adam.of(Schedule.constant(2).times(nameless.warmUp(3))),
              Sgd.of(0.1).withWeightDecay(WeightDecay.l2(nameless)),
              Momentum.of(1).with(Momentum.MOMENTUM, nameless))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> TextForm.write(rule))
            .withMessageContaining("can't be written: <")
            .withMessageContaining("Schedule.named");
        assertThatIllegalArgumentException().isThrownBy(() -> read(rule.toString()));
      }
    }
  }

  @Test
  void aNamedScheduleIsReadByWhoeverKnowsIt() {
    Schedule mine = Schedule.named("a \"root\" <t>", t -> 1 / Math.sqrt((double) t));
    Optimizer rule = Sgd.of(mine.times(0.1));
    String text = TextForm.write(rule);
    assertThat(FORM.with(mine).read(Optimizer.class, text)).isEqualTo(rule);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text))
        .withMessageContaining("is not known to the reader");
    assertThatIllegalArgumentException().isThrownBy(() -> FORM.with(Schedule.constant(1)));
    assertThat(mine)
        .isEqualTo(Schedule.named("a \"root\" <t>", t -> 2))
        .isNotEqualTo(Schedule.named("b", mine));
  }

  /** A rule of someone else's with the library's name. */
  public static final class Sgd2 {
    private Sgd2() {}

    /** The rule. */
    public static final class Sgd extends AbstractOptimizer<Sgd> {
      private static final Flag TURNED = new Flag("turned", false);

      private Sgd(Hyperparameters hyperparameters) {
        super(hyperparameters);
      }

      public static Sgd of(double rate) {
        return new Sgd(
            Hyperparameters.declare().withFlags(TURNED).with(Hyperparameter.LEARNING_RATE, rate));
      }

      public Sgd withTurned(boolean turned) {
        return with(hyperparameters().with(TURNED, turned));
      }

      @Override
      protected Sgd with(Hyperparameters changed) {
        return new Sgd(changed);
      }

      @Override
      public Rule rule() {
        return Rule.of(new Enum<?>[0], s -> {}, c -> {}, c -> {});
      }
    }
  }

  @Test
  void aForeignRuleHasItsFullClassName() {
    Optimizer rule = Sgd2.Sgd.of(0.1).withTurned(true);
    String text = TextForm.write(rule);
    assertThat(text)
        .isEqualTo("org.talweg.text.TextFormTest$Sgd2$Sgd.of(0.1).withTurned(true)")
        .isNotEqualTo(TextForm.write(Sgd.of(0.1)));
    assertThat(FORM.with(Sgd2.Sgd.class).read(Optimizer.class, text)).isEqualTo(rule);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text))
        .withMessageContaining("unknown type");
  }

  @Test
  void aTextMayBeBriefer() {
    assertThat(FORM.read(Schedule.class, " cosine( .1,1_000 ) . warmUp(5e1) "))
        .isEqualTo(Schedule.cosine(0.1, 1000).warmUp(50));
    assertThat(FORM.read(Schedule.class, "0.1.then(30, 1e-2)"))
        .isEqualTo(Schedule.constant(0.1).then(30, 0.01));
    assertThat(FORM.read(Schedule.class, "cyclic(0, 1, 5, 5, 1)"))
        .isEqualTo(Schedule.cyclic(0, 1, 5));
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    fails("cosin(1, 2)", "character 1: unknown \"cosin\", expected one of constant, cosine,");
    fails("cosine(1, 9).the(2, 3)", "character 14: unknown \"the\", expected one of clamp,");
    fails("warmUp(1)", "character 1: unknown \"warmUp\"");
    fails("noam(512)", "character 1: no noam takes (512), only noam(long, long)");
    fails("cosine(1, 9", "character 12: expected , or ), but found the end");
    fails("cosine 1", "character 1: unknown constant \"Schedule.cosine\"");
    fails("cosine(1, 9) x", "character 14: expected the end or a dot, but found \"x\"");
    fails("", "character 1: expected a value, but found the end");
    fails("cosine(1, 2.5)", "no cosine takes (1, 2.5)");
    fails("cosine(1, 9).withRise(0.2)", "unknown \"withRise\"");
    fails(
        "linear(0, 1, 0)",
        "character 1: linear: the number of steps must be at least 1, but was 0");
    fails("linear(0, 1e999, 5)", "a number must be finite");
    fails("cosine(0.1, 5).clamp(0, 1).inside()", "unknown \"inside\"");
    fails("Adam.of(0.1)", "expected Schedule, but the text is Adam.of(0.1)");
    fails("java.lang.Runtime.getRuntime()", "unknown type \"java.lang.Runtime\"");
    fails("Trainer.of(1)", "unknown type \"Trainer\"");
    fails("adam.of(1)", "unknown type \"adam\"");
  }

  private static void fails(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FORM.read(Schedule.class, text))
        .as(text)
        .withMessageContaining(message);
  }

  @Test
  void lengthDepthCallsAndMemoryAreBounded() {
    fails("1".repeat(70_000), "at most 65536 characters");
    fails("constant(".repeat(5_000), "nested more than 64 deep");
    fails("cosine(1, 9)" + ".repeat(1)".repeat(3_000), "more than 2000 calls");
    fails("multiplicative(1, 1, 2000000000)", "at most 4194304 together");
    fails("multiplicative(1, multiplicative(1, 1, 4000000), 4000000)", "at most 4194304 together");
    fails("named(\"" + "\\\\".repeat(30_000), "expected a quotation mark");
  }

  /** Whatever a text is, it is a value or an IllegalArgumentException, and soon. */
  @Test
  void hostileTextsAreErrors() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> texts = rules().map(Optimizer::toString).toList();
    String signs = "().,\"\\<>0e-Ax _L$";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
      for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, signs.charAt(random.nextInt(signs.length())));
          default -> text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
        }
      }
      try {
        assertThat(read(text.toString())).isInstanceOf(Optimizer.class);
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage())
            .as("%s, seed %d", text, SEED)
            .isNotNull()
            .hasSizeLessThan(2_000)
            .isEqualTo(e.getMessage().strip());
      } catch (RuntimeException e) {
        throw new AssertionError(String.format(Locale.ROOT, "%s, seed %d", text, SEED), e);
      }
    }
  }
}
