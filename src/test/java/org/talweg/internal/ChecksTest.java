// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ChecksTest {
  @Test
  void aNameCanBeAKeyOfAFile() {
    assertThat(Checks.name("a name", "layer 1.ä🏔")).isEqualTo("layer 1.ä🏔");
    assertThat(Checks.name("a name", "__metadata__.w")).isEqualTo("__metadata__.w");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checks.name("a name", "__metadata__"))
        .withMessage("a name must not be \"__metadata__\", a key that checkpoint files reserve");
    for (String half : new String[] {"\ud83c", "\udfd4", "a\ud83cb", "\udfd4\ud83c"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Checks.name("a name", half))
          .withMessageStartingWith("a name must not hold half of a surrogate pair, but was \"");
    }
  }

  @Test
  void aTextMayHoldAnythingButHalfOfASurrogatePair() {
    assertThat(Checks.text("a text", "\n__metadata__🏔")).isEqualTo("\n__metadata__🏔");
    assertThat(Checks.text("a text", "")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checks.text("a text", "🏔\udfd4"))
        .withMessage("a text must not hold half of a surrogate pair, but was \"🏔\\udfd4\"");
  }
}
