package org.talweg.benchmarks.conformance;

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
import org.talweg.training.Trainer;

/**
 * The loss of {@link SmallNetwork} at every step of its training, and its accuracy at the end. Step
 * k uses batch k modulo the number of batches; the images after the last batch are the test.
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
   * One optimizer.
   *
   * @param losses the mean loss of each step's batch, before the step
   */
  record Case(String optimizer, Options options, List<Double> losses, OptionalDouble accuracy) {}

  static TrainingFile read(GoldenNode file, Optional<TenThousandImages> images) {
    int steps = file.count("steps");
    int batch = file.count("batch");
    int batches = file.count("batches");
    if ((long) batch * batches >= IMAGES) {
      throw file.field("batches").problem("less than " + IMAGES + " images", "more");
    }
    List<Case> cases = new ArrayList<>();
    for (GoldenNode node : file.list("cases")) {
      cases.add(
          new Case(
              node.text("optimizer"),
              new Options(node.object("options").json()),
              node.figures("losses", steps),
              node.optionalNumber("test_accuracy")));
    }
    return new TrainingFile(file.text("framework"), batch, batches, List.copyOf(cases), images);
  }

  @Override
  public List<Row> replay() {
    return cases.stream()
        .map(
            golden ->
                Row.attempt(golden.optimizer(), golden.options().toString(), () -> replay(golden)))
        .toList();
  }

  private Row replay(Case golden) {
    String optimizer = golden.optimizer();
    String options = golden.options().toString();
    Optional<Setup> rule =
        Catalogue.reference(framework, optimizer)
            .map(reference -> reference.setup(golden.options()));
    if (rule.isEmpty()) {
      return Row.unknownOptimizer(optimizer);
    }
    return images
        .map(found -> Row.judged(optimizer, options, "float64", train(golden, rule.get(), found)))
        .orElseGet(
            () -> Row.notCompared(Verdict.UNSUPPORTED, optimizer, options, "needs --mnist DIR"));
  }

  private Agreement train(Case golden, Setup rule, TenThousandImages found) {
    SmallNetwork network = new SmallNetwork();
    Trainer trainer = rule.builder().parameters(network.parameters()).build();
    Agreement agreement = new Agreement();
    for (int k = 0; k < golden.losses().size(); k++) {
      int from = k % batches * batch;
      double loss = network.lossAndGradients(found, from, from + batch);
      agreement.addRelative("step " + k, loss, golden.losses().get(k), TOLERANCE);
      trainer.step();
    }
    if (golden.accuracy().isPresent()) {
      double accuracy = network.accuracy(found, batch * batches, IMAGES);
      double expected = golden.accuracy().getAsDouble();
      agreement.addRelative("test accuracy", accuracy, expected, Tolerance.FLOAT64);
    }
    return agreement;
  }
}
