// SPDX-License-Identifier: Apache-2.0
package example.qhm;

import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.talweg.catalogue.Family.Variant;
import org.talweg.laws.ConvergenceLaws;
import org.talweg.laws.EngineLaws;
import org.talweg.laws.UpdateLaws;

/** A rule written outside the library keeps the laws that the library's rules keep. */
class QhmLawsTest {
  private static Stream<Variant> qhm() {
    return Stream.of(
        new Variant("qhm", Qhm::of, 0.1, 0.1, 1e-3, "Qhm[learningRate=0.5, beta=0.999, nu=0.7]"));
  }

  @Nested
  class Update extends UpdateLaws {
    @Override
    protected Stream<Variant> variants() {
      return qhm();
    }
  }

  @Nested
  class Engine extends EngineLaws {
    @Override
    protected Stream<Variant> variants() {
      return qhm();
    }
  }

  @Nested
  class Convergence extends ConvergenceLaws {
    @Override
    protected Stream<Variant> variants() {
      return qhm();
    }
  }
}
