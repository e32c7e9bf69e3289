// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.List;

/** A golden file that was read and checked: reference results that can be replayed. */
public interface GoldenFile {
  /** Does the same with the library and compares. */
  List<Row> replay();
}
