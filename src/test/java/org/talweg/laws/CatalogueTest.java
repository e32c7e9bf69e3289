// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family;
import org.talweg.catalogue.Family.Variant;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Flag;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Optimizer;

/** A rule that no law is run over is a rule without tests. */
class CatalogueTest {
  @Test
  void everyRuleOfThePackageIsInTheCatalogue() throws Exception {
    Set<Class<?>> tested =
        Catalogue.variants().map(variant -> variant.rule().getClass()).collect(Collectors.toSet());
    assertThat(rules()).isNotEmpty().allMatch(tested::contains);
  }

  /** An option that is always off is one that no law has seen. */
  @Test
  void everyOptionIsSetInSomeRow() {
    List<Optimizer> rules =
        Stream.concat(Catalogue.variants(), Catalogue.options()).map(Variant::rule).toList();
    for (Family family : Catalogue.families()) {
      Optimizer plain = family.variants().get(0).rule();
      List<Hyperparameters> rows =
          rules.stream()
              .filter(rule -> rule.getClass() == plain.getClass())
              .map(Optimizer::hyperparameters)
              .toList();
      for (Flag flag : plain.hyperparameters().flags()) {
        assertThat(rows).as("%s: %s", family, flag).anyMatch(row -> row.is(flag));
        assertThat(rows).as("%s: %s", family, flag).anyMatch(row -> !row.is(flag));
      }
      for (Hyperparameter number : plain.hyperparameters().numbers()) {
        assertThat(rows).as("%s: %s", family, number).anyMatch(row -> !row.isZero(number));
      }
    }
  }

  /** The second one would never be replayed. */
  @Test
  void anOptimizerOfAFrameworkStandsForOneRule() {
    assertThat(Catalogue.references().map(row -> row.framework() + " " + row.optimizer()))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(40);
  }

  private static List<Class<?>> rules()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path folder = Path.of(Sgd.class.getResource("Sgd.class").toURI()).toAbsolutePath().getParent();
    List<Class<?>> rules = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (String file : files.map(path -> path.getFileName().toString()).toList()) {
        if (file.endsWith(".class") && !file.startsWith("package-info")) {
          String simpleName = file.substring(0, file.length() - ".class".length());
          Class<?> type = Class.forName(Sgd.class.getPackageName() + "." + simpleName);
          if (Optimizer.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
            rules.add(type);
          }
        }
      }
    }
    return rules;
  }
}
