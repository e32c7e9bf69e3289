// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Parts that answer with the step they are asked for, and a mark of their own. */
class CompositionTest {
  private static final double MARK = 1e6;
  private static final long SEED = 7;

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void everyPartCountsFromItsOwnStart() {
    for (int round = 0; round < 200; round++) {
      int parts = random.nextInt(2, 6);
      int[] lengths = random.ints(parts, 1, 20).toArray();
      Schedule sequence = marked(0);
      long start = 0;
      for (int part = 1; part < parts; part++) {
        start += lengths[part - 1];
        sequence = sequence.then(start, marked(part));
      }
      long step = 0;
      for (int part = 0; part < parts; part++) {
        for (int own = 1; own <= lengths[part]; own++) {
          step++;
          assertThat(sequence.at(step))
              .as("part %d, its step %d, seed %d, round %d", part, own, SEED, round)
              .isEqualTo(part * MARK + own);
        }
      }
    }
  }

  @Test
  void aSequenceInsideASequenceCountsFromItsOwnStartToo() {
    Schedule inner = marked(1).then(5, marked(2));
    Schedule outer = marked(0).then(3, inner);
    assertThat(outer.at(3)).isEqualTo(3);
    assertThat(outer.at(4)).isEqualTo(MARK + 1);
    assertThat(outer.at(8)).isEqualTo(MARK + 5);
    assertThat(outer.at(9)).isEqualTo(2 * MARK + 1);
  }

  @Test
  void aPartThatStartsEarlierReplacesWhatItCovers() {
    Schedule one = Schedule.linear(1, 2, 5);
    Schedule two = Schedule.linear(3, 4, 5);
    Schedule three = Schedule.linear(5, 6, 5);
    assertThat(one.then(10, two).then(4, three)).isEqualTo(one.then(4, three));
    assertThat(one.then(10, two).then(10, three)).isEqualTo(one.then(10, three));
  }

  @Test
  void sumsProductsAndBoundsAreTakenAtEachStep() {
    Schedule first = t -> t;
    Schedule second = t -> 10 - t;
    for (int t = 1; t < 20; t++) {
      assertThat(first.times(second).at(t)).isEqualTo(t * (10 - t));
      assertThat(first.plus(second).at(t)).isEqualTo(10);
      assertThat(first.times(3).at(t)).isEqualTo(3 * t);
      assertThat(first.plus(3).at(t)).isEqualTo(3 + t);
      assertThat(first.clamp(5, 8).at(t)).isEqualTo(t < 5 ? 5 : Math.min(t, 8));
      assertThat(first.repeat(6).at(t)).isEqualTo((t - 1) % 6 + 1);
    }
    assertThat(first.clamp(5, 8).times(Double.MAX_VALUE).at(9)).isInfinite();
  }

  @Test
  void aBoundDoesNotHideWhatIsNotANumber() {
    Schedule nothing = t -> Double.NaN;
    assertThat(nothing.clamp(0, 1).at(1)).isNaN();
  }

  @Test
  void aWarmUpEndsWhereTheScheduleStarts() {
    Schedule warmed = Schedule.exponential(8, 0.5).warmUp(4);
    double[] expected = {0, 2, 4, 6, 8, 4, 2, 1};
    for (int t = 1; t <= expected.length; t++) {
      assertThat(warmed.at(t)).as("step %d", t).isEqualTo(expected[t - 1]);
    }
    assertThat(Schedule.exponential(8, 0.5).warmUp(4, 4).at(2)).isEqualTo(5);
  }

  @Test
  void warmUpStableDecayIsATrapezium() {
    Schedule schedule = Schedule.warmUpStableDecay(8, 4, 3, 2);
    double[] expected = {0, 2, 4, 6, 8, 8, 8, 8, 4, 0, 0};
    for (int t = 1; t <= expected.length; t++) {
      assertThat(schedule.at(t)).as("step %d", t).isEqualTo(expected[t - 1]);
    }
  }

  private static Schedule marked(long part) {
    return t -> part * MARK + t;
  }
}
