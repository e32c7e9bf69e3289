package org.talweg.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 4, 1",
    "1, 4, 1",
    "65536, 4, 1",
    "131072, 4, 2",
    "1000000, 2, 2",
    "1000000, 200, 15",
    "10000000, 2, 10",
    "2147483647, 8, 2048"
  })
  void theyAreOfWholeBlocksAndCoverAllWeights(int length, int cores, int count) {
    Slices slices = Slices.of(length, cores);
    assertThat(slices.count()).isEqualTo(count);
    int end = 0;
    for (int slice = 0; slice < count; slice++) {
      assertThat(slices.from(slice)).isEqualTo(end);
      assertThat(slices.from(slice) % 256).isZero();
      end = slices.to(slice);
      assertThat(end - slices.from(slice)).isLessThanOrEqualTo(1 << 20);
    }
    assertThat(end).isEqualTo(length);
  }
}
