package org.talweg.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Tensor;

class CheckpointTest {
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
                "a tensor's name must not be empty or hold control characters, but was \"a\nb\"",
            "__metadata__",
                "a tensor's name must not be \"__metadata__\", a key that checkpoint files reserve",
            "a\ud83cb",
                "a tensor's name must not hold half of a surrogate pair, but was \"a\ud83cb\"");
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
            "the metadata must not have the key \"step\", which files keep the step number under");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.of(0, Map.of("\udfd4", ""), Map.of()))
        .withMessage(
            "a key of the metadata must not hold half of a surrogate pair, but was \"\udfd4\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.of(0, Map.of("", "\udfd4\ud83c"), Map.of()))
        .withMessage(
            "a value of the metadata must not hold half of a surrogate pair, but was"
                + " \"\udfd4\ud83c\"");
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
