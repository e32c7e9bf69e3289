// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.talweg.internal.Fnv1a;

class Fnv1aTest {
  // The vectors of the Internet draft draft-eastlake-fnv, appendix of test vectors.
  @Test
  void theHashEqualsThePublishedVectors() {
    assertThat(Fnv1a.hash("")).isEqualTo(0xcbf29ce484222325L);
    assertThat(Fnv1a.hash("a")).isEqualTo(0xaf63dc4c8601ec8cL);
    assertThat(Fnv1a.hash("foobar")).isEqualTo(0x85944171f73967e8L);
  }

  // The two bytes 0xcf 0x80, worked out with arbitrary-precision integers.
  @Test
  void theHashIsTakenOverUtf8() {
    assertThat(Fnv1a.hash("π")).isEqualTo(0x0acf8607b72364faL);
  }
}
