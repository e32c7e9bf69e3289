// SPDX-License-Identifier: Apache-2.0
package org.talweg.sum;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sum of vectors, element by element, whose bits do not depend on the order in which they were
 * added, nor on how they were shared out to sums that were {@linkplain #merge merged}: for
 * gradients from threads, processes or partitions that end in no order.
 *
 * <pre>{@code
 * ReproducibleSum sum = ReproducibleSum.of(weights.length); // one for each thread
 * for (...) { gradient(example, g); sum.add(g); }
 * total.merge(sum); // in any order
 * total.result(gradient);
 * }</pre>
 *
 * <p>Elements are cut into four bins at fixed exponents, 21 bits apart, and added without rounding
 * in each (the method of J. Demmel and H. D. Nguyen, "Parallel Reproducible Summation", IEEE
 * Transactions on Computers 64(7), 2015; they take wider bins and carry between them). With Σ the
 * exact sum of an element over n vectors, and m the largest magnitude, in any of the vectors, among
 * the 256 elements whose index divided by 256 has the same quotient,
 *
 * <blockquote>
 *
 * |result − Σ| ≤ 2⁻⁵³·|Σ| + n·m·2⁻⁶²
 *
 * </blockquote>
 *
 * A plain sum may err by (n − 1)·2⁻⁵³·Σ|x|.
 *
 * <p>NaN and infinities are kept apart, for each element: the result is NaN if a NaN was added, or
 * both infinities, and infinite if one was. Magnitudes above 2⁹⁸⁶ (6.5·10²⁹⁶) count as infinite. A
 * sum of zeros is 0, never −0.
 *
 * <p>It takes 32 bytes for each element. Adding and merging allocate nothing, except at the first
 * element that is not finite. Used by one thread at a time.
 */
public final class ReproducibleSum {
  /** What a written sum begins with. */
  private static final int FORMAT = 0x7a1e6501;

  private final int length;
  private final Bins[] blocks;
  private final double[] scratch = new double[Bins.WIDTH];

  /** Scratch for the last elements, followed by zeros. */
  private final double[] tail = new double[Bins.WIDTH];

  private @Nullable NotFinite notFinite;
  private long count;

  private ReproducibleSum(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("length must not be negative, but was " + length);
    }
    this.length = length;
    this.blocks = new Bins[(int) ((length + (long) Bins.WIDTH - 1) / Bins.WIDTH)];
  }

  /**
   * {@return a sum of no vectors: 0 in every element}
   *
   * @param length the number of elements of a vector
   * @throws IllegalArgumentException if it is negative
   */
  public static ReproducibleSum of(int length) {
    ReproducibleSum sum = new ReproducibleSum(length);
    Arrays.setAll(sum.blocks, i -> new Bins());
    return sum;
  }

  /** {@return the number of elements of a vector} */
  public int length() {
    return length;
  }

  /** {@return the number of vectors added so far, those of merged sums included} */
  public long count() {
    return count;
  }

  /**
   * Adds a vector.
   *
   * @param x its elements; read alone
   * @throws IllegalArgumentException if it has another length; nothing is changed then
   * @throws IllegalStateException at the vector after 2³³; nothing is changed then
   */
  public void add(double[] x) {
    requireLength("x", requireNonNull(x, "x").length);
    count = countWith(1);
    for (int i = 0; i < blocks.length; i++) {
      int from = i * Bins.WIDTH;
      int size = Math.min(Bins.WIDTH, length - from);
      double[] block = size < Bins.WIDTH ? tail : scratch;
      System.arraycopy(x, from, block, 0, size);
      add(i, block, size);
    }
  }

  /**
   * Adds a vector.
   *
   * @param x its elements; read alone
   * @throws IllegalArgumentException if it has another length; nothing is changed then
   * @throws IllegalStateException at the vector after 2³³; nothing is changed then
   */
  public void add(float[] x) {
    requireLength("x", requireNonNull(x, "x").length);
    count = countWith(1);
    for (int i = 0; i < blocks.length; i++) {
      int from = i * Bins.WIDTH;
      int size = Math.min(Bins.WIDTH, length - from);
      double[] block = size < Bins.WIDTH ? tail : scratch;
      widen(x, from, size, block);
      add(i, block, size);
    }
  }

  private static void widen(float[] x, int from, int size, double[] into) {
    for (int k = 0; k < size; k++) {
      into[k] = x[from + k];
    }
  }

  private void add(int block, double[] x, int size) {
    if (!blocks[block].add(x)) {
      if (notFinite == null) {
        notFinite = new NotFinite(length);
      }
      notFinite.take(x, block * Bins.WIDTH, size);
      blocks[block].add(x);
    }
  }

  /**
   * Adds all vectors of another sum.
   *
   * @param other a sum of vectors of the same length; not changed
   * @throws IllegalArgumentException if they have another length, or if it is this very sum;
   *     nothing is changed then
   * @throws IllegalStateException if there would be more than 2³³ vectors; nothing is changed then
   */
  public void merge(ReproducibleSum other) {
    requireLength("other", requireNonNull(other, "other").length);
    if (other == this) {
      throw new IllegalArgumentException("other must be another sum, but was this one");
    }
    count = countWith(other.count);
    for (int i = 0; i < blocks.length; i++) {
      blocks[i].merge(other.blocks[i]);
    }
    if (other.notFinite != null) {
      if (notFinite == null) {
        notFinite = new NotFinite(length);
      }
      notFinite.merge(other.notFinite);
    }
  }

  private long countWith(long more) {
    if (more > Bins.CAPACITY - count) {
      throw new IllegalStateException(
          "a sum takes "
              + Bins.CAPACITY
              + " vectors, but would have "
              + (count + more)
              + ": add up some of them beforehand");
    }
    return count + more;
  }

  /**
   * Writes the sum.
   *
   * @param into an array of {@link #length} elements; overwritten
   * @throws IllegalArgumentException if it has another length; nothing is changed then
   */
  public void result(double[] into) {
    requireLength("into", requireNonNull(into, "into").length);
    for (int i = 0; i < blocks.length; i++) {
      int from = i * Bins.WIDTH;
      int size = totalToScratch(i);
      System.arraycopy(scratch, 0, into, from, size);
    }
  }

  /**
   * Writes the sum, rounded to single precision.
   *
   * @param into an array of {@link #length} elements; overwritten
   * @throws IllegalArgumentException if it has another length; nothing is changed then
   */
  public void result(float[] into) {
    requireLength("into", requireNonNull(into, "into").length);
    for (int i = 0; i < blocks.length; i++) {
      int from = i * Bins.WIDTH;
      int size = totalToScratch(i);
      for (int k = 0; k < size; k++) {
        into[from + k] = (float) scratch[k];
      }
    }
  }

  private int totalToScratch(int block) {
    int from = block * Bins.WIDTH;
    int size = Math.min(Bins.WIDTH, length - from);
    blocks[block].total(scratch);
    if (notFinite != null) {
      notFinite.give(scratch, from, size);
    }
    return size;
  }

  /** Goes back to a sum of no vectors. */
  public void clear() {
    count = 0;
    notFinite = null;
    for (Bins block : blocks) {
      block.clear();
    }
  }

  private void requireLength(String name, int found) {
    if (found != length) {
      throw new IllegalArgumentException(
          name + " must have length " + length + ", but had " + found);
    }
  }

  /**
   * Writes everything that {@link #read} needs: 32 bytes for each element, less where bins are
   * empty. Sums of the same vectors give the same bytes.
   *
   * @param out where to
   * @throws IOException if it can't be written
   */
  public void write(DataOutput out) throws IOException {
    requireNonNull(out, "out");
    out.writeInt(FORMAT);
    out.writeInt(length);
    out.writeLong(count);
    byte[] bytes = new byte[Bins.WIDTH * Double.BYTES];
    for (int i = 0; i < blocks.length; i++) {
      write(blocks[i], Math.min(Bins.WIDTH, length - i * Bins.WIDTH), bytes, out);
    }
    out.writeBoolean(notFinite != null);
    if (notFinite != null) {
      out.write(notFinite.flags());
    }
  }

  private static void write(Bins block, int size, byte[] bytes, DataOutput out) throws IOException {
    int filled = 0;
    for (int bin = 0; bin < Bins.KEPT; bin++) {
      filled |= isZero(block.sums(bin)) ? 0 : (1 << bin);
    }
    out.writeByte(block.top());
    out.writeByte(filled);
    for (int bin = 0; bin < Bins.KEPT; bin++) {
      if ((filled & (1 << bin)) != 0) {
        ByteBuffer.wrap(bytes).asDoubleBuffer().put(block.sums(bin), 0, size);
        out.write(bytes, 0, size * Double.BYTES);
      }
    }
  }

  private static boolean isZero(double[] sums) {
    for (double sum : sums) {
      if (sum != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return a sum that {@link #write} wrote}
   *
   * @param in where from
   * @throws IOException if it can't be read, or does not hold a sum
   */
  public static ReproducibleSum read(DataInput in) throws IOException {
    requireNonNull(in, "in");
    int format = in.readInt();
    int length = in.readInt();
    long count = in.readLong();
    if (format != FORMAT || length < 0 || count < 0 || count > Bins.CAPACITY) {
      throw new InvalidObjectException(
          "no sum: format " + format + ", length " + length + ", count " + count);
    }
    ReproducibleSum sum = new ReproducibleSum(length);
    sum.count = count;
    byte[] bytes = new byte[Bins.WIDTH * Double.BYTES];
    for (int i = 0; i < sum.blocks.length; i++) {
      sum.blocks[i] = readBlock(Math.min(Bins.WIDTH, length - i * Bins.WIDTH), bytes, in);
    }
    if (in.readBoolean()) {
      sum.notFinite = new NotFinite(length);
      in.readFully(sum.notFinite.flags());
    }
    return sum;
  }

  private static Bins readBlock(int size, byte[] bytes, DataInput in) throws IOException {
    int top = in.readByte();
    int filled = in.readByte();
    if (!Bins.isTop(top) || filled >>> Bins.KEPT != 0) {
      throw new InvalidObjectException("no sum: bins from " + top + ", of them " + filled);
    }
    Bins block = new Bins();
    block.set(top);
    for (int bin = 0; bin < Bins.KEPT; bin++) {
      if ((filled & (1 << bin)) != 0) {
        in.readFully(bytes, 0, size * Double.BYTES);
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(block.sums(bin), 0, size);
      }
    }
    return block;
  }

  @Override
  public String toString() {
    return "ReproducibleSum[length=" + length + ", count=" + count + "]";
  }
}
