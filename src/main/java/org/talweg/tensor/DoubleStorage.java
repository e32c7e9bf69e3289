// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import org.talweg.tensor.Tensor.Region;
import org.talweg.tensor.Tensor.Span;

/** Where the elements of a {@link DoubleTensor} are. Callers have checked all ranges. */
sealed interface DoubleStorage {
  double get(int index);

  void read(int from, double[] target, int at, int count);

  void write(int from, double[] source, int at, int count);

  void fill(double element);

  List<Region> regions();

  /** The bytes of memory, for which the caller finds out who else has some of them. */
  List<Span> spans();

  default void requireIntact() {}

  default boolean isAccessibleBy(Thread thread) {
    return true;
  }

  default boolean hasArray() {
    return false;
  }

  default double[] array() {
    throw new IllegalStateException(
        "the tensor's elements are not in one array; use get, read and write");
  }

  default int arrayOffset() {
    throw new IllegalStateException(
        "the tensor's elements are not in one array; use get, read and write");
  }

  /** A part of one array. */
  final class Slice implements DoubleStorage {
    private final double[] array;
    private final int offset;
    private final int size;

    Slice(double[] array, int offset, int size) {
      this.array = array;
      this.offset = offset;
      this.size = size;
    }

    @Override
    public double get(int index) {
      return array[offset + index];
    }

    @Override
    public void read(int from, double[] target, int at, int count) {
      System.arraycopy(array, offset + from, target, at, count);
    }

    @Override
    public void write(int from, double[] source, int at, int count) {
      System.arraycopy(source, at, array, offset + from, count);
    }

    @Override
    public void fill(double element) {
      Arrays.fill(array, offset, offset + size, element);
    }

    @Override
    public List<Region> regions() {
      return List.of(new Region(array, offset, offset + size));
    }

    @Override
    public List<Span> spans() {
      return List.of(Span.of(array, offset, size, Double.BYTES));
    }

    @Override
    public boolean hasArray() {
      return true;
    }

    @Override
    public double[] array() {
      return array;
    }

    @Override
    public int arrayOffset() {
      return offset;
    }
  }

  /** Arrays that follow each other. */
  final class Rows implements DoubleStorage {
    private final double[][] rows;
    private final double[][] bound;
    private final RowIndex index;

    Rows(double[][] rows) {
      this.rows = rows;
      this.bound = rows.clone();
      this.index = RowIndex.of(bound, row -> ((double[]) row).length);
    }

    RowIndex index() {
      return index;
    }

    @Override
    public double get(int position) {
      int row = index.row(position);
      return bound[row][position - index.start(row)];
    }

    @Override
    public void read(int from, double[] target, int at, int count) {
      int row = index.row(from);
      int first = from - index.start(row);
      for (int done = 0; done < count; row++, first = 0) {
        int length = Math.min(bound[row].length - first, count - done);
        System.arraycopy(bound[row], first, target, at + done, length);
        done += length;
      }
    }

    @Override
    public void write(int from, double[] source, int at, int count) {
      int row = index.row(from);
      int first = from - index.start(row);
      for (int done = 0; done < count; row++, first = 0) {
        int length = Math.min(bound[row].length - first, count - done);
        System.arraycopy(source, at + done, bound[row], first, length);
        done += length;
      }
    }

    @Override
    public void fill(double element) {
      for (double[] row : bound) {
        Arrays.fill(row, element);
      }
    }

    @Override
    public List<Region> regions() {
      return RowIndex.regions(bound, row -> ((double[]) row).length);
    }

    @Override
    public List<Span> spans() {
      return RowIndex.spans(bound, row -> ((double[]) row).length, Double.BYTES);
    }

    @Override
    public void requireIntact() {
      RowIndex.requireSame(rows, bound);
    }
  }

  /** Memory off the heap. */
  record Memory(DoubleBuffer buffer, BufferMemory memory) implements DoubleStorage {
    @Override
    public double get(int index) {
      return buffer.get(index);
    }

    @Override
    public void read(int from, double[] target, int at, int count) {
      buffer.get(from, target, at, count);
    }

    @Override
    public void write(int from, double[] source, int at, int count) {
      buffer.put(from, source, at, count);
    }

    @Override
    public void fill(double element) {
      for (int i = 0; i < buffer.limit(); i++) {
        buffer.put(i, element);
      }
    }

    @Override
    public List<Region> regions() {
      return List.of();
    }

    @Override
    public List<Span> spans() {
      return List.of(memory.span());
    }

    @Override
    public boolean isAccessibleBy(Thread thread) {
      return memory.isAccessibleBy(thread);
    }
  }
}
