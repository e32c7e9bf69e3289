// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.talweg.internal.IdentityNumbers;
import org.talweg.tensor.Tensor.Region;
import org.talweg.tensor.Tensor.Span;

/**
 * Finds the row of an element. Rows of one length are found by division, ragged ones by bisection.
 */
final class RowIndex {
  private final int[] starts;
  private final int equalLength;

  private RowIndex(int[] starts, int equalLength) {
    this.starts = starts;
    this.equalLength = equalLength;
  }

  static RowIndex of(Object[] rows, ToIntFunction<Object> length) {
    IdentityNumbers distinct = new IdentityNumbers();
    int[] starts = new int[rows.length + 1];
    boolean equal = true;
    int filled = 0;
    for (int row = 0; row < rows.length; row++) {
      Object array = rows[row];
      if (array == null) {
        throw new NullPointerException("row " + row);
      }
      int size = length.applyAsInt(array);
      if (size > 0 && distinct.add(array) != filled++) { // a known one has a lower number
        throw new IllegalArgumentException("row " + row + " is the same array as an earlier row");
      }
      long end = (long) starts[row] + size;
      if (end > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a tensor holds at most " + Integer.MAX_VALUE + " elements, but the rows hold more");
      }
      starts[row + 1] = (int) end;
      equal &= size == length.applyAsInt(rows[0]);
    }
    return new RowIndex(starts, equal && rows.length > 0 ? length.applyAsInt(rows[0]) : -1);
  }

  Shape shape() {
    int rows = starts.length - 1;
    return equalLength >= 0 ? Shape.of(rows, equalLength) : Shape.of(starts[rows]);
  }

  int start(int row) {
    return starts[row];
  }

  /** The row that holds an element, or the first one if there are no elements at all. */
  int row(int element) {
    if (equalLength > 0) {
      return element / equalLength;
    }
    int found = Arrays.binarySearch(starts, element);
    int row = found >= 0 ? found : -found - 2;
    while (row < starts.length - 1 && starts[row + 1] == element) { // empty rows
      row++;
    }
    return row;
  }

  static List<Region> regions(Object[] rows, ToIntFunction<Object> length) {
    List<Region> regions = new ArrayList<>(rows.length);
    for (Object row : rows) {
      regions.add(new Region(row, 0, length.applyAsInt(row)));
    }
    return regions;
  }

  static List<Span> spans(Object[] rows, ToIntFunction<Object> length, int width) {
    List<Span> spans = new ArrayList<>(rows.length);
    for (Object row : rows) {
      spans.add(Span.of(row, 0, length.applyAsInt(row), width));
    }
    return spans;
  }

  static void requireSame(Object[] rows, Object[] bound) {
    for (int row = 0; row < bound.length; row++) {
      if (rows[row] != bound[row]) {
        throw new IllegalStateException(
            "row "
                + row
                + " was replaced by another array after the tensor was made; copy into the row,"
                + " or make a new tensor and trainer");
      }
    }
  }
}
