// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.talweg.tensor.Tensor.Region;
import org.talweg.tensor.Tensor.Span;

/** Where the elements of a {@link FloatTensor} are. Callers have checked all ranges. */
sealed interface FloatStorage {
  float get(int index);

  void read(int from, float[] target, int at, int count);

  void write(int from, float[] source, int at, int count);

  void fill(float element);

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

  default float[] array() {
    throw new IllegalStateException(
        "the tensor's elements are not in one array; use get, read and write");
  }

  default int arrayOffset() {
    throw new IllegalStateException(
        "the tensor's elements are not in one array; use get, read and write");
  }

  /** A part of one array. */
  final class Slice implements FloatStorage {
    private final float[] array;
    private final int offset;
    private final int size;

    Slice(float[] array, int offset, int size) {
      this.array = array;
      this.offset = offset;
      this.size = size;
    }

    @Override
    public float get(int index) {
      return array[offset + index];
    }

    @Override
    public void read(int from, float[] target, int at, int count) {
      System.arraycopy(array, offset + from, target, at, count);
    }

    @Override
    public void write(int from, float[] source, int at, int count) {
      System.arraycopy(source, at, array, offset + from, count);
    }

    @Override
    public void fill(float element) {
      Arrays.fill(array, offset, offset + size, element);
    }

    @Override
    public List<Region> regions() {
      return List.of(new Region(array, offset, offset + size));
    }

    @Override
    public List<Span> spans() {
      return List.of(Span.of(array, offset, size, Float.BYTES));
    }

    @Override
    public boolean hasArray() {
      return true;
    }

    @Override
    public float[] array() {
      return array;
    }

    @Override
    public int arrayOffset() {
      return offset;
    }
  }

  /** Arrays that follow each other. */
  final class Rows implements FloatStorage {
    private final float[][] rows;
    private final float[][] bound;
    private final RowIndex index;

    Rows(float[][] rows) {
      this.rows = rows;
      this.bound = rows.clone();
      this.index = RowIndex.of(bound, row -> ((float[]) row).length);
    }

    RowIndex index() {
      return index;
    }

    @Override
    public float get(int position) {
      int row = index.row(position);
      return bound[row][position - index.start(row)];
    }

    @Override
    public void read(int from, float[] target, int at, int count) {
      int row = index.row(from);
      int first = from - index.start(row);
      for (int done = 0; done < count; row++, first = 0) {
        int length = Math.min(bound[row].length - first, count - done);
        System.arraycopy(bound[row], first, target, at + done, length);
        done += length;
      }
    }

    @Override
    public void write(int from, float[] source, int at, int count) {
      int row = index.row(from);
      int first = from - index.start(row);
      for (int done = 0; done < count; row++, first = 0) {
        int length = Math.min(bound[row].length - first, count - done);
        System.arraycopy(source, at + done, bound[row], first, length);
        done += length;
      }
    }

    @Override
    public void fill(float element) {
      for (float[] row : bound) {
        Arrays.fill(row, element);
      }
    }

    @Override
    public List<Region> regions() {
      return RowIndex.regions(bound, row -> ((float[]) row).length);
    }

    @Override
    public List<Span> spans() {
      return RowIndex.spans(bound, row -> ((float[]) row).length, Float.BYTES);
    }

    @Override
    public void requireIntact() {
      RowIndex.requireSame(rows, bound);
    }
  }

  /** Memory off the heap. */
  record Memory(FloatBuffer buffer, BufferMemory memory) implements FloatStorage {
    @Override
    public float get(int index) {
      return buffer.get(index);
    }

    @Override
    public void read(int from, float[] target, int at, int count) {
      buffer.get(from, target, at, count);
    }

    @Override
    public void write(int from, float[] source, int at, int count) {
      buffer.put(from, source, at, count);
    }

    @Override
    public void fill(float element) {
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
