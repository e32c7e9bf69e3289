// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.tensor.FloatTensor;

class SearchTest {
  private static final double[] START = {-1.2, 1, 2, -0.5, 0.3, 0.7, 3, -2, 1, 1, 0, 0.1};

  private static Stream<Minimizer<?>> methods() {
    return Stream.of(
        Lbfgs.of().withMemory(4),
        Lbfgs.of().withMemory(4).withDiagonalScaling(true),
        ConjugateGradient.of(),
        OwlQn.of(0.01),
        LbfgsB.of(Bounds.of(-1.5, 0.9)).withMemory(4));
  }

  /** Chained valleys, of any length. */
  private static double valleys(double[] x, double[] gradient) {
    double loss = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      double b = 1 - x[i];
      loss += 100 * a * a + b * b;
      gradient[i] += -400 * a * x[i] - 2 * b;
      gradient[i + 1] += 200 * a;
    }
    return loss;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void theCallerCanDriveASearch(Minimizer<?> method) {
    SearchResult whole = method.minimize(SearchTest::valleys, START);
    Search search = method.search(START);
    while (search.isRunning()) {
      search.accept(valleys(search.point(), search.gradient()));
    }
    assertThat(search.result()).isEqualTo(whole);
    assertThat(search.point()).isEqualTo(whole.point());
    assertThat(whole.converged()).as("%s", whole).isTrue();
    assertThatThrownBy(() -> search.accept(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the search has ended");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void aSearchThatWasSavedGoesOnToTheBit(Minimizer<?> method, @TempDir Path folder)
      throws Exception {
    SearchResult whole = method.minimize(SearchTest::valleys, START);
    Search search = method.search(START);
    while (search.isRunning()) {
      search.accept(valleys(search.point(), search.gradient()));
      Checkpoint saved = search.checkpoint();
      Search resumed = method.resume(saved);
      assertThat(resumed.checkpoint()).isEqualTo(saved);
      assertThat(resumed.isRunning()).isEqualTo(search.isRunning());
      if (search.evaluations() % 10 == 0) {
        Path file = folder.resolve("search");
        saved.write(file);
        assertThat(method.resume(Checkpoint.read(file)).run(SearchTest::valleys)).isEqualTo(whole);
      }
      search = resumed;
    }
    assertThat(search.result()).isEqualTo(whole);
  }

  @Test
  void aCheckpointOfAnotherSearchIsRefused() {
    Checkpoint saved = Lbfgs.of().search(START).checkpoint();
    assertThatThrownBy(() -> Lbfgs.of().withMemory(3).resume(saved))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("memory=10")
        .hasMessageContaining("memory=3");
    assertThatThrownBy(() -> Lbfgs.of().maximizing().resume(saved))
        .isInstanceOf(IllegalArgumentException.class);
    Checkpoint other = Checkpoint.of(0, Map.of(), Map.of("w", FloatTensor.zeros(2)));
    assertThatThrownBy(() -> Lbfgs.of().resume(other)).isInstanceOf(IllegalArgumentException.class);
    Checkpoint penalized = OwlQn.of(new double[START.length]).search(START).checkpoint();
    double[] penalties = new double[START.length];
    penalties[3] = 1;
    assertThatThrownBy(() -> OwlQn.of(penalties).resume(penalized))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("penalties");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void anIterationAllocatesNothing(Minimizer<?> method) {
    double[] start = new double[100];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    List<Long> allocated = new ArrayList<>();
    for (int run = 0; run < 5; run++) {
      Search search = method.withLossTolerance(0).search(start);
      for (int i = 0; i < 10; i++) {
        search.accept(valleys(search.point(), search.gradient()));
      }
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < 200 && search.isRunning(); i++) {
        search.accept(valleys(search.point(), search.gradient()));
      }
      allocated.add(threads.getThreadAllocatedBytes(self) - before);
      assertThat(search.iterations()).isGreaterThan(20);
    }
    assertThat(allocated).as("bytes of some runs").contains(0L);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void anyNumberOfThreadsGivesTheSameBits(Minimizer<?> method) {
    double[] start = new double[100_003];
    SearchResult one = method.withMaxEvaluations(40).minimize(SearchTest::valleys, start);
    SearchResult three =
        method.withMaxEvaluations(40).withThreads(3).minimize(SearchTest::valleys, start);
    assertThat(three).isEqualTo(one);
    assertThat(one.iterations()).isGreaterThan(10);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void maximizingIsMinimizingTheNegative(Minimizer<?> method) {
    SearchResult least = method.minimize(SearchTest::valleys, START);
    SearchResult most =
        method
            .maximizing()
            .minimize(
                (x, gradient) -> {
                  double loss = valleys(x, gradient);
                  for (int i = 0; i < gradient.length; i++) {
                    gradient[i] = -gradient[i];
                  }
                  return -loss;
                },
                START);
    assertThat(most.point()).isEqualTo(least.point());
    assertThat(most.loss()).isEqualTo(-least.loss());
    assertThat(most.evaluations()).isEqualTo(least.evaluations());
  }

  @Test
  void aListenerSeesEachIterationAndMayStop() {
    List<Double> losses = new ArrayList<>();
    SearchResult result =
        Lbfgs.of()
            .search(START)
            .run(
                SearchTest::valleys,
                search -> {
                  assertThat(search.iterations()).isEqualTo(losses.size() + 1);
                  losses.add(search.loss());
                  if (losses.size() == 7) {
                    search.stop();
                  }
                });
    assertThat(result.reason()).isEqualTo(StopReason.STOPPED);
    assertThat(result.iterations()).isEqualTo(7);
    assertThat(result.loss()).isEqualTo(losses.get(6));
    assertThat(losses).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void limitsEndASearch() {
    assertThat(Lbfgs.of().withMaxIterations(3).minimize(SearchTest::valleys, START))
        .extracting(SearchResult::reason, SearchResult::iterations)
        .containsExactly(StopReason.ITERATION_LIMIT, 3L);
    assertThat(Lbfgs.of().withMaxEvaluations(5).minimize(SearchTest::valleys, START))
        .extracting(SearchResult::reason, SearchResult::evaluations)
        .containsExactly(StopReason.EVALUATION_LIMIT, 5L);
    Minimizer<?> shortest = Lbfgs.of().withTimeLimit(Duration.ofNanos(1));
    assertThat(shortest.minimize(SearchTest::valleys, START))
        .extracting(SearchResult::reason, SearchResult::evaluations)
        .containsExactly(StopReason.TIME_LIMIT, 1L);
  }

  @Test
  void aSearchInsideItselfIsRefused() {
    Search search = Lbfgs.of().search(START);
    assertThatThrownBy(
            () ->
                search.run(
                    (x, gradient) -> {
                      search.accept(1);
                      return valleys(x, gradient);
                    }))
        .isInstanceOf(ObjectiveException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void anObjectiveMayStopItsSearch() {
    Search search = Lbfgs.of().search(START);
    int[] evaluations = new int[1];
    SearchResult result =
        search.run(
            (x, gradient) -> {
              if (evaluations[0]++ == 9) {
                search.stop();
              }
              return valleys(x, gradient);
            });
    assertThat(result.reason()).isEqualTo(StopReason.STOPPED);
    assertThat(result.evaluations()).isEqualTo(9);
  }

  @Test
  void aGradientComesFilledWithZeros() {
    Lbfgs.of()
        .minimize(
            (x, gradient) -> {
              assertThat(gradient).containsOnly(0);
              return valleys(x, gradient);
            },
            START);
  }

  @Test
  void aRunningSearchHasNoResult() {
    Search search = Lbfgs.of().search(START);
    assertThatThrownBy(search::result)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stop()");
    search.stop();
    assertThat(search.result().point()).isEqualTo(START);
    assertThat(search.result().loss()).isNaN();
  }
}
