package org.talweg.benchmarks.conformance;

import java.util.List;

/** A golden file that was read and checked: reference results that can be replayed. */
interface GoldenFile {
  /** Does the same with the library and compares. */
  List<Row> replay();
}
