// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Setup;
import org.talweg.catalogue.Options;
import org.talweg.golden.Agreement;
import org.talweg.golden.GoldenFile;
import org.talweg.golden.GoldenNode;
import org.talweg.golden.Row;
import org.talweg.golden.Tolerance;
import org.talweg.golden.Verdict;
import org.talweg.gradient.NormType;
import org.talweg.training.AveragedWeights;
import org.talweg.training.Trainer;

/**
 * The losses of {@link SmallNetwork} at every step of its training, by a rule alone or by a {@link
 * Recipe}, and its accuracy at the end. Steps go through the batches in order, again and again; the
 * images after the last batch are the test.
 *
 * <p>A loss may differ by 1e-9, relative: the matrix products add in another order than the
 * framework's, and two hundred steps carry such differences on.
 */
record TrainingFile(
    String framework, int batch, int batches, List<Case> cases, Optional<TenThousandImages> images)
    implements GoldenFile {
  private static final double TOLERANCE = 1e-9;
  private static final int IMAGES = 10_000;

  /**
   * One training.
   *
   * @param recipe what surrounds the rule, if anything does
   * @param losses the mean loss of each step's batches, before the step
   * @param norms of all gradients, before clipping; none if the file has none
   */
  record Case(
      String optimizer,
      JsonNode options,
      Optional<Recipe> recipe,
      List<Double> losses,
      List<Double> norms,
      OptionalDouble accuracy,
      OptionalDouble averageLoss,
      OptionalDouble averageAccuracy) {
    static Case read(GoldenNode node, int steps) {
      GoldenNode rule = node.has("recipe") ? node.object("recipe") : node;
      return new Case(
          rule.text("optimizer"),
          rule.object("options").json(),
          node.has("recipe") ? Optional.of(new Recipe(rule.json(), steps)) : Optional.empty(),
          node.figures("losses", steps),
          node.has("norms") ? node.figures("norms", steps) : List.of(),
          node.optionalNumber("test_accuracy"),
          node.optionalNumber("average_loss"),
          node.optionalNumber("average_accuracy"));
    }

    String subject() {
      return recipe.isPresent() ? "recipe" : optimizer;
    }

    String label() {
      return recipe.map(Recipe::name).orElseGet(() -> new Options(options).toString());
    }
  }

  static TrainingFile read(GoldenNode file, Optional<TenThousandImages> images) {
    int batch = file.count("batch");
    int batches = file.count("batches");
    if ((long) batch * batches >= IMAGES) {
      throw file.field("batches").problem("less than " + IMAGES + " images", "more");
    }
    List<Case> cases = new ArrayList<>();
    file.list("cases").forEach(node -> cases.add(Case.read(node, file.count("steps"))));
    return new TrainingFile(file.text("framework"), batch, batches, List.copyOf(cases), images);
  }

  @Override
  public List<Row> replay() {
    return cases.stream()
        .map(golden -> Row.attempt(golden.subject(), golden.label(), () -> replay(golden)))
        .toList();
  }

  private Row replay(Case golden) {
    Options options = new Options(golden.options());
    Optional<Setup> rule =
        Catalogue.reference(framework, golden.optimizer())
            .map(reference -> reference.setup(options));
    if (rule.isEmpty()) {
      return Row.unknownOptimizer(golden.optimizer());
    }
    String subject = golden.subject();
    String label = golden.label();
    return images
        .map(found -> Row.judged(subject, label, "float64", train(golden, rule.get(), found)))
        .orElseGet(() -> Row.notCompared(Verdict.UNSUPPORTED, subject, label, "needs --mnist DIR"));
  }

  private Agreement train(Case golden, Setup rule, TenThousandImages found) {
    SmallNetwork network = new SmallNetwork();
    Trainer trainer =
        golden
            .recipe()
            .map(recipe -> recipe.builder(rule.optimizer(), network.parameters()))
            .orElseGet(() -> rule.builder().parameters(network.parameters()))
            .build();
    int imagesOfAStep = batch * golden.recipe().map(Recipe::accumulated).orElse(1);
    int test = batch * batches;
    Agreement agreement = new Agreement();
    for (int k = 0; k < golden.losses().size(); k++) {
      int from = k * imagesOfAStep % test;
      double loss = network.lossAndGradients(found, from, from + imagesOfAStep);
      agreement.addRelative("loss at step " + k, loss, golden.losses().get(k), TOLERANCE);
      if (!golden.norms().isEmpty()) {
        double norm = trainer.gradientNorm(NormType.EUCLIDEAN);
        agreement.addRelative("norm at step " + k, norm, golden.norms().get(k), TOLERANCE);
      }
      trainer.step();
    }
    compare(agreement, "accuracy", network.accuracy(found, test, IMAGES), golden.accuracy());
    if (golden.averageLoss().isPresent()) {
      try (AveragedWeights averages = trainer.useAverages()) {
        double loss = network.lossAndGradients(found, test, IMAGES);
        agreement.addRelative(
            "loss of " + averages, loss, golden.averageLoss().getAsDouble(), TOLERANCE);
        double accuracy = network.accuracy(found, test, IMAGES);
        compare(agreement, "accuracy of " + averages, accuracy, golden.averageAccuracy());
      }
    }
    return agreement;
  }

  private static void compare(Agreement agreement, String what, double is, OptionalDouble should) {
    should.ifPresent(value -> agreement.addRelative(what, is, value, Tolerance.FLOAT64));
  }
}
