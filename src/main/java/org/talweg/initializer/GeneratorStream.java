// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import java.util.random.RandomGenerator;

/** One {@code nextLong()} per element, in the order of drawing. */
record GeneratorStream(RandomGenerator generator) implements RandomStream {
  GeneratorStream {
    Objects.requireNonNull(generator, "generator");
  }

  @Override
  public void bits(long first, long[] destination, int count) {
    Objects.checkFromIndexSize(0, count, destination.length);
    Objects.checkFromIndexSize(first, count, Long.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      destination[i] = generator.nextLong();
    }
  }

  @Override
  public void upperBits(long first, int[] destination, int count) {
    Objects.checkFromIndexSize(0, count, destination.length);
    Objects.checkFromIndexSize(first, count, Long.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      destination[i] = (int) (generator.nextLong() >>> 32);
    }
  }
}
