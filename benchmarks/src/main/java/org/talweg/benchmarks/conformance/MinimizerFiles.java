// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.talweg.golden.GoldenFile;
import org.talweg.golden.GoldenNode;

/**
 * Files about minimizers: problems with their minima, and other implementations' results. What has
 * to agree is the minimum, not the path. A problem that every reference solves has to be solved;
 * one that only some solve is reported.
 */
final class MinimizerFiles {
  private MinimizerFiles() {}

  /** What is in a file, if it is one of them. */
  static Optional<GoldenFile> read(GoldenNode file, Optional<TenThousandImages> images) {
    JsonNode json = file.json();
    if (json.path("optimizer").asText().equals("LBFGS")) {
      return Optional.of(new LbfgsFile(json, images));
    } else if (json.has("shift")) {
      return Optional.of(() -> SmoothRows.of(json));
    } else if (json.has("columns")) {
      return Optional.of(() -> SolverRows.of(json));
    } else if (json.has("bounds")) {
      return Optional.of(() -> BoundedRows.of(json));
    } else if (json.has("scaled")) {
      return Optional.of(() -> NistRows.of(json));
    } else if (json.has("kkt")) {
      return Optional.of(() -> L1Rows.of(json));
    } else if (json.path("objective").has("softmax")) {
      return Optional.of(new RegressionFile(json, images));
    }
    return Optional.empty();
  }
}
