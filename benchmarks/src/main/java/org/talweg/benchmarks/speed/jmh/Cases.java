// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Numbers;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.benchmarks.speed.probe.Kind;
import org.talweg.tensor.DataType;

/** What JMH measures. */
final class Cases {
  /** One tensor, by size. */
  static final List<String> SIZES =
      List.of("1x10", "1x1000", "1x10000", "1x100000", "1x1048576", "1x16777216");

  private static final String LARGEST = "1x16777216";

  /** One tensor and whole models. */
  static final List<String> MODELS =
      Stream.concat(SIZES.stream(), Stream.of("1000x10", "100x1000", "lenet5", "resnet50", "gpt2"))
          .toList();

  /** Values, gradients, two slots, averages; and room for the source of new gradients. */
  private static final double ARRAYS = 6;

  private Cases() {}

  /** All cases. */
  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (DataType type : DataType.values()) {
      for (Rule rule : Rule.values()) {
        SIZES.forEach(model -> cases.add(step(rule, type, model)));
        cases.add(step(rule, type, LARGEST).on(2));
      }
      cases.add(step(Rule.ADAM, type, "1x10000").as(Kind.HAND_WRITTEN));
    }
    for (String model : SIZES) {
      cases.add(step(Rule.ADAM, DataType.FLOAT32, model).as(Kind.ROOF));
    }
    for (String model : MODELS) {
      for (int threads = 1; threads <= 2; threads++) {
        Case adam = step(Rule.ADAM, DataType.FLOAT32, model).on(threads);
        Case adamW = step(Rule.ADAMW, DataType.FLOAT32, model).on(threads);
        cases.add(adam);
        cases.add(adamW.as(Kind.PIPELINE));
        cases.add(adamW.as(Kind.PIPELINE_REFILL));
      }
    }
    return cases.stream().distinct().toList();
  }

  /** A step on one thread. */
  static Case step(Rule rule, DataType type, String model) {
    return new Case(Kind.STEP, rule, type, model, 1);
  }

  /** The bytes of heap that a case needs. */
  static long bytes(Case c) {
    return (long) (ARRAYS * Numbers.bytes(c.type()) * Model.named(c.model()).size());
  }
}
