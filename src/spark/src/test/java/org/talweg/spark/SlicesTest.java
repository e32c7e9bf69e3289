package org.talweg.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 4, 1, 1",
    "1, 4, 1, 1",
    "65536, 4, 2, 1",
    "131072, 4, 4, 2",
    "1000000, 2, 31, 2",
    "1000000, 200, 31, 15",
    "10000000, 2, 306, 2",
    "2147483647, 8, 65536, 8"
  })
  void theyAreOfWholeBlocksAndCoverAllWeights(int length, int cores, int count, int tasks) {
    Slices slices = Slices.of(length, cores);
    assertThat(slices.count()).isEqualTo(count);
    assertThat(slices.tasks()).isEqualTo(tasks);
    int end = 0;
    for (int slice = 0; slice < count; slice++) {
      assertThat(slices.from(slice)).isEqualTo(end);
      assertThat(slices.from(slice) % 256).isZero();
      end = slices.to(slice);
      assertThat(end - slices.from(slice)).isLessThanOrEqualTo(1 << 15);
    }
    assertThat(end).isEqualTo(length);
  }
}
