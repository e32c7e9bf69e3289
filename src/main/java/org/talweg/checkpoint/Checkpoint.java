package org.talweg.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.talweg.tensor.Tensor;

/**
 * An immutable snapshot of a training run: the number of steps done, and tensors by name. A trainer
 * writes a parameter's value as {@code <parameter>}, its state as {@code <parameter>/<slot>} and
 * its average as {@code <parameter>/average}.
 */
public final class Checkpoint {
  private final long step;
  private final Map<String, Tensor> tensors;

  private Checkpoint(long step, Map<String, Tensor> tensors) {
    this.step = step;
    this.tensors = tensors;
  }

  /**
   * A snapshot of the given tensors, which are copied; the order of their names is kept.
   *
   * @param step the number of steps done, zero or more
   * @param tensors the tensors by name
   * @return the snapshot, which later changes to the tensors do not reach
   * @throws IllegalArgumentException if the step is negative
   */
  public static Checkpoint of(long step, Map<String, ? extends Tensor> tensors) {
    if (step < 0) {
      throw new IllegalArgumentException("step must not be negative, but was " + step);
    }
    Map<String, Tensor> copies = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return new Checkpoint(step, Collections.unmodifiableMap(copies));
  }

  /** {@return the number of steps done when the snapshot was taken} */
  public long step() {
    return step;
  }

  /** {@return the names of the tensors, in order and unmodifiable} */
  public Set<String> names() {
    return tensors.keySet();
  }

  /**
   * {@return a copy of one tensor}
   *
   * @param name one of {@link #names}
   * @throws IllegalArgumentException if there is none of that name
   */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "the checkpoint has no tensor \"" + name + "\", only " + names());
    }
    return tensor.copy();
  }
}
