// SPDX-License-Identifier: Apache-2.0
package org.talweg.sum;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;
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
  /**
   * The number of neighbouring elements that are cut alike: {@value}. The elements from a multiple
   * of it on are summed as they would be in a vector of their own.
   */
  public static final int BLOCK = Bins.WIDTH;

  /** The first word of a written sum. */
  private static final int FORMAT = 0x7a1e6502;

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

  /**
   * Adds several vectors: the same as one by one, but faster where the sum is larger than the
   * processor's caches, as each element of it is read once for all of them.
   *
   * @param vectors the vectors; read alone
   * @throws IllegalArgumentException if one has another length; nothing is changed then
   * @throws IllegalStateException if there would be more than 2³³ vectors; nothing is changed then
   */
  public void addAll(double[]... vectors) {
    for (double[] x : requireNonNull(vectors, "vectors")) {
      requireLength("vectors", requireNonNull(x, "a vector").length);
    }
    count = countWith(vectors.length);
    for (int i = 0; i < blocks.length; i++) {
      int from = i * Bins.WIDTH;
      int size = Math.min(Bins.WIDTH, length - from);
      double[] block = size < Bins.WIDTH ? tail : scratch;
      for (double[] x : vectors) {
        System.arraycopy(x, from, block, 0, size);
        add(i, block, size);
      }
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

  /** {@return whether no NaN, no infinity and no magnitude above 2⁹⁸⁶ was added} */
  public boolean isFinite() {
    return notFinite == null;
  }

  /**
   * Writes everything that {@link #read} needs: about 11 bytes for each element if few vectors were
   * added, 14 after a million, less where elements are 0 or have few digits. Sums of the same
   * vectors give the same bytes.
   *
   * @param out where to
   * @throws IOException if it can't be written
   */
  public void write(DataOutput out) throws IOException {
    write(out, 0, length);
  }

  /**
   * Writes some elements, as the sum of shorter vectors: slices of a sum can be read and merged in
   * different places, and their results have the bits of the whole.
   *
   * @param out where to
   * @param from the first element, a multiple of {@link #BLOCK}
   * @param to the element after the last, a multiple of {@link #BLOCK} or the length
   * @throws IllegalArgumentException if they are not; nothing is written then
   * @throws IOException if it can't be written
   */
  public void write(DataOutput out, int from, int to) throws IOException {
    requireNonNull(out, "out");
    if (from < 0 || from > to || to > length || !isEdge(from) || !isEdge(to)) {
      throw new IllegalArgumentException(
          "a slice must be of whole blocks of "
              + BLOCK
              + " within 0 to "
              + length
              + ", but was from "
              + from
              + " to "
              + to);
    }
    out.writeInt(FORMAT);
    out.writeInt(to - from);
    out.writeLong(count);
    PackedBins packed = new PackedBins();
    for (int at = from; at < to; at += Bins.WIDTH) {
      packed.write(blocks[at / Bins.WIDTH], Math.min(Bins.WIDTH, length - at), out);
    }
    out.writeBoolean(notFinite != null);
    if (notFinite != null) {
      out.write(notFinite.flags(), from, to - from);
    }
  }

  private boolean isEdge(int index) {
    return index % Bins.WIDTH == 0 || index == length;
  }

  /**
   * {@return a sum that {@link #write} wrote}
   *
   * @param in where from
   * @throws IOException if it can't be read, or does not hold a sum
   */
  public static ReproducibleSum read(DataInput in) throws IOException {
    requireNonNull(in, "in");
    requireFormat(in.readInt());
    int length = in.readInt();
    if (length < 0) {
      throw new InvalidObjectException("no sum: length " + length);
    }
    ReproducibleSum sum = new ReproducibleSum(length);
    sum.count = readCount(in);
    PackedBins packed = new PackedBins();
    for (int i = 0; i < sum.blocks.length; i++) {
      sum.blocks[i] = new Bins(); // one by one: the length may be a lie
      packed.merge(in, Math.min(Bins.WIDTH, length - i * Bins.WIDTH), sum.blocks[i]);
    }
    sum.mergeFlags(in);
    return sum;
  }

  /**
   * Adds all vectors of a sum that {@link #write} wrote: the same as {@link #read} and {@link
   * #merge}, without another sum in memory.
   *
   * @param in where from
   * @throws IllegalArgumentException if it is of vectors of another length; nothing is changed then
   * @throws IllegalStateException if there would be more than 2³³ vectors; nothing is changed then
   * @throws IOException if it can't be read, or does not hold a sum; this sum is useless then
   */
  public void mergeWritten(DataInput in) throws IOException {
    requireNonNull(in, "in");
    requireFormat(in.readInt());
    requireLength("the written sum", in.readInt());
    count = countWith(readCount(in));
    PackedBins packed = new PackedBins();
    for (int i = 0; i < blocks.length; i++) {
      packed.merge(in, Math.min(Bins.WIDTH, length - i * Bins.WIDTH), blocks[i]);
    }
    mergeFlags(in);
  }

  private static void requireFormat(int format) throws IOException {
    if (format != FORMAT) {
      throw new InvalidObjectException("no sum: format " + format);
    }
  }

  private static long readCount(DataInput in) throws IOException {
    long count = in.readLong();
    if (count < 0 || count > Bins.CAPACITY) {
      throw new InvalidObjectException("no sum: count " + count);
    }
    return count;
  }

  private void mergeFlags(DataInput in) throws IOException {
    if (in.readBoolean()) {
      NotFinite read = new NotFinite(length);
      in.readFully(read.flags());
      if (notFinite == null) {
        notFinite = read;
      } else {
        notFinite.merge(read);
      }
    }
  }

  @Override
  public String toString() {
    return "ReproducibleSum[length=" + length + ", count=" + count + "]";
  }
}
