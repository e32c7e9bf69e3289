// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.benchmarks.speed.Arrangement;
import org.talweg.benchmarks.speed.Labels;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Workload;

class SubjectTest {
  private volatile byte[] kept = {};

  @Test
  void aCaseIsReadAsItIsWritten() {
    String text = "pipeline-roof/adam-amsgrad/float64/resnet50/2";
    assertThat(Case.parse(text).toString()).isEqualTo(text);
    assertThat(Case.parse("search/owl-qn/float64/1x10/2").toString())
        .isEqualTo("search/owl-qn/float64/1x10/2");
    assertThat(Case.parse(text + "/rows").toString()).isEqualTo(text + "/rows");
  }

  @Test
  void aCaseThatIsNoneIsRefusedByName() {
    assertThatThrownBy(() -> Case.parse("step/adm/float32/1x10/1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"adm\"")
        .hasMessageContaining("adam-amsgrad");
    assertThatThrownBy(() -> Case.parse("search/adam/float64/1x10/1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"adam\"")
        .hasMessageContaining("conjugate-gradient");
    assertThatThrownBy(() -> Case.parse("step/adam"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"step/adam\"");
    assertThatThrownBy(() -> Case.parse("step/adam/float32/1x10/1/heap"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"heap\"")
        .hasMessageContaining("direct");
  }

  @Test
  void theMeterOfAllocationSeesAnArrayAndNothingWhereThereIsNothing() {
    Allocation allocating = new Allocation(() -> kept = new byte[5_000]);
    Allocation idle = new Allocation(() -> {});
    allocating.measure(0);
    idle.measure(0);
    assertThat(allocating.measure(0)).isBetween(5_000.0, 5_200.0);
    assertThat(idle.measure(0)).isZero();
  }

  @Test
  void aPreparationDoesNotCount() {
    long[] spun = {0};
    Prepared prepared = new Prepared(() -> spin(2_000_000, spun), () -> spin(100_000, spun));
    prepared.measure(1_000_000);
    // Spinning takes at least its time; far less than 2 ms shows that the preparation is left out.
    assertThat(prepared.measure(20_000_000)).isBetween(100_000.0, 1_500_000.0);
    assertThat(spun[0]).isPositive();
  }

  @Test
  void aRenewedOperationIsBuiltForEachMeasurementAndItsBuildingDoesNotCount() {
    long[] spun = {0};
    List<Integer> built = new ArrayList<>();
    Renewed renewed =
        new Renewed(
            () -> {
              built.add(built.size());
              spin(5_000_000, spun);
              return () -> spin(10_000, spun);
            });
    renewed.measure(100_000);
    assertThat(renewed.measure(1_000_000)).isBetween(10_000.0, 1_000_000.0);
    assertThat(built).hasSize(2);
  }

  private static void spin(long nanoseconds, long[] count) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanoseconds) {
      count[0]++;
    }
  }

  /** Adam keeps two arrays; what its trainer keeps beside them is a handful of small objects. */
  @Test
  void aFootprintIsWhatATrainerKeepsAndNotItsState() {
    Workload workload = Case.parse("footprint/adam/float64/1x16/1").workload();
    double small = new Footprint(workload).measure(0);
    double large = new Footprint(workload.over(Model.named("1x1016"))).measure(0);
    assertThat(small).isBetween(500.0, 20_000.0);
    assertThat(large).as("state of 1,000 more elements").isLessThan(small + 8_000);
  }

  @Test
  void everyKindOfThisLibraryCanBeMeasuredInEveryArrangement() {
    for (Kind kind : Kind.values()) {
      if (!kind.needsPython()) {
        String rule = kind.isSearch() ? "conjugate-gradient" : "adam";
        Case c = Case.parse(Labels.of(kind) + "/" + rule + "/float32/3x7/1");
        double amount = Subjects.of(c).measure(10_000);
        assertThat(amount).as(c.toString()).isNotNaN().isLessThan(1e8);
      }
    }
    for (Arrangement arrangement : Arrangement.values()) {
      Case c = Case.parse("step/adam/float64/3x7/1").arranged(arrangement);
      assertThat(Subjects.of(c).measure(10_000)).as(c.toString()).isBetween(1.0, 1e8);
    }
  }

  @Test
  void aCaseOfPyTorchIsNotForThisProcess() {
    Case torch = Case.parse("torch-fused/adam/float32/3x7/1");
    assertThatThrownBy(() -> Subjects.of(torch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(torch.toString())
        .hasMessageContaining("Python");
  }
}
