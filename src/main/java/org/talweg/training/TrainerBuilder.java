package org.talweg.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.talweg.gradient.GradientTransform;
import org.talweg.internal.Checks;
import org.talweg.optimizer.Optimizer;
import org.talweg.optimizer.Slot;
import org.talweg.optimizer.WeightDecay;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Gradient;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/** The options of a {@link Trainer}. Each is off unless set. */
public final class TrainerBuilder {
  /** Below this number of elements, waking a thread costs more than it saves. */
  static final int SMALLEST_PARALLEL = 1 << 15;

  private static final int SMALLEST_DEFAULT_CHUNK = 1 << 12;

  /** Fits in the second cache, for what passes over a chunk more than once. */
  private static final int CACHED_CHUNK = 1 << 14;

  /** Has few borders, for what passes over it once. */
  private static final int STREAMED_CHUNK = 1 << 16;

  private static final int CHUNKS_PER_THREAD = 8;

  /** With more, a rule may have to pass over a chunk twice. */
  private static final int SLOTS_OF_ONE_LOOP = 2;

  final Optimizer optimizer;
  final List<GradientTransform> transforms = new ArrayList<>();
  WeightDecay weightDecay;
  boolean maximize;
  @Nullable WeightAverage average;
  boolean zeroGradients;
  boolean skipNonFinite;
  Executor executor = Runnable::run;
  private int chunkSize;
  private int threads = 1;
  private final List<Parameter> parameters = new ArrayList<>();

  TrainerBuilder(Optimizer optimizer) {
    this.optimizer = optimizer;
    this.weightDecay = optimizer.weightDecay();
  }

  /**
   * Adds parameters.
   *
   * @param added what to train, besides those already added
   * @return this builder
   */
  public TrainerBuilder parameters(Parameter... added) {
    return parameters(Arrays.asList(added));
  }

  /**
   * Adds parameters, in the collection's order.
   *
   * @param added what to train, besides those already added
   * @return this builder
   */
  public TrainerBuilder parameters(Collection<Parameter> added) {
    parameters.addAll(added);
    return this;
  }

  /**
   * Adds a transform of the gradients, after those already added.
   *
   * @param transform scales all gradients, as clipping does
   * @return this builder
   */
  public TrainerBuilder transform(GradientTransform transform) {
    transforms.add(transform);
    return this;
  }

  /**
   * Sets the weight decay, in place of the optimizer's own.
   *
   * @param decay the decay; {@link WeightDecay#NONE} for none
   * @return this builder
   */
  public TrainerBuilder weightDecay(WeightDecay decay) {
    this.weightDecay = decay;
    return this;
  }

  /**
   * Climbs instead of descending: the rule sees −g.
   *
   * @return this builder
   */
  public TrainerBuilder maximize() {
    this.maximize = true;
    return this;
  }

  /**
   * Keeps an average of the weights.
   *
   * @param weightAverage how much each step weighs in it
   * @return this builder
   */
  public TrainerBuilder average(WeightAverage weightAverage) {
    this.average = weightAverage;
    return this;
  }

  /**
   * Sets gradients to zero at the end of each step, in the same pass over memory.
   *
   * @return this builder
   */
  public TrainerBuilder zeroGradientsAfterStep() {
    this.zeroGradients = true;
    return this;
  }

  /**
   * Skips a step whose gradients hold NaN or infinity: values and state stay, the step counter too,
   * and {@link StepReport#skipped} says so. Gradients are zeroed if they are zeroed after each
   * step. Without this option such gradients reach the rule, or, where a transform takes the global
   * norm, are an error.
   *
   * @return this builder
   */
  public TrainerBuilder skipNonFinite() {
    this.skipNonFinite = true;
    return this;
  }

  /**
   * Steps on the calling thread and on threads of the JVM's common pool.
   *
   * @param count the number of threads, the caller's included, at least 1
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public TrainerBuilder threads(int count) {
    return executor(ForkJoinPool.commonPool(), count);
  }

  /**
   * Steps on the calling thread and on threads of an executor. A small model stays on the calling
   * thread; a busy executor costs speed, never correctness.
   *
   * @param helpers runs the tasks that help; it stays the caller's, who shuts it down
   * @param count the number of threads, the caller's included, at least 1
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public TrainerBuilder executor(Executor helpers, int count) {
    this.threads = (int) Checks.atLeastOne("the number of threads", count);
    this.executor = helpers;
    return this;
  }

  /**
   * Sets the number of elements that go through all parts of a step together, so that they stay in
   * cache. It changes speed only. By default it is 16,384, or 65,536 where nothing but a rule of at
   * most two slots passes over them, and less where several threads share a small model.
   *
   * @param elements the number of elements, at least 1,024
   * @return this builder
   * @throws IllegalArgumentException if it is below 1,024
   */
  public TrainerBuilder chunkSize(int elements) {
    if (elements < Segment.PACK) {
      throw new IllegalArgumentException(
          "chunk size must be at least " + Segment.PACK + ", but was " + elements);
    }
    this.chunkSize = elements;
    return this;
  }

  /**
   * Binds the optimizer to the parameters and allocates its state.
   *
   * @return the trainer, at step 0
   * @throws IllegalArgumentException if there is no parameter, or if two of them have the same
   *     name, names that collide in a checkpoint, or an array in common
   */
  public Trainer build() {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("a trainer needs at least one parameter");
    }
    requireDistinctSlots();
    Set<String> names = new HashSet<>();
    for (Parameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException("two parameters are named \"" + parameter.name() + "\"");
      }
    }
    requireDistinctKeys();
    requireDistinctArrays();
    return new Trainer(this, List.copyOf(parameters));
  }

  /** The number of threads that pays for these parameters. */
  int usefulThreads() {
    return elements() < SMALLEST_PARALLEL ? 1 : threads;
  }

  /** The chunk size that was set, or the one that suits these parameters. */
  int usefulChunkSize() {
    if (chunkSize > 0) {
      return chunkSize;
    }
    boolean once =
        average == null && !zeroGradients && optimizer.slots().size() <= SLOTS_OF_ONE_LOOP;
    int largest = once ? STREAMED_CHUNK : CACHED_CHUNK;
    int count = usefulThreads();
    long share = count == 1 ? largest : elements() / ((long) count * CHUNKS_PER_THREAD);
    return (int) Math.max(SMALLEST_DEFAULT_CHUNK, Math.min(largest, share));
  }

  private long elements() {
    return parameters.stream().mapToLong(p -> p.value().size()).sum();
  }

  private void requireDistinctSlots() {
    List<String> names = optimizer.slots().stream().map(Slot::name).toList();
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "the slots of " + optimizer + " must have different names, but were " + names);
    }
  }

  private void requireDistinctKeys() {
    Set<String> keys = new HashSet<>();
    for (Parameter parameter : parameters) {
      for (String key : Segment.keys(parameter, optimizer.slots(), average != null)) {
        if (!keys.add(key)) {
          throw new IllegalArgumentException(
              "parameter \"" + parameter.name() + "\": \"" + key + "\" has two meanings");
        }
      }
    }
  }

  private void requireDistinctArrays() {
    Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Parameter parameter : parameters) {
      Tensor gradient = ((Gradient.Dense) parameter.gradient()).tensor();
      if (parameter.value().size() > 0
          && !(arrays.add(array(parameter.value())) && arrays.add(array(gradient)))) {
        throw new IllegalArgumentException(
            "parameter \"" + parameter.name() + "\" shares an array with another parameter");
      }
    }
  }

  private static Object array(Tensor tensor) {
    return tensor instanceof FloatTensor floats ? floats.array() : ((DoubleTensor) tensor).array();
  }
}
