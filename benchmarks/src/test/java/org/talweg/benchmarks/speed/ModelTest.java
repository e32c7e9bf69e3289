// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ModelTest {
  /** The counts that the networks' authors and torchvision publish. */
  @Test
  void knownNetworksHaveTheirPublishedNumbersOfParameters() {
    assertThat(Model.named("lenet5").size()).isEqualTo(61_706);
    assertThat(Model.named("lenet5").shapes()).hasSize(10);
    assertThat(Model.named("resnet50").size()).isEqualTo(25_557_032);
    assertThat(Model.named("resnet50").shapes()).hasSize(161);
    assertThat(Model.named("gpt2").size()).isEqualTo(124_439_808);
    assertThat(Model.named("gpt2").shapes()).hasSize(148);
    assertThat(Model.named("gpt2-narrow").shapes()).hasSize(148);
  }

  @Test
  void equalTensorsAreNamedByCountAndSize() {
    Model model = Model.named("1000x10");
    assertThat(model.shapes()).hasSize(1000).allMatch(shape -> shape.size() == 10);
    assertThat(model.size()).isEqualTo(10_000);
  }

  @Test
  void anUnknownModelIsRefusedByName() {
    assertThatThrownBy(() -> Model.named("0x10"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"0x10\"")
        .hasMessageContaining("resnet50");
  }
}
