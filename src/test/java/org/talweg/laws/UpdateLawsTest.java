// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import java.util.stream.Stream;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;

/** Every rule of the library keeps the laws of an update, with every option. */
class UpdateLawsTest extends UpdateLaws {
  @Override
  protected Stream<Variant> variants() {
    return Stream.concat(Catalogue.variants(), Catalogue.options())
        .filter(variant -> variant.rule().rule().isElementwise());
  }
}
