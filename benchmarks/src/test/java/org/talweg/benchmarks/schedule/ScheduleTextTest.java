package org.talweg.benchmarks.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.talweg.schedule.OneCycle;
import org.talweg.schedule.Schedule;

class ScheduleTextTest {
  /** Each call once, as a schedule prints it. */
  private static final List<String> PRINTED =
      List.of(
          "0.001",
          "step(0.1, 30, 0.5)",
          "multiStep(0.1, 0.3, 30, 80)",
          "exponential(0.1, 0.9)",
          "exponential(0.1, 0.9, 7)",
          "inverseTime(0.1, 0.05)",
          "inverseSqrt(0.1, 40)",
          "noam(512, 4000)",
          "linear(0.1, 0.01, 100)",
          "polynomial(0.1, 0.0, 100, 2.0)",
          "polynomialCycles(0.1, 0.01, 30, 1.0)",
          "cosine(0.1, 0.001, 100)",
          "cosine(0.1, 0.001, 100, 1.5)",
          "cosineRestarts(0.1, 1.0E-4, 20)",
          "cosineRestarts(0.1, 0.001, 20, 2.0)",
          "cosineRestarts(0.1, 0.001, 20, 1.0, 0.5)",
          "oneCycle(0.5, 120).withRise(0.2).withLinear(true).withThreePhases(true)"
              + ".withDivisors(10.0, 100.0).momentum(0.95, 0.85)",
          "cyclic(-0.01, 0.1, 10)",
          "cyclic(0.01, 0.1, 10, 20)",
          "cyclic(0.01, 0.1, 10, 10, exponential(1.0, 0.99))",
          "multiplicative(0.1, step(0.9, 5, 1.1), 60)",
          "linear(0.0, 0.1, 20).then(20, cosine(0.1, 0.0, 100)).then(120, 0.0)",
          "constant(0.1).times(linear(1.0, 0.0, 50)).plus(0.5).clamp(0.1, 0.2)",
          "cosine(0.1, 0.0, 20).repeat(20).perEpoch(9)");

  @Test
  void whatAScheduleIsReadFromIsWhatItPrints() {
    for (String text : PRINTED) {
      assertThat(read(text)).hasToString(text);
    }
  }

  @Test
  void aTextCanBeWrittenMoreBrieflyThanItIsPrinted() {
    assertThat(read(" cosine( .1,1_000 ) . warmUp(5e1) "))
        .isEqualTo(Schedule.cosine(0.1, 1000).warmUp(50));
    assertThat(read("0.1.then(30, 1e-2)")).isEqualTo(Schedule.constant(0.1).then(30, 0.01));
    assertThat(read("constant(2).warmUp(1, 4)")).isEqualTo(Schedule.constant(2).warmUp(1, 4));
    assertThat(read("warmUpStableDecay(1, 2, 3, 4)"))
        .isEqualTo(Schedule.warmUpStableDecay(1, 2, 3, 4));
    assertThat(read("oneCycle(1, 20).withLinear(false)")).isEqualTo(Schedule.oneCycle(1, 20));
    assertThat(read("cyclic(0, 1, 5, 5, 1)")).isEqualTo(Schedule.cyclic(0, 1, 5));
  }

  @Test
  void everyCallOfTheLibraryCanBeRead() {
    assertThat(signatures(Call.FIRST))
        .isEqualTo(
            calls(Stream.of(Schedule.class), method -> Modifier.isStatic(method.getModifiers())));
    assertThat(signatures(Call.FOLLOWING))
        .isEqualTo(
            calls(
                Stream.of(Schedule.class, OneCycle.class),
                method -> !Modifier.isStatic(method.getModifiers())));
  }

  @Test
  void whatIsWrongIsSaidInOneLine() {
    fails(
        "cosin(1, 2)",
        "unknown \"cosin\" for a schedule, expected one of constant, step, multiStep, exponential,"
            + " inverseTime, inverseSqrt, noam, linear, polynomial, polynomialCycles, cosine,"
            + " cosineRestarts, oneCycle, cyclic, warmUpStableDecay, multiplicative");
    fails(
        "cosine(1, 9).the(2, 3)",
        "unknown \"the\" for what follows a schedule, expected one of then, warmUp, times, plus,"
            + " clamp, repeat, perEpoch, withRise, withLinear, withThreePhases, withDivisors,"
            + " momentum");
    fails(
        "warmUp(1)",
        "unknown \"warmUp\" for a schedule, expected one of constant, step, multiStep, exponential,"
            + " inverseTime, inverseSqrt, noam, linear, polynomial, polynomialCycles, cosine,"
            + " cosineRestarts, oneCycle, cyclic, warmUpStableDecay, multiplicative");
    fails("noam(512)", "noam(width, warmUp) takes other arguments than the 1 given");
    fails(
        "exponential(1)",
        "exponential(value, factor) or exponential(value, factor, steps) takes other arguments than"
            + " the 1 given");
    fails("cosine(1, 9", "expected , or ) at character 12, but found the end");
    fails("cosine 1", "expected ( at character 8, but found \"1\"");
    fails("cosine(1, 9) x", "expected the end or a dot at character 14, but found \"x\"");
    fails("", "expected a schedule at character 1, but found the end");
    fails(
        "cosine(1, 2.5)", "argument 2 of cosine(from, steps) must be a whole number, but was 2.5");
    fails(
        "noam(linear(0, 1, 5), 3)",
        "argument 1 of noam(width, warmUp) must be a number, but was linear(0.0, 1.0, 5)");
    fails(
        "cosine(1, 9).withRise(0.2)",
        "withRise(rise) must follow oneCycle(…), but followed cosine(1.0, 0.0, 9)");
    fails("linear(0, 1, 0)", "the number of steps must be at least 1, but was 0");
  }

  @Test
  void aScheduleIsShownForAsLongAsItTakes() {
    assertThat(ScheduleText.read("0.1").steps()).isZero();
    assertThat(ScheduleText.read("cosine(0.1, 1000).warmUp(50)").steps()).isEqualTo(1050);
    assertThat(ScheduleText.read("linear(0, 1, 20).then(20, cosine(1, 30))").steps()).isEqualTo(50);
    assertThat(ScheduleText.read("linear(0, 1, 20).times(cosine(1, 30))").steps()).isEqualTo(30);
    assertThat(ScheduleText.read("linear(0, 1, 20).perEpoch(7)").steps()).isEqualTo(140);
    assertThat(ScheduleText.read("noam(1, 4e15).perEpoch(4e15)").steps()).isEqualTo(1L << 52);
  }

  private static Set<String> signatures(List<Call> calls) {
    return calls.stream()
        .map(call -> call.name() + "/" + call.signature().split(",", -1).length)
        .collect(Collectors.toSet());
  }

  private static Set<String> calls(Stream<Class<?>> types, Predicate<Method> kind) {
    return types
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(kind)
        .filter(method -> Schedule.class.isAssignableFrom(method.getReturnType()))
        .map(method -> method.getName() + "/" + method.getParameterCount())
        .collect(Collectors.toSet());
  }

  private static Schedule read(String text) {
    return ScheduleText.read(text).schedule();
  }

  private static void fails(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScheduleText.read(text))
        .withMessage(message);
  }
}
