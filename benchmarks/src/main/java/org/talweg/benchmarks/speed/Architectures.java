// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;
import org.talweg.tensor.Shape;

/** The parameters of well-known networks, generated from their architecture. */
final class Architectures {
  private Architectures() {}

  /** LeNet-5 as taught today: two convolutions, three dense layers; 10 tensors. */
  static Model leNet5() {
    List<Shape> shapes = new ArrayList<>();
    convolution(shapes, 1, 6, 5);
    shapes.add(Shape.of(6));
    convolution(shapes, 6, 16, 5);
    shapes.add(Shape.of(16));
    dense(shapes, 400, 120);
    dense(shapes, 120, 84);
    dense(shapes, 84, 10);
    return new Model("lenet5", shapes);
  }

  /** ResNet-50: convolutions without bias, each with a batch normalization; 161 tensors. */
  static Model resNet50() {
    List<Shape> shapes = new ArrayList<>();
    normalizedConvolution(shapes, 3, 64, 7);
    int[] blocks = {3, 4, 6, 3};
    int in = 64;
    for (int stage = 0; stage < blocks.length; stage++) {
      int width = 64 << stage;
      int out = 4 * width;
      for (int block = 0; block < blocks[stage]; block++) {
        normalizedConvolution(shapes, in, width, 1);
        normalizedConvolution(shapes, width, width, 3);
        normalizedConvolution(shapes, width, out, 1);
        if (block == 0) {
          normalizedConvolution(shapes, in, out, 1); // the shortcut's projection
        }
        in = out;
      }
    }
    dense(shapes, in, 1000);
    return new Model("resnet50", shapes);
  }

  /** GPT-2 small: 12 blocks of width 768; the output layer shares the embedding; 148 tensors. */
  static Model gpt2Small() {
    return gpt2("gpt2", 768);
  }

  /** The same at a quarter of the width, so 15 M elements in place of 124 M. */
  static Model gpt2Narrow() {
    return gpt2("gpt2-narrow", 192);
  }

  private static Model gpt2(String name, int width) {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(Shape.of(50257, width));
    shapes.add(Shape.of(1024, width));
    for (int block = 0; block < 12; block++) {
      normalization(shapes, width);
      dense(shapes, width, 3 * width);
      dense(shapes, width, width);
      normalization(shapes, width);
      dense(shapes, width, 4 * width);
      dense(shapes, 4 * width, width);
    }
    normalization(shapes, width);
    return new Model(name, shapes);
  }

  private static void dense(List<Shape> shapes, int in, int out) {
    shapes.add(Shape.of(out, in));
    shapes.add(Shape.of(out));
  }

  private static void convolution(List<Shape> shapes, int in, int out, int kernel) {
    shapes.add(Shape.of(out, in, kernel, kernel));
  }

  private static void normalization(List<Shape> shapes, int width) {
    shapes.add(Shape.of(width));
    shapes.add(Shape.of(width));
  }

  private static void normalizedConvolution(List<Shape> shapes, int in, int out, int kernel) {
    convolution(shapes, in, out, kernel);
    normalization(shapes, out);
  }
}
