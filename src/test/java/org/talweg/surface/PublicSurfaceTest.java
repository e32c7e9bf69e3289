// SPDX-License-Identifier: Apache-2.0
package org.talweg.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.talweg.gradient.GradientEffect;
import org.talweg.minimize.Search;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Rule;
import org.talweg.rule.Running;
import org.talweg.rule.Setting;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.sum.ExactSum;
import org.talweg.sum.ReproducibleSum;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.ArrivingStep;
import org.talweg.training.AveragedWeights;
import org.talweg.training.BareRule;
import org.talweg.training.ParameterDiagnostics;
import org.talweg.training.Sam;
import org.talweg.training.StepReport;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;

/** What holds of everything that is exported, found by listing it. */
class PublicSurfaceTest {
  /** Equal to themselves alone: they are places in memory, declarations, or have a state. */
  private static final Set<Class<?>> IDENTITIES =
      Set.of(
          FloatTensor.class,
          DoubleTensor.class,
          Parameter.class,
          ExactSum.class,
          ReproducibleSum.class,
          Hyperparameter.class,
          Setting.class,
          Slot.class,
          Running.class,
          Rule.class,
          StepNumbers.class,
          BareRule.class,
          GradientEffect.class,
          ArrivingStep.class,
          FloatChunk.class,
          DoubleChunk.class,
          Trainer.class,
          TrainerBuilder.class,
          StepReport.class,
          AveragedWeights.class,
          Sam.class,
          Search.class);

  private final Samples samples = new Samples();
  private final List<String> faults = new ArrayList<>();

  @Test
  void nullIsAnErrorThatNamesTheArgumentAndChangesNothing() {
    for (Class<?> type : Surface.types()) {
      for (Executable call : Surface.calls(type)) {
        Class<?>[] types = call.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
          if (!types[i].isPrimitive() && !isInnermost(call)) {
            callWith(call, i, null);
          }
          if (types[i].isArray()
              && !types[i].getComponentType().isPrimitive()
              && !isInnermost(call)) {
            callWith(call, i, Array.newInstance(types[i].getComponentType(), 1));
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  /** What the engine calls for every chunk of every step checks nothing. */
  private static boolean isInnermost(Executable call) {
    return call.getDeclaringClass() == StepNumbers.class && call.getName().equals("update");
  }

  private void callWith(Executable call, int index, Object missing) {
    Object receiver = receiver(call);
    Object before = state(receiver);
    String what = call + ", argument " + (index + 1) + (missing == null ? "" : " holds null");
    Object[] arguments = samples.arguments(call);
    arguments[index] = missing;
    Optional<Throwable> thrown = thrown(call, receiver, arguments);
    if (thrown.isEmpty()) {
      faults.add(what + ": taken in silence");
    } else if (!(thrown.get() instanceof NullPointerException)
        && !(thrown.get() instanceof IllegalArgumentException)) {
      faults.add(what + ": " + thrown.get());
    } else if (thrown.get().getMessage() == null
        || thrown.get().getMessage().startsWith("Cannot ")) {
      faults.add(what + ": a bare " + thrown.get());
    } else if (!state(receiver).equals(before)) {
      faults.add(what + ": changed something");
    }
  }

  private Object receiver(Executable call) {
    return call instanceof Constructor || Modifier.isStatic(call.getModifiers())
        ? "none"
        : samples.of(call.getDeclaringClass());
  }

  private static Object state(Object receiver) {
    return receiver instanceof Trainer trainer ? trainer.checkpoint() : receiver.toString();
  }

  private static Optional<Throwable> thrown(Executable call, Object receiver, Object[] arguments) {
    try {
      if (call instanceof Constructor<?> constructor) {
        constructor.newInstance(arguments);
      } else {
        ((Method) call).invoke(receiver, arguments);
      }
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(call.toString(), e);
    }
  }

  /** Of everything that makes a value: factories, and options that begin with "with". */
  @Test
  void whatIsNotANumberIsRefused() {
    for (Class<?> type : Surface.types()) {
      for (Executable call : Surface.calls(type)) {
        Class<?>[] types = call.getParameterTypes();
        for (int i = 0; i < types.length && makesAValue(call); i++) {
          if (types[i] == double.class) {
            Object[] arguments = samples.arguments(call);
            arguments[i] = Double.NaN;
            Optional<Throwable> thrown = thrown(call, receiver(call), arguments);
            if (thrown.isEmpty() || !(thrown.get() instanceof IllegalArgumentException)) {
              faults.add(call + ", argument " + (i + 1) + ": " + thrown);
            }
          }
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static boolean makesAValue(Executable call) {
    return call.getDeclaringClass() != Hyperparameter.class
        && call.getDeclaringClass() != ParameterDiagnostics.class // which reports what was found
        && (call instanceof Constructor
            || call.getName().startsWith("with")
            || (Modifier.isStatic(call.getModifiers())
                && ((Method) call).getReturnType() != double.class));
  }

  @Test
  void everyValueHasEqualityAndEverythingAText() throws NoSuchMethodException {
    for (Class<?> type : Surface.types()) {
      if (type.isInterface() || type.isEnum() || !Surface.hasInstances(type)) {
        continue;
      }
      if (type.getMethod("toString").getDeclaringClass() == Object.class) {
        faults.add(type + " has no toString");
      }
      boolean identity = IDENTITIES.contains(type) || Throwable.class.isAssignableFrom(type);
      boolean equal = type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
      boolean hashed = type.getMethod("hashCode").getDeclaringClass() != Object.class;
      if (equal == identity || hashed == identity) {
        faults.add(type + (identity ? " has equality" : " has no equality"));
      }
    }
    assertThat(faults).isEmpty();
  }
}
