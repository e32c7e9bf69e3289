// SPDX-License-Identifier: Apache-2.0
package org.talweg.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.talweg.gradient.GradientTransform;
import org.talweg.gradient.ScaleGradients;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.Shape;
import org.talweg.training.Group;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;
import org.talweg.training.WeightAverage;

/**
 * A rule of the library: its variants, and what it is called in other frameworks. Everything that
 * tests, benchmarks and documents need to know of a rule is here.
 *
 * @param label its name in results: {@code adam}
 * @param variants the rule in every variant that has a loop or state of its own
 * @param references where it stands in golden files
 * @param ownRacing how it races, if not as {@link #racing} has it for the others
 */
public record Family(
    String label, List<Variant> variants, List<Reference> references, Optional<Racing> ownRacing) {
  /**
   * A rule as it trains the network of the race.
   *
   * @param name its name for people
   * @param at the rule at a rate
   * @param rate a rate that suits a small network: the paper's where it trains this one
   * @param changeable whether a run can go on at another rate, as a range test does
   * @param note what a reader of the results must know, or nothing
   * @param groups parameters of a network that are not for the rule, with a rule of theirs
   */
  public record Racing(
      String name,
      DoubleFunction<Optimizer> at,
      double rate,
      boolean changeable,
      String note,
      List<Group> groups) {
    /** One rule for all parameters, as nearly all have it. */
    public Racing(
        String name, DoubleFunction<Optimizer> at, double rate, boolean changeable, String note) {
      this(name, at, rate, changeable, note, List.of());
    }
  }

  /** How weights follow from gradients, where a law must know. */
  public enum Nature {
    /** A weight moves from where it is, the less the smaller its gradient. */
    MOVES,
    /** A parameter moves by a share of its own size, so it settles only as the rate falls. */
    SCALES,
    /** A weight moves by the rate whatever its gradient, so it settles only as the rate falls. */
    STEPS,
    /**
     * The state alone says where a weight goes: without gradient it does not stay where it was, and
     * the state follows from the weights on the way.
     */
    RECOMPUTES,
    /** Weights decay by themselves, and a slot holds an average of them. */
    AVERAGES,
    /** The weights are a mixture of an average and of what the rule moves, both in its state. */
    MIXES,
    /** By an option, a weight moves without gradient too; the state may follow from weights. */
    DRIFTS
  }

  /**
   * A rule with its choices made, but for the rate.
   *
   * @param label its name in results: {@code adam-amsgrad}
   * @param at the rule at a rate
   * @param rate a rate that moves weights of size 1 visibly in ten steps
   * @param quadratic a rate that brings a quadratic bowl down in 20,000 steps
   * @param rosenbrock a rate that makes its way down Rosenbrock's valley in 50,000 steps
   * @param text what the rule at rate 0.5 prints: pins names and defaults
   * @param nature how weights follow from gradients
   */
  public record Variant(
      String label,
      DoubleFunction<Optimizer> at,
      double rate,
      double quadratic,
      double rosenbrock,
      String text,
      Nature nature) {
    /** A rule that moves weights from where they are, as nearly all do. */
    public Variant(
        String label,
        DoubleFunction<Optimizer> at,
        double rate,
        double quadratic,
        double rosenbrock,
        String text) {
      this(label, at, rate, quadratic, rosenbrock, text, Nature.MOVES);
    }

    /** The rule at the rate that moves weights visibly. */
    public Optimizer rule() {
      return at.apply(rate);
    }

    /** A shape if the rule takes it, or else that of a matrix of as many elements. */
    public Shape shape(Shape wanted) {
      return Family.shape(rule(), wanted);
    }

    /** Keeps averages of the weights, but where the rule has them itself. */
    public TrainerBuilder averaged(TrainerBuilder builder, WeightAverage average) {
      return rule().rule().hasResultApart() ? builder : builder.average(average);
    }

    /** How many arrays of a matrix' size a step reads and writes: the value and most slots. */
    public int writtenArrays() {
      Shape matrix = Shape.of(3, 4);
      return 1
          + (int)
              rule().rule().slots().stream()
                  .filter(slot -> slot.shape(matrix).equals(matrix))
                  .count();
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /**
   * A rule in a golden file.
   *
   * @param framework the framework's name there
   * @param optimizer the optimizer's name there
   * @param reads turns the framework's options into ours
   * @param slots our name of each piece of its state, be it a slot or a running number
   */
  public record Reference(
      String framework,
      String optimizer,
      Function<Options, Setup> reads,
      Map<String, String> slots) {
    /**
     * The rule with these options.
     *
     * @throws IllegalArgumentException if an option is not known or has a wrong value
     */
    public Setup setup(Options options) {
      Setup setup = reads.apply(options);
      options.requireAllRead();
      return setup;
    }
  }

  /**
   * What a framework's options come to.
   *
   * @param optimizer the rule
   * @param weightDecay a decay in place of the rule's own
   * @param maximize whether the objective grows
   * @param transforms of the gradients
   * @param average of the weights
   * @param accumulated how many gradients are averaged for a step
   */
  public record Setup(
      Optimizer optimizer,
      Optional<WeightDecay> weightDecay,
      boolean maximize,
      List<GradientTransform> transforms,
      Optional<WeightAverage> average,
      int accumulated) {
    /** Neither transforms nor averages. */
    public Setup(Optimizer optimizer, Optional<WeightDecay> weightDecay, boolean maximize) {
      this(optimizer, weightDecay, maximize, List.of(), Optional.empty(), 1);
    }

    /** A trainer to be, without parameters yet; gradients are added up where many make a step. */
    public TrainerBuilder builder() {
      TrainerBuilder builder = Trainer.builder(optimizer);
      weightDecay.ifPresent(builder::weightDecay);
      if (accumulated > 1) {
        builder.transform(new ScaleGradients(1.0 / accumulated));
      }
      transforms.forEach(builder::transform);
      average.ifPresent(builder::average);
      return maximize ? builder.maximize() : builder;
    }

    /** The options of torch.optim that are the same for all rules. */
    public static Setup pytorch(Optimizer optimizer, Options options) {
      return new Setup(
          optimizer,
          options.has("weight_decay")
              ? Optional.of(WeightDecay.l2(options.number("weight_decay")))
              : Optional.empty(),
          options.flag("maximize"));
    }
  }

  /** A shape if a rule takes it, or else that of the squarest matrix of as many elements. */
  public static Shape shape(Optimizer rule, Shape wanted) {
    try {
      rule.rule().slots().forEach(slot -> slot.shape(wanted));
      return wanted;
    } catch (IllegalArgumentException e) {
      int rows = Math.max(1, (int) Math.sqrt(wanted.size()));
      while (wanted.size() % rows != 0) {
        rows--;
      }
      return Shape.of(rows, wanted.size() / rows);
    }
  }

  /** A family without variants yet. */
  public static Family of(String label) {
    return new Family(label, List.of(), List.of(), Optional.empty());
  }

  /** The same with a variant more; see {@link Variant}. */
  public Family variant(
      String name,
      DoubleFunction<Optimizer> at,
      double rate,
      double quadratic,
      double rosenbrock,
      String text) {
    return variant(new Variant(name, at, rate, quadratic, rosenbrock, text));
  }

  /** The same with a variant more. */
  public Family variant(Variant variant) {
    List<Variant> more = new ArrayList<>(variants);
    more.add(variant);
    return new Family(label, List.copyOf(more), references, ownRacing);
  }

  /** The same with a reference more; see {@link Reference}. */
  public Family reference(
      String framework,
      String optimizer,
      Function<Options, Setup> reads,
      Map<String, String> slots) {
    List<Reference> more = new ArrayList<>(references);
    more.add(new Reference(framework, optimizer, reads, slots));
    return new Family(label, variants, List.copyOf(more), ownRacing);
  }

  /** The same, racing under a name of its own; see {@link Racing}. */
  public Family race(String name, DoubleFunction<Optimizer> at, double rate) {
    return race(new Racing(name, at, rate, true, ""));
  }

  /** The same with its way to race. */
  public Family race(Racing racing) {
    return new Family(label, variants, references, Optional.of(racing));
  }

  /** How the rule races: unless said otherwise, the first variant at a rate of 0.001. */
  public Racing racing() {
    return ownRacing.orElseGet(() -> new Racing(label, variants.get(0).at(), 1e-3, true, ""));
  }

  @Override
  public String toString() {
    return label;
  }
}
