package org.talweg.benchmarks.race;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Optimizer;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Sgd;

/** The optimizers in the race, each with a learning rate that suits the network. */
public enum Contestant {
  /** Plain gradient descent. */
  SGD("SGD", 0.1),
  /** Momentum 0.9. */
  MOMENTUM("Momentum", 0.02),
  /** AdaGrad. */
  ADAGRAD("AdaGrad", 0.01),
  /** RMSProp. */
  RMSPROP("RMSProp", 0.001),
  /** Adam. */
  ADAM("Adam", 0.001),
  /** AdamW. */
  ADAMW("AdamW", 0.001);

  private final String label;
  private final double rate;

  Contestant(String label, double rate) {
    this.label = label;
    this.rate = rate;
  }

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name for people. */
  public String label() {
    return label;
  }

  /** The learning rate in the race. */
  public double rate() {
    return rate;
  }

  /** The rule at a rate, with its other defaults. */
  public Optimizer at(double learningRate) {
    return switch (this) {
      case SGD -> Sgd.of(learningRate);
      case MOMENTUM -> Momentum.of(learningRate);
      case ADAGRAD -> AdaGrad.of(learningRate);
      case RMSPROP -> RmsProp.of(learningRate);
      case ADAM -> Adam.of(learningRate);
      case ADAMW -> AdamW.of(learningRate);
    };
  }

  /**
   * The contestant of a name, in upper or lower case.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that exist
   */
  public static Contestant named(String name) {
    return Arrays.stream(values())
        .filter(contestant -> contestant.id().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown optimizer \"%s\", expected one of %s"
                        .formatted(name, String.join(", ", ids()))));
  }

  /** The names on the command line. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Contestant::id).collect(Collectors.toList());
  }
}
