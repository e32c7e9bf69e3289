package org.talweg.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.talweg.spark.PartialSum.SliceTotal;

class PartialSumTest {
  private static PartialSum sum(int partition, double... gradients) {
    PartialSum sum = new PartialSum(300);
    for (double gradient : gradients) {
      sum.nextGradient()[299] = gradient;
      sum.add(1.5, 2);
    }
    sum.endPartition(partition);
    return sum;
  }

  @Test
  void bytesCarryAllOfIt() {
    PartialSum total = new PartialSum(300);
    PartialSum slice = new PartialSum(44);
    for (PartialSum part :
        new PartialSum[] {
          sum(4, 1e-9, 3), sum(3), sum(7, 1, Double.NaN), sum(5, Double.POSITIVE_INFINITY)
        }) {
      PartialSum read = new PartialSum(300);
      read.merge(part.bytes());
      assertThat(read.isEmpty()).isEqualTo(part.isEmpty());
      assertThat(read.total(0).gradient()).isEqualTo(part.total(0).gradient());
      assertThat(read.total(0).loss()).isEqualTo(part.total(0).loss());
      assertThat(read.total(0).weight()).isEqualTo(part.total(0).weight());
      assertThat(read.total(0).notFinite()).isEqualTo(part.total(0).notFinite());
      total.merge(read.bytes());
      slice.merge(part.bytes(256, 300));
    }
    assertThat(total.total(0).notFinite()).isEqualTo(5);
    assertThat(total.total(0).weight()).isEqualTo(10);
    SliceTotal end = slice.total(256);
    assertThat(end.notFinite()).isEqualTo(5);
    assertThat(end.loss()).isEqualTo(7.5);
    double[] mean = new double[300];
    end.mean(mean);
    assertThat(mean[299]).isNaN();
  }

  @Test
  void aSumThatIsGivenBackIsTakenAgainAndEmpty() {
    int length = 1 << 15; // gradients wait for one another
    PartialSum first = SumPool.take(length);
    for (double value : new double[] {1, Double.NaN, 3, 4, 5}) {
      Arrays.fill(first.nextGradient(), value);
      first.add(1, 1);
    }
    first.endPartition(2);
    Arrays.fill(first.nextGradient(), 7); // an example whose loss then failed
    SumPool.giveBack(first);
    PartialSum again = SumPool.take(length);
    assertThat(again).isSameAs(first);
    assertThat(SumPool.take(length)).isNotSameAs(first);
    assertThat(again.isEmpty()).isTrue();
    assertThat(again.nextGradient()).containsOnly(0);
    PartialSum fresh = new PartialSum(length);
    for (PartialSum sum : new PartialSum[] {again, fresh}) {
      Arrays.fill(sum.nextGradient(), 1e-300);
      sum.add(2, 1);
      sum.endPartition(0);
    }
    assertThat(again.bytes()).isEqualTo(fresh.bytes());
  }
}
