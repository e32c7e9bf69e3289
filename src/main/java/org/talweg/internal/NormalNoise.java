// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * Standard normal numbers for the elements of a parameter at a step: those of the counter-based
 * stream, one for each index, whatever is asked for before. Holds memory to work in, so each thread
 * has its own.
 */
public final class NormalNoise {
  private final Philox philox = new Philox();
  private final double[] centred = new double[NormalQuantile.BLOCK];
  private final double[] normal = new double[NormalQuantile.BLOCK];

  /** Memory to work in. */
  public NormalNoise() {}

  /**
   * The key of a step's numbers: seeds and steps that are near each other have keys that are not.
   *
   * @param seed any number
   * @param step the number of the step
   */
  public static long key(long seed, long step) {
    long bits = seed + step * 0x9e3779b97f4a7c15L;
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }

  /**
   * Adds noise to elements.
   *
   * @param x the elements
   * @param at the index in the array of the first
   * @param count how many
   * @param first the index in the parameter of the first
   * @param name the hash of the parameter's name
   * @param key the step's
   * @param deviation what normal numbers are multiplied by
   */
  public void addTo(
      float[] x, int at, int count, long first, long name, long key, double deviation) {
    for (int done = 0, size; done < count; done += size) {
      size = draw(first + done, count - done, name, key);
      for (int i = 0; i < size; i++) {
        x[at + done + i] += (float) (deviation * normal[i]);
      }
    }
  }

  /**
   * Adds noise to elements.
   *
   * @param x the elements
   * @param at the index in the array of the first
   * @param count how many
   * @param first the index in the parameter of the first
   * @param name the hash of the parameter's name
   * @param key the step's
   * @param deviation what normal numbers are multiplied by
   */
  public void addTo(
      double[] x, int at, int count, long first, long name, long key, double deviation) {
    for (int done = 0, size; done < count; done += size) {
      size = draw(first + done, count - done, name, key);
      for (int i = 0; i < size; i++) {
        x[at + done + i] += deviation * normal[i];
      }
    }
  }

  /** Draws some numbers, and says how many. */
  private int draw(long first, int count, long name, long key) {
    int skipped = (int) (first % Philox.WORDS);
    int size = Math.min(Philox.BATCH - skipped, count);
    int[] words = philox.ints(name, 2 * (first / Philox.WORDS), 2, key);
    centre(words);
    NormalQuantile.of(centred, normal, skipped + size);
    if (skipped > 0) {
      System.arraycopy(normal, skipped, normal, 0, size);
    }
    return size;
  }

  /** Numbers in (−½, ½), symmetric about zero. */
  private void centre(int[] words) {
    for (int i = 0; i < NormalQuantile.BLOCK; i++) {
      centred[i] = ((words[i] ^ Integer.MIN_VALUE) + 0.5) * 0x1p-32;
    }
  }
}
