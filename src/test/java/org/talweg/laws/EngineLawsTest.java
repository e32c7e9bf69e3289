// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import java.util.stream.Stream;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;

/** Every rule of the library keeps its laws when the engine steps it. */
class EngineLawsTest extends EngineLaws {
  @Override
  protected Stream<Variant> variants() {
    return Catalogue.variants();
  }
}
