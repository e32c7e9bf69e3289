package org.talweg.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.optimizer.ElementwiseOptimizer;
import org.talweg.optimizer.Optimizer;
import org.talweg.optimizer.WeightDecay;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Gradient;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/**
 * Binds an optimizer to parameters and steps them. The trainer owns the optimizer's state and the
 * one step counter.
 *
 * <pre>{@code
 * Parameter w = Parameter.of("w", FloatTensor.wrap(weights, 784, 10), FloatTensor.wrap(gradient, 784, 10));
 * Trainer trainer = Trainer.of(Adam.of(1e-3), w);
 * for (...) { backward(weights, gradient); trainer.step(); }
 * }</pre>
 *
 * <p>A step does, in this order: the gradient transforms; the sign, if it maximizes; weight decay;
 * the rule; the average of the weights; and zeroes the gradients, if asked to. It leaves gradients
 * as they were otherwise. Results have the same bits for any number of threads. A step on the
 * calling thread allocates nothing.
 *
 * <p>Every {@value #VANISH_INTERVAL} steps, state near the end of its type's range (below 2⁻¹⁰⁰ in
 * single precision) is let go to zero, so that a weight whose gradient stays zero does not slow the
 * step down with subnormal arithmetic.
 *
 * <p>A trainer is used by one thread at a time.
 */
public final class Trainer {
  static final int VANISH_INTERVAL = 32;

  private final Optimizer optimizer;
  private final ElementwiseOptimizer rule;
  private final List<Parameter> parameters;
  private final List<Segment> segments;
  private final GradientScale scale;
  private final WeightDecay weightDecay;
  private final boolean maximize;
  private final @Nullable WeightAverage average;
  private final boolean skipNonFinite;
  private final StepPlan plan;
  private final Workers workers;
  private final @Nullable NormPhase normPhase;
  private final UpdatePhase updatePhase;
  private final StepReport report = new StepReport();
  private long step;
  private @Nullable RuntimeException failure;
  private boolean averagesInUse;

  Trainer(TrainerBuilder options, List<Parameter> parameters) {
    this.optimizer = options.optimizer;
    this.rule = (ElementwiseOptimizer) options.optimizer;
    this.parameters = parameters;
    this.segments = Segment.of(parameters, rule.slots(), options.average != null);
    this.scale = new GradientScale(options.transforms);
    this.weightDecay = options.weightDecay;
    this.maximize = options.maximize;
    this.average = options.average;
    this.skipNonFinite = options.skipNonFinite;
    this.plan =
        new StepPlan(rule.coefficientCount(), weightDecay.rate() != 0, options.zeroGradients);
    int threads = options.usefulThreads();
    this.workers = new Workers(options.executor, threads);
    this.normPhase =
        skipNonFinite || scale.needsGlobalNorm() ? new NormPhase(parameters, threads) : null;
    this.updatePhase = new UpdatePhase(rule, plan, segments, options.usefulChunkSize(), threads);
  }

  /**
   * {@return a trainer without options, on the calling thread}
   *
   * @param optimizer the rule
   * @param parameters what to train, at least one
   * @throws IllegalArgumentException if there is no parameter, or if two of them have the same
   *     name, names that collide in a checkpoint, or an array in common
   */
  public static Trainer of(Optimizer optimizer, Parameter... parameters) {
    return builder(optimizer).parameters(parameters).build();
  }

  /**
   * {@return the options of a new trainer}
   *
   * @param optimizer the rule
   */
  public static TrainerBuilder builder(Optimizer optimizer) {
    return new TrainerBuilder(optimizer);
  }

  /**
   * Updates all parameters by their gradients.
   *
   * @return what was done; rewritten by the next step
   * @throws IllegalStateException if the global norm of the gradients was asked for and is not
   *     finite, unless such steps are skipped; if the schedule gives a rate that is negative or not
   *     finite; or if the weights' averages are in use. Nothing is changed then. Also if a rule or
   *     an executor fails half way: then the trainer takes no further step until a checkpoint is
   *     restored
   */
  public StepReport step() {
    requireUsable();
    long next = step + 1;
    double rate = optimizer.learningRate().at(next);
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalStateException(
          "the learning rate must be zero or positive, and finite, but at step "
              + next
              + " it was "
              + rate);
    }
    workers.call();
    double norm = Double.NaN;
    if (normPhase != null) {
      workers.run(normPhase);
      norm = normPhase.norm();
      if (!Double.isFinite(norm)) {
        return refuse(next, rate, norm, normPhase);
      }
    }
    update(next, rate, norm);
    return report;
  }

  private void update(long next, double rate, double rawNorm) {
    scale.apply(rawNorm);
    boolean decoupled = weightDecay.kind() == WeightDecay.Kind.DECOUPLED;
    double[] coefficients = plan.coefficients;
    coefficients[ElementwiseOptimizer.GRADIENT_SCALE] = maximize ? -scale.factor : scale.factor;
    coefficients[ElementwiseOptimizer.L2] = decoupled ? 0 : weightDecay.rate();
    coefficients[ElementwiseOptimizer.KEEP] = decoupled ? 1 - rate * weightDecay.rate() : 1;
    plan.share = average == null ? 0 : average.share(next);
    plan.vanish = next % VANISH_INTERVAL == 0;
    rule.coefficients(next, rate, plan.coefficients);
    try {
      workers.run(updatePhase);
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
    step = next;
    report.set(next, rate, scale.norm, scale.clipped, false);
  }

  private StepReport refuse(long next, double rate, double norm, NormPhase phase) {
    if (!skipNonFinite) {
      throw new IllegalStateException("step " + next + ": " + phase.describeNonFinite());
    }
    if (plan.zeroGradients) {
      zeroGradients();
    }
    report.set(step, rate, norm, false, true);
    return report;
  }

  private void requireUsable() {
    if (failure != null) {
      throw new IllegalStateException(
          "step "
              + (step + 1)
              + " failed half way, so values and state are mixed: restore a"
              + " checkpoint, values included, before the next step",
          failure);
    }
    requireOwnWeights();
  }

  private void requireOwnWeights() {
    if (averagesInUse) {
      throw new IllegalStateException(
          "the parameters hold their averages: close AveragedWeights first");
    }
  }

  /** {@return the number of steps done} */
  public long stepCount() {
    return step;
  }

  /** Sets all gradients to zero, as before a backward pass that adds to them. */
  public void zeroGradients() {
    for (Parameter parameter : parameters) {
      Tensor gradient = ((Gradient.Dense) parameter.gradient()).tensor();
      if (gradient instanceof FloatTensor floats) {
        Arrays.fill(floats.array(), 0);
      } else if (gradient instanceof DoubleTensor doubles) {
        Arrays.fill(doubles.array(), 0);
      }
    }
  }

  /**
   * {@return a copy of the average of one parameter}
   *
   * @param parameterName the parameter's name
   * @throws IllegalStateException if the trainer keeps no averages, or they are in use
   * @throws IllegalArgumentException if it has no parameter of that name
   */
  public Tensor average(String parameterName) {
    requireAverages();
    requireOwnWeights();
    for (Segment segment : segments) {
      for (int i = 0; i < segment.members.size(); i++) {
        if (segment.members.get(i).name().equals(parameterName)) {
          return segment.average(i);
        }
      }
    }
    throw new IllegalArgumentException(
        "no parameter \""
            + parameterName
            + "\", only "
            + parameters.stream().map(Parameter::name).toList());
  }

  /**
   * Puts the averages into the parameters, in place, until the result is closed. The trainer takes
   * no step meanwhile.
   *
   * @return what puts the trained weights back
   * @throws IllegalStateException if the trainer keeps no averages, or they are in use already
   */
  public AveragedWeights useAverages() {
    requireAverages();
    requireUsable();
    swapAverages();
    return new AveragedWeights(this::swapAverages);
  }

  private void requireAverages() {
    if (average == null) {
      throw new IllegalStateException(
          "the trainer keeps no averages: build it with average(WeightAverage)");
    }
  }

  private void swapAverages() {
    segments.forEach(Segment::swapAverages);
    averagesInUse = !averagesInUse;
  }

  /**
   * {@return a snapshot of the step number, the parameters' values, state and averages}
   *
   * @throws IllegalStateException after a step that failed half way, or while averages are in use
   */
  public Checkpoint checkpoint() {
    requireUsable();
    return Checkpoint.of(step, Map.of(), tensors());
  }

  /**
   * Goes back to a snapshot: step number, values, state and averages. Everything is checked before
   * anything is changed.
   *
   * @param checkpoint the snapshot, of this trainer or of one like it
   * @throws IllegalArgumentException if the snapshot's tensors are not exactly those of this
   *     trainer, by name, shape and type
   * @throws IllegalStateException while averages are in use
   */
  public void restore(Checkpoint checkpoint) {
    requireOwnWeights();
    Map<String, Tensor> own = tensors();
    if (!checkpoint.names().equals(own.keySet())) {
      throw new IllegalArgumentException(
          "the checkpoint lacks "
              + difference(own.keySet(), checkpoint.names())
              + " of this trainer's tensors and has "
              + difference(checkpoint.names(), own.keySet())
              + " that are not the trainer's");
    }
    Map<String, Tensor> saved = new LinkedHashMap<>();
    own.forEach((name, tensor) -> saved.put(name, fitting(name, checkpoint.tensor(name), tensor)));
    segments.forEach(segment -> segment.load(saved));
    step = checkpoint.step();
    failure = null;
  }

  private static Tensor fitting(String name, Tensor saved, Tensor own) {
    if (saved.dataType() != own.dataType() || !saved.shape().equals(own.shape())) {
      throw new IllegalArgumentException(
          "tensor \""
              + name
              + "\" of the checkpoint is "
              + saved
              + ", but the trainer's is "
              + own);
    }
    return saved;
  }

  private Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    segments.forEach(segment -> segment.save(tensors));
    return tensors;
  }

  private static Set<String> difference(Set<String> from, Set<String> taken) {
    Set<String> rest = new TreeSet<>(from);
    rest.removeAll(taken);
    return rest;
  }
}
