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
 * Where a buffer's elements are, as far as the JDK tells. Since JDK 22 {@code
 * java.lang.foreign.MemorySegment.ofBuffer} does, for views of arrays of bytes and for memory off
 * the heap. Before, no public method does, and only the same buffer object is known again.
 */
final class BufferSpan {
  private static final int FIRST_RELEASE = 22;
  private static final @Nullable BufferSpan SEGMENTS = segments();

  private final MethodHandle ofBuffer;
  private final MethodHandle heapBase;
  private final MethodHandle address;

  private BufferSpan(Class<?> segment) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    this.ofBuffer = lookup.findStatic(segment, "ofBuffer", method(segment, Buffer.class));
    this.heapBase = lookup.findVirtual(segment, "heapBase", method(Optional.class));
    this.address = lookup.findVirtual(segment, "address", method(long.class));
  }

  private static MethodType method(Class<?> returned, Class<?>... arguments) {
    return MethodType.methodType(returned, arguments);
  }

  private static @Nullable BufferSpan segments() {
    if (Runtime.version().feature() < FIRST_RELEASE) {
      return null;
    }
    try {
      return new BufferSpan(Class.forName("java.lang.foreign.MemorySegment"));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** The bytes of the elements between position and limit. */
  static Span of(Buffer buffer, int width) {
    if (SEGMENTS != null) {
      try {
        return SEGMENTS.place(buffer, (long) buffer.remaining() * width);
      } catch (Throwable e) { // of an implementation that does not know the buffer
        return itself(buffer, width);
      }
    }
    return itself(buffer, width);
  }

  private static Span itself(Buffer buffer, int width) {
    return Span.of(buffer, buffer.position(), buffer.remaining(), width);
  }

  private Span place(Buffer buffer, long bytes) throws Throwable {
    Object segment = ofBuffer.invoke(buffer);
    Optional<?> array = (Optional<?>) heapBase.invoke(segment);
    long first = (long) address.invoke(segment);
    return new Span(array.isPresent() ? array.get() : Overlaps.OFF_THE_HEAP, first, first + bytes);
  }
}
