// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.benchmarks.speed.probe.Kind;

class CheckTest {
  private static final Case STEP = Case.parse("step/adam/float32/1x10/1");
  private static final Check ROOF = Check.atMost("roof", 1.2, STEP, STEP.as(Kind.ROOF));
  private static final Check GAIN = Check.atLeast("2 threads", 2.5, STEP, STEP.on(2));
  private static final Check COMPARISON = Check.comparison("roof", STEP, STEP.as(Kind.ROOF));

  @Test
  void aTimeMayNotExceedItsBoundAndAGainMayNotFallBelow() {
    assertThat(ROOF.holds(1.2)).isTrue();
    assertThat(ROOF.holds(1.21)).isFalse();
    assertThat(GAIN.holds(2.5)).isTrue();
    assertThat(GAIN.holds(2.49)).isFalse();
    assertThat(Check.amount("bytes", 0, STEP).holds(0.016)).isFalse();
  }

  @Test
  void whatWasNotMeasuredFails() {
    assertThat(ROOF.holds(Double.NaN)).isFalse();
    assertThat(GAIN.holds(Double.NaN)).isFalse();
  }

  @Test
  void aFindingIsTheBestOfItsSamplesWithTheirMedianTimes() {
    List<Sample> samples =
        List.of(new Sample(1.3, 13, 10), new Sample(1.15, 23, 20), new Sample(1.25, 50, 40));
    Finding finding = new Finding(ROOF, samples);
    assertThat(finding.ratio()).isEqualTo(1.15);
    assertThat(finding.holds()).isTrue();
    assertThat(finding.toString())
        .contains("roof", "step/adam/float32/1x10/1", "1.1500", "23.0", "20.0", "≤ 1.20")
        .endsWith("kept (3 tries)");
    Finding missed = new Finding(ROOF, samples.subList(0, 1));
    assertThat(missed.holds()).isFalse();
    assertThat(missed.toString()).endsWith("MISSED");
    assertThat(new Finding(GAIN, samples).ratio()).isEqualTo(1.3);
  }

  @Test
  void aComparisonHoldsWhateverItIs() {
    Finding finding = new Finding(COMPARISON, List.of(new Sample(9, 9, 1)));
    assertThat(finding.holds()).isTrue();
    assertThat(finding.toString()).endsWith("9.0000");
  }

  @Test
  void aSpreadHasALineForEachCheck() {
    List<Finding> first = List.of(new Finding(ROOF, List.of(new Sample(1.3, 13, 10))));
    List<Finding> second = List.of(new Finding(ROOF, List.of(new Sample(1.1, 11, 10))));
    assertThat(Spread.table(List.of(first, second)).lines().toList().get(1))
        .matches("roof step/adam/float32/1x10/1 +1.100 +1.200 +1.300 +≤ 1.20 +0 +1");
  }
}
