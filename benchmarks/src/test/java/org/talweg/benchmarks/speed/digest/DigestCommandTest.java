// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.talweg.benchmarks.speed.Arrangement;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.Workload;
import org.talweg.tensor.DataType;
import org.talweg.tensor.FloatTensor;
import picocli.CommandLine;

class DigestCommandTest {
  private static final Model TEN = Model.named("1x10");
  private static final Workload PIPELINE = Workload.pipeline(DataType.FLOAT32, TEN);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  @Test
  void sha256IsOverTheBitsMostSignificantByteFirst() {
    BitDigest digest = new BitDigest();
    // The bytes 3f 80 00 00 and 80 00 00 00: one, and minus zero.
    digest.add(FloatTensor.wrap(new float[] {1, -0f}, 2));
    assertThat(digest.finish())
        .isEqualTo("940c46509355fd6e338170e00e085810e30626e55ef9cbdaf6b42f40c859e0bd");
  }

  @Test
  void theSameRunHasTheSameDigestAndThreadsAndChunksDoNotChangeIt() {
    String digest = Digests.of(PIPELINE, 40);
    assertThat(Digests.of(PIPELINE, 40)).isEqualTo(digest);
    assertThat(Digests.of(PIPELINE.on(2), 40)).isEqualTo(digest);
    assertThat(Digests.of(PIPELINE.on(3).inChunksOf(1_777), 40)).isEqualTo(digest);
    assertThat(Digests.of(PIPELINE, 39)).isNotEqualTo(digest);
  }

  @ParameterizedTest
  @EnumSource
  void whereElementsLieDoesNotChangeTheDigest(Arrangement arrangement) {
    assertThat(Digests.of(PIPELINE.arranged(arrangement), 3)).isEqualTo(Digests.of(PIPELINE, 3));
  }

  @Test
  void everyVariantHasAnotherDigest() {
    assertThat(Rule.values())
        .extracting(rule -> Digests.of(Workload.rule(rule, DataType.FLOAT32, TEN), 10))
        .doesNotHaveDuplicates();
  }

  @Test
  void aFileThatDiffersInOneDigestFailsAndTheLineIsNamed() throws IOException {
    assertThat(run()).isZero();
    String text = out.toString();
    long count = text.lines().filter(line -> !line.startsWith("#")).count();
    Path file = Files.writeString(folder.resolve("digests.txt"), text);
    assertThat(run("--check", file.toString())).isZero();

    int last = text.indexOf("\n", text.indexOf("nesterov float64")) - 1;
    char other = text.charAt(last) == '0' ? '1' : '0';
    Files.writeString(file, text.substring(0, last) + other + text.substring(last + 1));
    out.getBuffer().setLength(0);
    assertThat(run("--check", file.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("differs: nesterov float64")
        .contains("1 of " + count + " digests");
  }

  @Test
  void aMissingFileIsAnErrorOfUsage() {
    assertThat(run("--check", folder.resolve("none").toString())).isEqualTo(2);
  }

  private int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new DigestCommand());
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(new StringWriter()));
    return commandLine.execute(arguments);
  }
}
