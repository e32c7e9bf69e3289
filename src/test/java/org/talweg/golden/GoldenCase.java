package org.talweg.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Reference;
import org.talweg.catalogue.Options;
import org.talweg.training.TrainerBuilder;

/**
 * A case of a fixture, and what the catalogue makes of its options. What the framework leaves to
 * its defaults is left to the library's here.
 */
record GoldenCase(String name, JsonNode file, JsonNode golden) {
  static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>();
    for (String name : GoldenFixture.names()) {
      JsonNode file = GoldenFixture.read(name);
      if (file.has("optimizer")) {
        file.get("cases").forEach(golden -> cases.add(new GoldenCase(name, file, golden)));
      }
    }
    return cases;
  }

  Reference reference() {
    String framework = file.get("framework").textValue();
    String optimizer = file.get("optimizer").textValue();
    return Catalogue.reference(framework, optimizer)
        .orElseThrow(() -> new AssertionError("no rule for " + framework + "'s " + optimizer));
  }

  TrainerBuilder trainer() {
    return reference().setup(new Options(golden.get("options"))).builder();
  }

  @Override
  public String toString() {
    return name + " " + GoldenFixture.options(golden);
  }
}
