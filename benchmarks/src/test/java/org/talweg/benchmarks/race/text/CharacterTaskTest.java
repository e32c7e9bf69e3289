// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.benchmarks.race.network.Examples;
import org.talweg.benchmarks.race.network.Network;
import org.talweg.benchmarks.race.task.Task;
import org.talweg.initializer.He;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

class CharacterTaskTest {
  @TempDir Path folder;

  @Test
  void eachCharacterHasTheEightBeforeItAndTheTenthBlockIsForTheTest() {
    Task task = CharacterTask.of("letters", "aaab".repeat(500)); // a is symbol 0, b is 1
    assertThat(task.test().size()).isEqualTo(200);
    assertThat(task.train().size()).isEqualTo(2000 - 200 - 8);
    Examples train = task.train();
    assertThat(Arrays.copyOf(train.inputs(), 16))
        .containsExactly(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0);
    assertThat(Arrays.copyOf(train.labels(), 8)).containsExactly(0, 0, 0, 1, 0, 0, 0, 1);
  }

  @Test
  void rareCharactersShareTheLastSymbol() {
    StringBuilder text = new StringBuilder("eee".repeat(400));
    for (int i = 0; i < 200; i++) {
      text.append((char) (0x4e00 + i));
    }
    byte[] labels = CharacterTask.of("signs", text.toString()).train().labels();
    assertThat(labels).contains(CharacterTask.SYMBOLS - 1);
    assertThat(labels[0]).isZero();
    for (byte label : labels) {
      assertThat((int) label).isBetween(0, CharacterTask.SYMBOLS - 1);
    }
  }

  @Test
  void theDocumentsAreProseOfAFewThousandWords() throws IOException {
    Task task = CharacterTask.ofDocuments();
    assertThat(task.train().size()).isGreaterThan(25_000);
    assertThat(task.test().size()).isGreaterThan(2_500);
  }

  @Test
  void filesThatAreNoTextOrTooShortAreErrors() throws IOException {
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> CharacterTask.read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage(bytes + ": not a text in UTF-8");
    Path brief = Files.writeString(folder.resolve("brief"), "too short");
    assertThatThrownBy(() -> CharacterTask.read(brief))
        .isInstanceOf(IOException.class)
        .hasMessage(brief + ": 9 characters, expected at least 1000");
  }

  @Test
  void gradientsOfTheEmbeddingAreDifferencesOfTheLoss() {
    Network network = Network.ofSymbols(5, 3, 4, 6);
    network.initialize(He.normal(), 7);
    FMatrixRMaj rows = new FMatrixRMaj(new float[][] {{0, 1, 1}, {4, 0, 2}});
    byte[] labels = {3, 1};
    network.lossAndGradients(rows, labels);
    Parameter embedding = network.parameters().get(0);
    assertThat(embedding.name()).isEqualTo("embedding.weight");
    float[] gradient = embedding.floatGradient().array().clone();
    float[] value = ((FloatTensor) embedding.value()).array();
    for (int i = 0; i < value.length; i++) {
      float kept = value[i];
      value[i] = kept + 1e-2f;
      double above = network.lossAndGradients(rows, labels);
      value[i] = kept - 1e-2f;
      double below = network.lossAndGradients(rows, labels);
      value[i] = kept;
      double expected = (above - below) / 2e-2;
      assertThat((double) gradient[i]).as("element %d", i).isCloseTo(expected, within(2e-3));
    }
    assertThat(Arrays.copyOfRange(gradient, 12, 16)).containsOnly(0); // symbol 3 was not seen
  }
}
