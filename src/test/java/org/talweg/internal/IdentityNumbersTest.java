// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentityNumbersTest {
  private final IdentityNumbers numbers = new IdentityNumbers();

  @Test
  void numbersFollowTheOrderOfArrival() {
    List<float[]> objects = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      objects.add(new float[0]);
      assertThat(numbers.find(objects.get(i))).isEqualTo(-1);
      assertThat(numbers.add(objects.get(i))).isEqualTo(i);
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(numbers.find(objects.get(i))).isEqualTo(i);
      assertThat(numbers.add(objects.get(i))).as("known already").isEqualTo(i);
    }
  }

  @Test
  void equalObjectsAreStillTwo() {
    assertThat(numbers.add(new ArrayList<>())).isZero();
    assertThat(numbers.add(new ArrayList<>())).isEqualTo(1);
  }

  @Test
  void theNumberOfARemovedObjectIsGivenAgain() {
    List<Object> objects = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      objects.add(new Object());
      numbers.add(objects.get(i));
    }
    numbers.remove(objects.get(7));
    assertThat(numbers.find(objects.get(7))).isEqualTo(-1);
    assertThat(numbers.add(new Object())).isEqualTo(7);
    assertThat(numbers.add(new Object())).isEqualTo(20);
  }

  /** Against an identity map, with more objects than the first table has places for. */
  @Test
  void anySequenceOfChangesKeepsNumbersApart() {
    long seed = 20261124;
    Random random = new Random(seed);
    IdentityHashMap<Object, Integer> expected = new IdentityHashMap<>();
    List<Object> present = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      if (random.nextInt(5) < 2 && !present.isEmpty()) {
        Object object = present.remove(random.nextInt(present.size()));
        numbers.remove(object);
        expected.remove(object);
      } else {
        Object object = new Object();
        present.add(object);
        expected.put(object, numbers.add(object));
      }
    }
    assertThat(present).hasSizeGreaterThan(100);
    assertThat(expected.values()).as("seed %d", seed).doesNotHaveDuplicates();
    assertThat(expected.values()).as("seed %d", seed).allMatch(number -> number < 5000);
    expected.forEach(
        (object, number) -> assertThat(numbers.find(object)).as("seed %d", seed).isEqualTo(number));
  }
}
