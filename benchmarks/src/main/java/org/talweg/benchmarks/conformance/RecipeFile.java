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
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.NormType;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.training.AveragedWeights;
import org.talweg.training.Group;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;
import org.talweg.training.WeightAverage;

/**
 * Whole trainings of {@link SmallNetwork}: groups, warm-up and cosine, clipping, frozen parameters,
 * many batches to a step, averages. Losses and norms may differ by 1e-9, relative, as in {@link
 * TrainingFile}.
 */
record RecipeFile(
    String framework,
    int batch,
    int batches,
    int steps,
    List<Case> cases,
    Optional<TenThousandImages> images)
    implements GoldenFile {
  private static final double TOLERANCE = 1e-9;
  private static final int IMAGES = 10_000;

  /**
   * One recipe.
   *
   * @param losses the mean loss of each step's batches, before the step
   * @param norms of all gradients, before clipping
   */
  record Case(
      JsonNode recipe,
      List<Double> losses,
      List<Double> norms,
      double accuracy,
      OptionalDouble averageLoss,
      OptionalDouble averageAccuracy) {
    String text(String name) {
      return recipe.get(name).textValue();
    }

    double number(String name) {
      return recipe.path(name).doubleValue();
    }
  }

  static RecipeFile read(GoldenNode file, Optional<TenThousandImages> images) {
    int steps = file.count("steps");
    List<Case> cases = new ArrayList<>();
    for (GoldenNode node : file.list("cases")) {
      cases.add(
          new Case(
              node.object("recipe").json(),
              node.figures("losses", steps),
              node.figures("norms", steps),
              node.number("test_accuracy"),
              node.optionalNumber("average_loss"),
              node.optionalNumber("average_accuracy")));
    }
    return new RecipeFile(
        file.text("framework"),
        file.count("batch"),
        file.count("batches"),
        steps,
        List.copyOf(cases),
        images);
  }

  @Override
  public List<Row> replay() {
    return cases.stream()
        .map(golden -> Row.attempt("recipe", golden.text("name"), () -> replay(golden)))
        .toList();
  }

  private Row replay(Case golden) {
    String name = golden.text("name");
    return images
        .map(found -> Row.judged("recipe", name, "float64", train(golden, found)))
        .orElseGet(() -> Row.notCompared(Verdict.UNSUPPORTED, "recipe", name, "needs --mnist DIR"));
  }

  private Agreement train(Case golden, TenThousandImages found) {
    SmallNetwork network = new SmallNetwork();
    Trainer trainer = trainer(golden, network);
    int images = batch * (int) golden.number("accumulate");
    Agreement agreement = new Agreement();
    for (int k = 0; k < steps; k++) {
      int from = k * images % (batch * batches);
      double loss = network.lossAndGradients(found, from, from + images);
      double norm = trainer.gradientNorm(NormType.EUCLIDEAN);
      agreement.addRelative("loss at step " + k, loss, golden.losses().get(k), TOLERANCE);
      agreement.addRelative("norm at step " + k, norm, golden.norms().get(k), TOLERANCE);
      trainer.step();
    }
    int test = batch * batches;
    double accuracy = network.accuracy(found, test, IMAGES);
    agreement.addRelative("test accuracy", accuracy, golden.accuracy(), Tolerance.FLOAT64);
    if (golden.averageLoss().isPresent()) {
      try (AveragedWeights averages = trainer.useAverages()) {
        double loss = network.lossAndGradients(found, test, IMAGES);
        double average = network.accuracy(found, test, IMAGES);
        agreement.addRelative(
            "loss of " + averages, loss, golden.averageLoss().getAsDouble(), TOLERANCE);
        agreement.addRelative(
            "accuracy of " + averages,
            average,
            golden.averageAccuracy().getAsDouble(),
            Tolerance.FLOAT64);
      }
    }
    return agreement;
  }

  private Trainer trainer(Case golden, SmallNetwork network) {
    String optimizer = golden.text("optimizer");
    Setup rule =
        Catalogue.reference(framework, optimizer)
            .orElseThrow(() -> new IllegalArgumentException("unknown optimizer " + optimizer))
            .setup(new Options(golden.recipe().get("options")));
    double base = rule.optimizer().hyperparameters().get(Hyperparameter.LEARNING_RATE).at(1);
    Schedule rate = rate(base, (int) golden.number("warmup"));
    double lambda = golden.number("decay");
    WeightDecay decay =
        optimizer.equals("AdamW") ? WeightDecay.decoupled(lambda) : WeightDecay.l2(lambda);
    double last = golden.number("last_layer_factor");
    Group bias1 = Group.named("layer1.bias").withWeightDecay(WeightDecay.NONE);
    TrainerBuilder builder =
        Trainer.builder(rule.optimizer())
            .parameters(network.parameters())
            .weightDecay(decay)
            .groups(
                Group.named("layer1.weight").withLearningRate(rate),
                golden.recipe().has("frozen") ? bias1.frozen() : bias1.withLearningRate(rate),
                Group.named("layer2.weight").withLearningRate(rate.times(Schedule.constant(last))),
                Group.named("layer2.bias")
                    .withLearningRate(rate.times(Schedule.constant(last)))
                    .withWeightDecay(WeightDecay.NONE));
    if (golden.recipe().hasNonNull("clip")) {
      builder.transform(ClipByNorm.global(golden.number("clip")));
    }
    if (golden.recipe().has("ema")) {
      builder.average(WeightAverage.exponential(golden.number("ema")));
    } else if (golden.recipe().has("swa")) {
      builder.average(WeightAverage.equal().startingAt(1 + (long) golden.number("swa")));
    }
    return builder.build();
  }

  private Schedule rate(double base, int warmUp) {
    Schedule cosine = Schedule.cosine(base, 0, steps - warmUp);
    return warmUp == 0
        ? cosine
        : Schedule.linear(base / warmUp, base, warmUp - 1).then(warmUp, cosine);
  }
}
