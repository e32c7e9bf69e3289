// SPDX-License-Identifier: Apache-2.0
package org.talweg.surface;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.engine.RuleRun;
import org.talweg.gradient.ClipByValue;
import org.talweg.gradient.GradientEffect;
import org.talweg.gradient.GradientTransform;
import org.talweg.gradient.NormType;
import org.talweg.gradient.ScaleGradients;
import org.talweg.initializer.Bias;
import org.talweg.initializer.ForgetGateBias;
import org.talweg.initializer.He;
import org.talweg.initializer.Initializer;
import org.talweg.minimize.Lbfgs;
import org.talweg.minimize.Minimizer;
import org.talweg.minimize.Objective;
import org.talweg.minimize.Search;
import org.talweg.minimize.SearchResult;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.NormFactor;
import org.talweg.rule.Optimizer;
import org.talweg.rule.Rule;
import org.talweg.rule.StepNumbers;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.sum.ExactSum;
import org.talweg.sum.ReproducibleSum;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Gradient;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;
import org.talweg.training.ArrivingStep;
import org.talweg.training.AveragedWeights;
import org.talweg.training.BareRule;
import org.talweg.training.Diagnostics;
import org.talweg.training.Group;
import org.talweg.training.LossScaling;
import org.talweg.training.ParameterDiagnostics;
import org.talweg.training.StepReport;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;
import org.talweg.training.WeightAverage;

/** A valid value of any type that the public surface takes. */
final class Samples {
  private final Map<Class<?>, Supplier<?>> known = new HashMap<>();
  private final List<Class<?>> types = Surface.types();

  private enum Single {
    ONLY
  }

  Samples() {
    add(String.class, () -> "w");
    add(Object.class, () -> new float[2]);
    add(Path.class, () -> Path.of("file"));
    add(Map.class, Map::of);
    add(List.class, List::of);
    add(Collection.class, List::of);
    add(Thread.class, Thread::currentThread);
    add(Executor.class, () -> (Executor) Runnable::run);
    add(FloatBuffer.class, () -> FloatBuffer.allocate(2));
    add(DoubleBuffer.class, () -> DoubleBuffer.allocate(2));
    add(RandomGenerator.class, () -> RandomGenerator.of("L64X128MixRandom"));
    add(Shape.class, () -> Shape.of(2));
    add(Tensor.class, () -> FloatTensor.zeros(2));
    add(FloatTensor.class, () -> FloatTensor.zeros(2));
    add(DoubleTensor.class, () -> DoubleTensor.zeros(2));
    add(Gradient.class, () -> new Gradient.Dense(FloatTensor.zeros(2)));
    add(Parameter.class, () -> Parameter.of("w", FloatTensor.zeros(2)));
    add(Schedule.class, () -> Schedule.constant(0.5));
    add(Initializer.class, He::normal);
    add(ForgetGateBias.class, () -> Bias.forgetGate("ifgo"));
    add(Optimizer.class, () -> Sgd.of(0.5));
    add(Hyperparameter.class, () -> Hyperparameter.LEARNING_RATE);
    add(Hyperparameters.class, () -> Adam.of(0.5).hyperparameters());
    add(StepNumbers.class, () -> RuleRun.of(Sgd.of(0.5), WeightDecay.NONE));
    add(BareRule.class, () -> BareRule.of(Sgd.of(0.5)));
    add(Class.class, () -> Sgd.class);
    add(Enum.class, () -> Single.ONLY);
    add(Rule.class, () -> Sgd.of(0.5).rule());
    add(GradientTransform.class, () -> new ScaleGradients(0.5));
    add(GradientEffect.ByStep.class, () -> step -> 0.5);
    add(GradientEffect.ByNorm.class, () -> (norm, step) -> 0.5);
    add(GradientEffect.ByWeights.class, () -> (weights, norm, step) -> 0.5);
    add(NormFactor.class, () -> (weights, norm, numbers) -> 0.5);
    add(NormType.class, () -> NormType.SUM);
    add(GradientEffect.class, () -> ClipByValue.of(1).effect());
    add(Checkpoint.class, () -> Checkpoint.of(0, Map.of(), Map.of("w", FloatTensor.zeros(2))));
    add(DataInput.class, () -> new DataInputStream(new ByteArrayInputStream(new byte[0])));
    add(DataOutput.class, () -> new DataOutputStream(OutputStream.nullOutputStream()));
    add(ReproducibleSum.class, () -> ReproducibleSum.of(1));
    add(ExactSum.class, ExactSum::zero);
    add(LossScaling.class, LossScaling::dynamic);
    add(Group.class, () -> Group.matching("w"));
    add(TrainerBuilder.class, Samples::builder);
    add(Trainer.class, () -> builder().build());
    add(StepReport.class, () -> builder().build().step());
    add(OptionalInt.class, OptionalInt::empty);
    add(Diagnostics.class, Samples::diagnostics);
    add(ParameterDiagnostics.class, () -> diagnostics().parameters().get(0));
    add(Objective.class, () -> (Objective) (x, gradient) -> 0);
    add(Consumer.class, () -> (Consumer<Object>) any -> {});
    add(Duration.class, () -> Duration.ofSeconds(1));
    add(Minimizer.class, Lbfgs::of);
    add(Search.class, () -> Lbfgs.of().search(1));
    add(SearchResult.class, () -> Lbfgs.of().minimize((x, gradient) -> 0, 1));
    add(ArrivingStep.class, () -> builder().build().begin());
    add(AveragedWeights.class, () -> builder().build().useAverages());
  }

  private static Diagnostics diagnostics() {
    return builder().diagnosticsEvery(1).build().step().diagnostics().orElseThrow();
  }

  private static TrainerBuilder builder() {
    return Trainer.builder(Adam.of(0.5))
        .parameters(Parameter.of("w", new float[2], new float[2]))
        .average(WeightAverage.equal());
  }

  private <T> void add(Class<T> type, Supplier<? extends T> sample) {
    known.put(type, sample);
  }

  /** Arguments of a call. */
  Object[] arguments(Executable call) {
    return Arrays.stream(call.getParameterTypes()).map(this::of).toArray();
  }

  /** A value of a type: a known one, or what a factory makes. */
  Object of(Class<?> type) {
    if (known.containsKey(type)) {
      return known.get(type).get();
    }
    if (type.isPrimitive()) {
      return primitive(type);
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), 1);
      Array.set(array, 0, of(type.getComponentType()));
      return array;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isInterface() && type.getName().startsWith("java.util.function")) {
      return Proxy.newProxyInstance(
          type.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) ->
              method.getReturnType().isPrimitive() && method.getReturnType() != void.class
                  ? primitive(method.getReturnType())
                  : null);
    }
    return made(type)
        .orElseThrow(() -> new AssertionError("no sample of " + type + ": add one to Samples"));
  }

  private static Object primitive(Class<?> type) {
    return switch (type.getName()) {
      case "double" -> 0.5;
      case "float" -> 0.5f;
      case "long" -> 10L;
      case "int" -> 1;
      case "boolean" -> true;
      default -> throw new AssertionError("no sample of " + type);
    };
  }

  private Optional<Object> made(Class<?> type) {
    return Stream.concat(Stream.of(type), types.stream())
        .flatMap(owner -> Surface.calls(owner).stream())
        .filter(call -> makes(call, type))
        .sorted(Comparator.comparing(Executable::getParameterCount))
        .flatMap(call -> attempt(call).stream())
        .findFirst();
  }

  private static boolean makes(Executable call, Class<?> type) {
    return (call instanceof Constructor && call.getDeclaringClass() == type)
        || (call instanceof Method method
            && Modifier.isStatic(method.getModifiers())
            && type.isAssignableFrom(method.getReturnType()));
  }

  private Optional<Object> attempt(Executable call) {
    try {
      Object[] arguments = arguments(call);
      return Optional.of(
          call instanceof Constructor<?> constructor
              ? constructor.newInstance(arguments)
              : ((Method) call).invoke(null, arguments));
    } catch (InvocationTargetException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(call.toString(), e);
    }
  }
}
