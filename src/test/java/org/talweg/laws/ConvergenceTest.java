// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import java.util.stream.Stream;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;

/** Every rule of the library comes down the landscapes. */
class ConvergenceTest extends ConvergenceLaws {
  @Override
  protected Stream<Variant> variants() {
    return Catalogue.variants();
  }
}
