// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

class CheckpointTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Map<String, String> numbered(int size) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put("key" + i, "value" + i);
    }
    return map;
  }

  private static Checkpoint of(float... w) {
    return Checkpoint.of(3, Map.of(), Map.of("w", FloatTensor.wrap(w, w.length)));
  }

  @Test
  void aCheckpointIsACopy() {
    float[] array = {1, 2};
    Map<String, String> metadata = new LinkedHashMap<>(Map.of("rule", "Sgd"));
    Map<String, Tensor> tensors = new LinkedHashMap<>(Map.of("w", FloatTensor.wrap(array, 2)));
    Checkpoint checkpoint = Checkpoint.of(3, metadata, tensors);
    array[0] = 9;
    metadata.clear();
    tensors.clear();
    ((FloatTensor) checkpoint.tensor("w")).array()[1] = 9;
    assertThat(checkpoint.step()).isEqualTo(3);
    assertThat(checkpoint.metadata()).isEqualTo(Map.of("rule", "Sgd"));
    assertThat(checkpoint.names()).containsExactly("w");
    assertThat(((FloatTensor) checkpoint.tensor("w")).array()).containsExactly(1, 2);
  }

  @Test
  void orderIsKeptAndNothingCanBeChanged() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    numbered(30).keySet().forEach(name -> tensors.put(name, FloatTensor.zeros()));
    Checkpoint checkpoint = Checkpoint.of(0, numbered(30), tensors);
    assertThat(checkpoint.metadata()).containsExactlyEntriesOf(numbered(30));
    assertThat(checkpoint.names()).containsExactlyElementsOf(numbered(30).keySet());
    assertThatThrownBy(() -> checkpoint.metadata().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> checkpoint.names().remove("key0"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aStepIsNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.of(-1, Map.of(), Map.of()))
        .withMessage("step must not be negative, but was -1");
  }

  @Test
  void aNameCanBeWritten() {
    Map<String, String> messages =
        Map.of(
            "", "a tensor's name must not be empty or hold control characters, but was \"\"",
            "a\nb",
                "a tensor's name must not be empty or hold control characters, but was \"a\\nb\"",
            "__metadata__",
                "a tensor's name must not be \"__metadata__\", a key that checkpoint files reserve",
            "a\ud83cb",
                "a tensor's name must not hold half of a surrogate pair, but was \"a\\ud83cb\"");
    messages.forEach(
        (name, message) ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.of(0, Map.of(), Map.of(name, FloatTensor.zeros())))
                .withMessage(message));
  }

  @Test
  void metadataCanBeWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.of(0, Map.of("step", "3"), Map.of()))
        .withMessage(
            "the metadata must not have the key \"step\", under which files keep the step number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.of(0, Map.of("\udfd4", ""), Map.of()))
        .withMessage(
            "a key of the metadata must not hold half of a surrogate pair, but was \"\\udfd4\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.of(0, Map.of("", "\udfd4\ud83c"), Map.of()))
        .withMessage(
            "a value of the metadata must not hold half of a surrogate pair, but was"
                + " \"\\udfd4\\ud83c\"");
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullIsNamed() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("w", null);
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("rule", null);
    assertThatNullPointerException()
        .isThrownBy(() -> Checkpoint.of(0, null, Map.of()))
        .withMessage("metadata");
    assertThatNullPointerException()
        .isThrownBy(() -> Checkpoint.of(0, Map.of(), null))
        .withMessage("tensors");
    assertThatNullPointerException()
        .isThrownBy(() -> Checkpoint.of(0, Map.of(), tensors))
        .withMessage("tensor \"w\"");
    assertThatNullPointerException()
        .isThrownBy(() -> Checkpoint.of(0, metadata, Map.of()))
        .withMessage("value of the metadata for \"rule\"");
    assertThatNullPointerException().isThrownBy(() -> of().tensor(null)).withMessage("name");
    assertThatNullPointerException().isThrownBy(() -> of().write(null)).withMessage("file");
    assertThatNullPointerException().isThrownBy(() -> Checkpoint.read(null)).withMessage("file");
  }

  @Test
  void aMissingTensorIsNamedAmongTenOfThoseThere() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    numbered(12).keySet().forEach(name -> tensors.put(name, FloatTensor.zeros()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.of(0, Map.of(), tensors).tensor("w"))
        .withMessage(
            "the checkpoint has no tensor \"w\", only [key0, key1, key2, key3, key4, key5, key6,"
                + " key7, key8, key9 and 2 more]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(1).tensor("x".repeat(81)))
        .withMessage("the checkpoint has no tensor \"" + "x".repeat(80) + "…\", only [w]");
  }

  @Test
  void equalByStepMetadataAndBits() {
    float nan = Float.intBitsToFloat(0x7fc00000);
    float otherNan = Float.intBitsToFloat(0x7fc00001);
    assertThat(of(0, nan)).isEqualTo(of(0, nan)).hasSameHashCodeAs(of(0, nan));
    assertThat(of(0, nan)).isNotEqualTo(of(-0.0f, nan)).isNotEqualTo(of(0, otherNan));
    assertThat(of(0).hashCode()).isNotEqualTo(of(-0.0f).hashCode());
    assertThat(of(1, 2)).isNotEqualTo(of(1)).isNotEqualTo("w");
    Map<String, Tensor> tensors = Map.of("w", FloatTensor.wrap(new float[] {1}, 1));
    assertThat(of(1)).isEqualTo(Checkpoint.of(3, Map.of(), tensors));
    assertThat(of(1)).isNotEqualTo(Checkpoint.of(4, Map.of(), tensors));
    assertThat(of(1)).isNotEqualTo(Checkpoint.of(3, Map.of("a", "b"), tensors));
    assertThat(of(1))
        .isNotEqualTo(
            Checkpoint.of(3, Map.of(), Map.of("w", FloatTensor.wrap(new float[] {1}, 1, 1))));
    assertThat(of(1))
        .isNotEqualTo(
            Checkpoint.of(3, Map.of(), Map.of("v", FloatTensor.wrap(new float[] {1}, 1))));
    assertThat(of()).isNotEqualTo(Checkpoint.of(3, Map.of(), Map.of("w", DoubleTensor.zeros(0))));
  }

  @Test
  void theLastElementOfALargeTensorCounts() {
    double[] array = new double[100_001];
    Map<String, Tensor> tensors = Map.of("w", DoubleTensor.wrap(array, array.length));
    Checkpoint before = Checkpoint.of(0, Map.of(), tensors);
    array[100_000] = Double.MIN_VALUE;
    assertThat(Checkpoint.of(0, Map.of(), tensors)).isNotEqualTo(before);
    array[100_000] = 0;
    assertThat(Checkpoint.of(0, Map.of(), tensors)).isEqualTo(before);
  }

  @Test
  void theOrderDoesNotCount() {
    Map<String, Tensor> forward = new LinkedHashMap<>();
    forward.put("a", FloatTensor.zeros(2));
    forward.put("b", DoubleTensor.zeros());
    Map<String, Tensor> backward = new LinkedHashMap<>();
    backward.put("b", DoubleTensor.zeros());
    backward.put("a", FloatTensor.zeros(2));
    assertThat(Checkpoint.of(0, Map.of(), forward))
        .isEqualTo(Checkpoint.of(0, Map.of(), backward))
        .hasSameHashCodeAs(Checkpoint.of(0, Map.of(), backward));
  }

  @Test
  void metadataIsAddedWithoutCopiesOfTensors() {
    int size = 1 << 20;
    Checkpoint checkpoint =
        Checkpoint.of(3, Map.of("rule", "Sgd"), Map.of("w", FloatTensor.zeros(size)));
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Checkpoint more = checkpoint.withMetadata("loss", "0.5").withMetadata("rule", "Adam");
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4_096);
    assertThat(more.metadata()).isEqualTo(Map.of("rule", "Adam", "loss", "0.5"));
    assertThat(more.step()).isEqualTo(3);
    assertThat(more.tensor("w").size()).isEqualTo(size);
    assertThat(checkpoint.metadata()).isEqualTo(Map.of("rule", "Sgd"));
    assertThatIllegalArgumentException().isThrownBy(() -> checkpoint.withMetadata("step", "4"));
    assertThatIllegalArgumentException().isThrownBy(() -> checkpoint.withMetadata("k", "\ud83c"));
  }

  @Test
  void moreMetadataThanAFileMayHaveIsRefused() {
    Map<String, String> most = numbered(100_000);
    Checkpoint checkpoint = Checkpoint.of(0, most, Map.of());
    assertThat(checkpoint.withMetadata("key0", "other").metadata()).hasSize(100_000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> checkpoint.withMetadata("key", ""))
        .withMessage("the metadata may have at most 100000 entries, but had 100001");
  }

  /** 128 KB in 8,192 tensors of 16 bytes, in one, and in both types. */
  @Test
  void comparingAllocatesLessThanAHundredthOfTheData() {
    Map<String, Tensor> many = new LinkedHashMap<>();
    for (int i = 0; i < 8_192; i++) {
      many.put("w" + i, i % 2 == 0 ? FloatTensor.zeros(4) : DoubleTensor.zeros(2));
    }
    Map<String, Tensor> one = Map.of("w", FloatTensor.zeros(1 << 15));
    for (Map<String, Tensor> tensors : List.of(many, one)) {
      Checkpoint checkpoint = Checkpoint.of(1, numbered(10), tensors);
      Checkpoint same = Checkpoint.of(1, numbered(10), tensors);
      for (int warmUp = 0; warmUp < 3; warmUp++) {
        assertThat(checkpoint.equals(same)).isTrue();
        assertThat(checkpoint.hashCode()).isEqualTo(same.hashCode());
      }
      long before = THREADS.getCurrentThreadAllocatedBytes();
      boolean equal = checkpoint.equals(same);
      long afterEquals = THREADS.getCurrentThreadAllocatedBytes();
      int hash = checkpoint.hashCode();
      long afterHash = THREADS.getCurrentThreadAllocatedBytes();
      assertThat(equal).isTrue();
      assertThat(hash).isEqualTo(same.hashCode());
      assertThat(afterEquals - before).isLessThan((1 << 17) / 100);
      assertThat(afterHash - afterEquals).isLessThan((1 << 17) / 100);
    }
  }

  @Test
  void aTensorIsCopiedIntoMemoryOfTheCallers() {
    Checkpoint checkpoint =
        Checkpoint.of(
            0,
            Map.of(),
            Map.of(
                "f", FloatTensor.wrap(new float[] {0.1f, -2}, 2, 1),
                "d", DoubleTensor.wrap(new double[] {0.1, Double.NaN}),
                "large", DoubleTensor.wrap(new double[] {1, -1e39, Double.POSITIVE_INFINITY})));
    float[] floats = new float[4];
    checkpoint.copyTo("f", FloatTensor.slice(floats, 1, 2, 1));
    assertThat(floats).containsExactly(0, 0.1f, -2, 0);
    checkpoint.copyTo("d", FloatTensor.slice(floats, 2, 2));
    assertThat(floats).containsExactly(0, 0.1f, 0.1f, Float.NaN);
    double[][] rows = {{0}, {0}};
    checkpoint.copyTo("f", DoubleTensor.rows(rows));
    assertThat(rows).isDeepEqualTo(new double[][] {{0.1f}, {-2}});
    assertThat(checkpoint.shape("f")).isEqualTo(Shape.of(2, 1));
    assertThat(checkpoint.type("f")).isEqualTo("F32");
    assertThat(checkpoint.type("d")).isEqualTo("F64");

    float[] target = {7, 7, 7};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> checkpoint.copyTo("large", FloatTensor.wrap(target)))
        .withMessage("tensor \"large\" can't be converted to FLOAT32: element 1 is -1.0E39");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> checkpoint.copyTo("f", FloatTensor.wrap(target)))
        .withMessage("tensor \"f\" has shape [2, 1], but the target is FLOAT32 [3]");
    assertThat(target).containsOnly(7);
  }

  @Test
  void aMessageHoldsNoControlCharacters() {
    Checkpoint checkpoint = Checkpoint.of(0, Map.of("a\nb", "c\rd"), Map.of());
    assertThat(checkpoint).asString().doesNotContain("\n", "\r").contains("a\\nb=c\\rd");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> checkpoint.tensor("w\n2026-01-01 INFO forged \u202e"))
        .withMessage(
            "the checkpoint has no tensor \"w\\n2026-01-01 INFO forged \\u202e\", only []");
  }

  @Test
  void aCheckpointPrintsAnExcerpt() {
    assertThat(Checkpoint.of(0, Map.of(), Map.of()))
        .hasToString("Checkpoint[step=0, tensors=0, elements=0, bytes=0, metadata=[]]");
    Map<String, String> metadata = numbered(1);
    metadata.put("long", "x".repeat(1_000_000));
    metadata.putAll(numbered(12));
    assertThat(
            Checkpoint.of(
                7, metadata, Map.of("w", FloatTensor.zeros(2, 3), "b", DoubleTensor.zeros(5))))
        .hasToString(
            "Checkpoint[step=7, tensors=2, elements=11, bytes=64, metadata=[key0=value0, long="
                + "x".repeat(75)
                + "…, key1=value1, key2=value2, key3=value3, key4=value4, key5=value5,"
                + " key6=value6, key7=value7, key8=value8 and 3 more]]");
  }
}
