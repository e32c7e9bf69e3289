// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

class ArrangementTest {
  private static final List<Shape> SHAPES = List.of(Shape.of(5000), Shape.of(7, 3), Shape.of(64));

  @ParameterizedTest
  @EnumSource
  void parametersHaveTheSizesAskedFor(Arrangement arrangement) {
    for (DataType type : DataType.values()) {
      List<Parameter> parameters = arrangement.parameters(type, SHAPES);
      assertThat(parameters).extracting(Parameter::name).containsExactly("p0", "p1", "p2");
      assertThat(parameters).extracting(p -> p.value().size()).containsExactly(5000, 21, 64);
      assertThat(parameters).allMatch(p -> p.value().dataType() == type);
    }
  }

  @Test
  void slicesLieAtEqualOffsetsAndShiftedOnesDoNot() {
    assertThat(offsets(Arrangement.SLICES, true)).containsExactly(0, 5000, 5021);
    assertThat(offsets(Arrangement.SLICES, false)).containsExactly(0, 5000, 5021);
    assertThat(offsets(Arrangement.SHIFTED_SLICES, true)).containsExactly(0, 5000, 5021);
    assertThat(offsets(Arrangement.SHIFTED_SLICES, false)).containsExactly(1, 5001, 5022);
  }

  private static List<Integer> offsets(Arrangement arrangement, boolean values) {
    return arrangement.parameters(DataType.FLOAT32, SHAPES).stream()
        .map(p -> values ? p.value() : p.gradient().tensor())
        .map(Tensor::arrayOffset)
        .toList();
  }

  @Test
  void onlyWhatIsOneArrayHasAnArray() {
    assertThat(Arrangement.values())
        .filteredOn(
            each ->
                each.parameters(DataType.FLOAT64, List.of(Shape.of(5000)))
                    .get(0)
                    .value()
                    .hasArray())
        .containsExactly(
            Arrangement.ARRAYS, Arrangement.GROUPS, Arrangement.SLICES, Arrangement.SHIFTED_SLICES);
  }

  @Test
  void aHundredParametersAreInTenGroupsAndFewInAsMany() {
    List<Parameter> hundred =
        Arrangement.GROUPS.parameters(DataType.FLOAT32, Model.named("100x2").shapes());
    assertThat(Arrangement.GROUPS.groups(hundred)).hasSize(10);
    assertThat(Arrangement.GROUPS.groups(hundred)[9].label()).startsWith("p90, ").endsWith(", p99");
    assertThat(Arrangement.GROUPS.groups(hundred.subList(0, 3))).hasSize(3);
    assertThat(Arrangement.ARRAYS.groups(hundred)).isEmpty();
  }
}
