// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Overlaps;
import org.talweg.tensor.Tensor.Span;

/**
 * Where a buffer's elements are, and which threads may use them, as far as the JDK tells. Since JDK
 * 22 {@code java.lang.foreign.MemorySegment.ofBuffer} does, for views of arrays of bytes and for
 * memory off the heap. Before, no public method does: only the same buffer object is recognized,
 * and there are no confined arenas.
 */
final class BufferMemory {
  private static final @Nullable Segments SEGMENTS = Segments.ofThisRelease();

  private final Span span;
  private final @Nullable Object segment;

  private BufferMemory(Span span, @Nullable Object segment) {
    this.span = span;
    this.segment = segment;
  }

  /** The memory between a buffer's position and its limit. */
  static BufferMemory of(Buffer buffer, int width) {
    Span itself = Span.of(buffer, buffer.position(), buffer.remaining(), width);
    if (SEGMENTS == null) {
      return new BufferMemory(itself, null);
    }
    Object segment = SEGMENTS.ofBuffer(buffer);
    Object memory = SEGMENTS.memory(segment);
    long first = SEGMENTS.address(segment);
    return new BufferMemory(new Span(memory, first, first + itself.to() - itself.from()), segment);
  }

  Span span() {
    return span;
  }

  boolean isAccessibleBy(Thread thread) {
    return SEGMENTS == null || segment == null || SEGMENTS.isAccessibleBy(segment, thread);
  }

  /** The methods of {@code MemorySegment}, which this release of Java does not have to have. */
  private record Segments(
      MethodHandle ofBuffer,
      MethodHandle heapBase,
      MethodHandle address,
      MethodHandle isAccessibleBy) {
    private static final int FIRST_RELEASE = 22;

    static @Nullable Segments ofThisRelease() {
      if (Runtime.version().feature() < FIRST_RELEASE) {
        return null;
      }
      try {
        Class<?> type = Class.forName("java.lang.foreign.MemorySegment");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        return new Segments(
            lookup.findStatic(type, "ofBuffer", method(type, Buffer.class)),
            lookup.findVirtual(type, "heapBase", method(Optional.class)),
            lookup.findVirtual(type, "address", method(long.class)),
            lookup.findVirtual(type, "isAccessibleBy", method(boolean.class, Thread.class)));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("java.lang.foreign.MemorySegment is not what it was", e);
      }
    }

    private static MethodType method(Class<?> returned, Class<?>... arguments) {
      return MethodType.methodType(returned, arguments);
    }

    Object ofBuffer(Buffer buffer) {
      return call(ofBuffer, buffer);
    }

    Object memory(Object segment) {
      Optional<?> array = (Optional<?>) call(heapBase, segment);
      return array.isPresent() ? array.get() : Overlaps.OFF_THE_HEAP;
    }

    long address(Object segment) {
      return (long) call(address, segment);
    }

    boolean isAccessibleBy(Object segment, Thread thread) {
      return (boolean) call(isAccessibleBy, segment, thread);
    }

    private static Object call(MethodHandle method, Object... arguments) {
      try {
        return method.invokeWithArguments(arguments);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) { // none of these methods declares one
        throw new LinkageError(method.toString(), e);
      }
    }
  }
}
