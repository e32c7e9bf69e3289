// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Setup;
import org.talweg.catalogue.Options;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.WeightDecay;

class PyTorchTest {
  @Test
  void sgdWithoutMomentumIsSgd() throws JsonProcessingException {
    assertThat(rule("SGD", "{'lr': 0.5, 'momentum': 0}").optimizer()).isInstanceOf(Sgd.class);
    assertThat(rule("SGD", "{'momentum': 0.5}").optimizer()).isInstanceOf(Momentum.class);
  }

  @Test
  void weightDecayIsDecoupledForAdamWAndL2ForTheRest() throws JsonProcessingException {
    Setup adam = rule("Adam", "{'weight_decay': 0.5}");
    assertThat(adam.weightDecay()).contains(WeightDecay.l2(0.5));

    Setup adamW = rule("AdamW", "{'weight_decay': 0.5}");
    assertThat(adamW.weightDecay()).contains(WeightDecay.decoupled(0.5));
  }

  @ParameterizedTest
  @CsvSource({"SGD, 0.001", "Adagrad, 0.01", "RMSprop, 0.01", "Adam, 0.001", "AdamW, 0.001"})
  void theLearningRateIsPyTorchsIfItIsAbsent(String name, double rate)
      throws JsonProcessingException {
    assertThat(
            rule(name, "{}").optimizer().hyperparameters().get(Hyperparameter.LEARNING_RATE).at(1))
        .isEqualTo(rate);
  }

  @ParameterizedTest
  @CsvSource({
    "SGD, dampening",
    "Adagrad, alpha",
    "RMSprop, betas",
    "Adam, momentum",
    "AdamW, foreach"
  })
  void anOptionThatIsNotTheOptimizersIsAnError(String name, String option) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(name, "{'lr': 0.1, '" + option + "': 0.5}"))
        .withMessage("unknown option " + option);
  }

  @Test
  void anOptionOfTheWrongTypeIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule("Adam", "{'betas': [0.9]}"))
        .withMessage("option betas must be 2 numbers, but was [0.9]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule("Adam", "{'amsgrad': 1}"))
        .withMessage("option amsgrad must be true or false, but was 1");
  }

  @Test
  void anOptimizerThatIsNotKnownIsEmpty() {
    assertThat(Catalogue.reference("pytorch", "Adam2")).isEmpty();
  }

  private Setup rule(String name, String options) throws JsonProcessingException {
    return Catalogue.reference("pytorch", name).orElseThrow().setup(options(options));
  }

  private static Options options(String json) throws JsonProcessingException {
    return new Options(new JsonMapper().readTree(json.replace('\'', '"')));
  }
}
