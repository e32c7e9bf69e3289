// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.tensor.Shape;

/**
 * The shapes of a model's parameters, in order.
 *
 * @param name its name in results
 * @param shapes one shape for each parameter
 */
public record Model(String name, List<Shape> shapes) {
  private static final Pattern TENSORS = Pattern.compile("([1-9]\\d{0,6})x([1-9]\\d{0,8})");

  /** Copies the list. */
  public Model {
    shapes = List.copyOf(shapes);
  }

  /**
   * The model of a name: {@code lenet5}, {@code resnet50}, {@code gpt2}, {@code gpt2-narrow}, or
   * {@code 1000x10} for 1,000 tensors of 10 elements each.
   *
   * @throws IllegalArgumentException if the name is none of these
   */
  public static Model named(String name) {
    return switch (name) {
      case "lenet5" -> Architectures.leNet5();
      case "resnet50" -> Architectures.resNet50();
      case "gpt2" -> Architectures.gpt2Small();
      case "gpt2-narrow" -> Architectures.gpt2Narrow();
      default -> equalTensors(name);
    };
  }

  private static Model equalTensors(String name) {
    Matcher matcher = TENSORS.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "unknown model \""
              + name
              + "\"; expected lenet5, resnet50, gpt2, gpt2-narrow, or tensors x elements as in 1000x10");
    }
    Shape shape = Shape.of(Integer.parseInt(matcher.group(2)));
    return new Model(name, Collections.nCopies(Integer.parseInt(matcher.group(1)), shape));
  }

  /** The number of elements of all parameters. */
  public long size() {
    return shapes.stream().mapToLong(Shape::size).sum();
  }
}
