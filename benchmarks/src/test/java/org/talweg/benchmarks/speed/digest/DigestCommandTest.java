package org.talweg.benchmarks.speed.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.tensor.DataType;
import org.talweg.tensor.FloatTensor;
import picocli.CommandLine;

class DigestCommandTest {
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
    String digest = Digests.pipeline(DataType.FLOAT32, 1, 0, 60);
    assertThat(Digests.pipeline(DataType.FLOAT32, 1, 0, 60)).isEqualTo(digest);
    assertThat(Digests.pipeline(DataType.FLOAT32, 2, 0, 60)).isEqualTo(digest);
    assertThat(Digests.pipeline(DataType.FLOAT32, 3, 1_777, 60)).isEqualTo(digest);
  }

  @Test
  void everyVariantAndTypeHasAnotherDigest() {
    assertThat(Rule.values())
        .extracting(rule -> Digests.of(rule, false, DataType.FLOAT32, 1, 0, 2))
        .doesNotHaveDuplicates();
  }

  @Test
  void aFileThatDiffersInOneDigestFailsAndTheLineIsNamed() throws IOException {
    assertThat(run()).isZero();
    String text = out.toString();
    Path file = Files.writeString(folder.resolve("digests.txt"), "# a comment\n" + text);
    assertThat(run("--check", file.toString())).isZero();

    int last = text.indexOf("\n", text.indexOf("nesterov float64")) - 1;
    char other = text.charAt(last) == '0' ? '1' : '0';
    Files.writeString(file, text.substring(0, last) + other + text.substring(last + 1));
    out.getBuffer().setLength(0);
    assertThat(run("--check", file.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("differs: nesterov float64").contains("1 of 24");
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
