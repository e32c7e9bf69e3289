package org.talweg.benchmarks.speed.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {
  @TempDir private Path folder;

  @Test
  void tablesHoldMediansPerElement() throws IOException {
    Path jmh =
        file(
            "jmh.json",
            "["
                + result("step/adam/float32/1x1000/1", "[[500, 9000], [700]]")
                + ","
                + result("step/adam/float32/1x16777216/1", "[[25165824]]")
                + ","
                + result("step/adam/float32/1x16777216/2", "[[16777216]]")
                + "]");
    Path pytorch =
        file(
            "pytorch.json",
            "{\"pytorch\": \"2\", \"results\": [{\"case\": \"torch-fused/adam/float32/1x1000/1\","
                + " \"nanoseconds\": 70000}]}");
    assertThat(run(jmh.toString(), "--pytorch", pytorch.toString(), "--out", folder.toString()))
        .isZero();
    String tables = Files.readString(folder.resolve("performance-tables.md"));
    // 700 ns for 1,000 elements; 1.5 ns each, and 1 on two threads; 700 ns beside 70,000 ns.
    assertThat(tables).contains("| rule | 1,000 | 16,777,216 | 2 threads |\n");
    assertThat(tables).contains("| adam | 0.700 | 1.50 | 1.00 |\n");
    assertThat(tables).contains("| 1x1000 | 1 | 0.700 | 70.0 |\n");
    assertThat(tables).as("what was not measured").doesNotContain("FLOAT64", "pipeline", "sgd");
    String plot = Files.readString(folder.resolve("performance-adam.svg"));
    assertThat(plot.contains("rgb(48,128,208)")).as("a line of Talweg").isTrue();
    assertThat(plot.contains("rgb(208,144,32)")).as("a line of PyTorch, fused").isTrue();
    assertThat(plot.contains("rgb(192,112,48)")).as("a line of what was not measured").isFalse();
    assertThat(plot.contains("rgb(1,2,3)")).as("the ground").isFalse();
  }

  @Test
  void boundsOfAllRulesShareALineAndThoseMissedHaveTheirOwn() throws IOException {
    Path bounds =
        file(
            "bounds.json",
            "["
                + finding("roof", "step/sgd/float32/1x16777216/1", 0.98, 1.1, true)
                + ","
                + finding("roof", "step/adam/float32/1x16777216/1", 1.02, 1.1, true)
                + ","
                + finding("roof", "step/adan/float32/1x16777216/1", 1.25, 1.1, false)
                + ","
                + finding("roof", "step/adan/float64/1x16777216/1", 1.05, 1.1, true)
                + "]");
    String jmh = file("jmh.json", "[" + result("step/adam/float32/1x10/1", "[[1]]") + "]") + "";
    assertThat(run(jmh, "--bounds", bounds.toString(), "--out", folder.toString())).isZero();
    assertThat(Files.readString(folder.resolve("performance-tables.md")))
        .contains(
            """
            | case | against | µs | other µs | ratio | range | bound |  |
            |---|---:|---:|---:|---:|---:|---:|---:|
            | step/…/float32/1x16777216/1, 3 rules | roof |  |  | 1.02 | 0.98 to 1.25 | ≤ 1.10 | **1 missed** |
            | step/adan/float32/1x16777216/1 | roof | 2.50 | 2.00 | 1.25 | 1.20 to 1.30 | ≤ 1.10 | **missed** |
            | step/adan/float64/1x16777216/1 | roof | 2.50 | 2.00 | 1.05 | 1.20 to 1.30 | ≤ 1.10 | kept |
            """);
  }

  private static String finding(
      String title, String subject, double ratio, double bound, boolean holds) {
    return """
        {"title": "%s", "subject": "%s", "against": "other", "ratio": %s, "bound": %s,
         "floor": false, "holds": %s, "subjectNanoseconds": 2500, "againstNanoseconds": 2000,
         "least": 1.2, "most": 1.3, "tries": 3}
        """
        .formatted(title, subject, ratio, bound, holds);
  }

  @Test
  void aFileThatIsNotOfJmhIsAnErrorOfUsage() throws IOException {
    assertThat(run(file("wrong.json", "{}").toString(), "--out", folder.toString())).isEqualTo(2);
    assertThat(run(folder.resolve("none").toString())).isEqualTo(2);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String result(String subject, String rawData) {
    return """
        {"benchmark": "org.talweg.benchmarks.speed.jmh.CaseBenchmark.run", "vmName": "VM",
         "vmVersion": "17", "params": {"subject": "%s"},
         "primaryMetric": {"scoreUnit": "ns/op", "rawData": %s}}
        """
        .formatted(subject, rawData);
  }

  private static int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new ReportCommand());
    commandLine.setOut(new PrintWriter(new StringWriter()));
    commandLine.setErr(new PrintWriter(new StringWriter()));
    return commandLine.execute(arguments);
  }
}
