import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.talweg.optimizer.Adam;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/**
 * Weights and gradients in memory segments, on JDK 22 and newer: {@code java -cp target/classes
 * src/it/memory-segment/TrainSegments.java}. Fits w to 1, 2, 3, … and fails if it does not.
 */
public class TrainSegments {
  private static final int SIZE = 1000;

  public static void main(String[] arguments) {
    Trainer trainer;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment weights = arena.allocate(ValueLayout.JAVA_FLOAT, SIZE);
      MemorySegment gradient = arena.allocate(ValueLayout.JAVA_FLOAT, SIZE);
      Parameter parameter =
          Parameter.of(
              "w", FloatTensor.wrap(floats(weights)), FloatTensor.wrap(floats(gradient)));
      trainer = Trainer.of(Adam.of(1), parameter);
      for (int step = 0; step < 5000; step++) {
        for (int i = 0; i < SIZE; i++) {
          float w = weights.getAtIndex(ValueLayout.JAVA_FLOAT, i);
          gradient.setAtIndex(ValueLayout.JAVA_FLOAT, i, w - (i + 1));
        }
        trainer.step();
      }
      for (int i = 0; i < SIZE; i++) {
        float w = weights.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        if (Math.abs(w - (i + 1)) > 0.1) {
          throw new AssertionError("element " + i + " is " + w);
        }
      }
    }
    requireError(trainer);
    System.out.println("memory segments: " + SIZE + " weights found their places");
  }

  /** The memory is gone: a step must say so, and of which parameter. */
  private static void requireError(Trainer trainer) {
    try {
      trainer.step();
    } catch (IllegalStateException e) {
      if (e.getMessage().contains("parameter \"w\"")) {
        return;
      }
      throw e;
    }
    throw new AssertionError("a step on memory that is gone");
  }

  private static FloatBuffer floats(MemorySegment segment) {
    return segment.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
