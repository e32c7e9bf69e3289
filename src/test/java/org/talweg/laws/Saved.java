// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/**
 * What a checkpoint holds for each parameter, the numbers included that all parameters share and
 * that are metadata for that reason.
 */
public final class Saved {
  private static final String OF_ALL = "*/";

  private Saved() {}

  /**
   * {@return everything by name, such as {@code w}, {@code w/velocity} and {@code w/steps}}
   *
   * @param checkpoint of a trainer under one rule
   */
  public static SortedMap<String, Tensor> tensors(Checkpoint checkpoint) {
    SortedMap<String, Tensor> all = new TreeMap<>();
    checkpoint.names().forEach(name -> all.put(name, checkpoint.tensor(name)));
    List<String> parameters =
        all.keySet().stream()
            .filter(name -> all.keySet().stream().noneMatch(of -> name.startsWith(of + "/")))
            .toList();
    checkpoint
        .metadata()
        .forEach(
            (key, text) -> {
              if (key.startsWith(OF_ALL)) {
                for (String parameter : parameters) {
                  all.putIfAbsent(
                      parameter + key.substring(1),
                      DoubleTensor.wrap(new double[] {Double.parseDouble(text)}, Shape.of()));
                }
              }
            });
    return all;
  }

  /**
   * {@return a number of a parameter, such as the steps that its state has taken}
   *
   * @param checkpoint of a trainer
   * @param name as in {@code w/steps}
   */
  public static double number(Checkpoint checkpoint, String name) {
    Tensor tensor = tensors(checkpoint).get(name);
    if (tensor instanceof DoubleTensor number) {
      return number.get(0);
    }
    throw new IllegalArgumentException("no number " + name + " in " + checkpoint);
  }
}
