// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ClipByValue;
import org.talweg.gradient.ScaleGradients;
import org.talweg.optimizer.Lamb;
import org.talweg.optimizer.Lars;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Optimizer;
import org.talweg.tensor.Parameter;

/** LARS' factor is of the gradients as they are before their elements are rewritten. */
class NormsAndRewritingTest {
  private static TrainerBuilder builder(Optimizer rule) {
    return Trainer.builder(rule).parameters(Parameter.of("w", new float[4], new float[4]));
  }

  @Test
  void aRuleWithAFactorOfTheGradientsNormRefusesATransformThatRewritesThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(Lars.of(0.1)).transform(ClipByValue.of(1)).build())
        .withMessageContaining("such as LARS")
        .withMessageContaining("ClipByValue.of(1)");
    Group clipped = Group.named("w").withTransform(ClipByValue.of(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(Lars.of(0.1)).groups(clipped).build());
    Group lars = Group.named("w").withOptimizer(Lars.of(0.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(Sgd.of(0.1)).groups(lars).transform(ClipByValue.of(1)).build());
  }

  @Test
  void factorsOfAllElementsAndRulesWithAFactorOfTheChangeAreFine() {
    assertThatCode(
            () ->
                builder(Lars.of(0.1))
                    .transform(new ScaleGradients(0.5))
                    .transform(ClipByNorm.global(1))
                    .build())
        .doesNotThrowAnyException();
    assertThatCode(() -> builder(Lamb.of(0.1)).transform(ClipByValue.of(1)).build())
        .doesNotThrowAnyException();
  }
}
