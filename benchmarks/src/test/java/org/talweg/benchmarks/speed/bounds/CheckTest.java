package org.talweg.benchmarks.speed.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.benchmarks.speed.probe.Kind;

class CheckTest {
  private static final Case STEP = Case.parse("step/adam/float32/1x10/1");
  private static final Check ROOF =
      Check.atMost("roof", 1.1, STEP, STEP.as(Kind.ROOF)).inGuard(1.2);
  private static final Check GAIN = Check.atLeast("2 threads", 2.5, STEP, STEP.on(2));

  @Test
  void aTimeMayNotExceedItsBoundAndAGainMayNotFallBelow() {
    assertThat(ROOF.holds(1.1, ROOF.bound())).isTrue();
    assertThat(ROOF.holds(1.11, ROOF.bound())).isFalse();
    assertThat(ROOF.holds(1.11, ROOF.guardBound())).isTrue();
    assertThat(GAIN.holds(2.5, GAIN.bound())).isTrue();
    assertThat(GAIN.holds(2.49, GAIN.bound())).isFalse();
    assertThat(Check.amount("bytes", 0, STEP).holds(0.016, 0)).isFalse();
  }

  @Test
  void whatWasNotMeasuredFails() {
    assertThat(ROOF.holds(Double.NaN, ROOF.bound())).isFalse();
    assertThat(GAIN.holds(Double.NaN, GAIN.bound())).isFalse();
  }

  @Test
  void theBetterOfTwoIsTheNearerToTheRightSide() {
    assertThat(ROOF.better(1, 2)).isEqualTo(1);
    assertThat(GAIN.better(1, 2)).isEqualTo(2);
  }

  @Test
  void aFindingHasTheMedianTimesAndTheRangeOfItsSamples() {
    List<Sample> samples =
        List.of(new Sample(1.3, 13, 10), new Sample(1.15, 23, 20), new Sample(1.25, 50, 40));
    Finding finding = Sample.finding(ROOF, ROOF.guardBound(), 1.15, samples);
    assertThat(finding.subjectNanoseconds()).isEqualTo(23);
    assertThat(finding.againstNanoseconds()).isEqualTo(20);
    assertThat(finding.least()).isEqualTo(1.15);
    assertThat(finding.most()).isEqualTo(1.3);
    assertThat(finding.holds()).isTrue();
    assertThat(finding.toString())
        .contains("roof", "step/adam/float32/1x10/1", "1.1500", "≤    1.20", "kept (3 tries)");
    assertThat(Sample.finding(ROOF, 1.1, 1.15, samples).toString()).contains("MISSED");
  }

  @Test
  void aComparisonHoldsWhateverItIs() {
    Check comparison = Check.comparison("roof", STEP, STEP.as(Kind.ROOF));
    Finding finding =
        Sample.finding(comparison, comparison.bound(), 9, List.of(new Sample(9, 9, 1)));
    assertThat(finding.isBounded()).isFalse();
    assertThat(finding.holds()).isTrue();
    assertThat(comparison.isGuarded()).isFalse();
  }
}
