package org.talweg.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.talweg.internal.Checks;
import org.talweg.internal.Released;
import org.talweg.tensor.Tensor;

/**
 * An immutable snapshot of a training run: the number of steps done, tensors by name, and metadata,
 * strings by key. A trainer writes a parameter's value as {@code <parameter>}, its state as {@code
 * <parameter>/<slot>} and its average as {@code <parameter>/average}.
 *
 * <p>A checkpoint is kept in a safetensors file: {@link #write} and {@link #read}. The <a
 * href="https://github.com/huggingface/safetensors#format">format</a> is eight bytes with the
 * length of the header, the header in JSON, and the tensors' elements, all in little-endian order.
 * The step number is the entry {@code step} of the header's {@code __metadata__}, beside the
 * metadata. Tensors are {@code F64} or {@code F32}; in the file all of the former precede the
 * latter, so that every element is aligned, and those of one type are sorted by name. Equal
 * checkpoints give the same bytes.
 *
 * <p>Equal by step number, metadata and tensors, whatever their order. Tensors are equal if their
 * types, shapes and bits are, so that NaN equals a NaN of the same bits and 0 differs from −0.
 */
public final class Checkpoint {
  /** Key of the step number among the metadata of a file. */
  static final String STEP = "step";

  private final long step;
  private final Map<String, String> metadata;
  private final Map<String, Tensor> tensors;

  /** A checkpoint that owns maps and tensors. */
  Checkpoint(long step, Map<String, String> metadata, Map<String, Tensor> tensors) {
    if (step < 0) {
      throw new IllegalArgumentException("step must not be negative, but was " + step);
    }
    metadata.forEach(Checkpoint::requireMetadata);
    tensors.keySet().forEach(name -> Checks.name("a tensor's name", name));
    this.step = step;
    this.metadata = Collections.unmodifiableMap(metadata);
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  private static void requireMetadata(String key, String value) {
    Objects.requireNonNull(key, "key of the metadata");
    Objects.requireNonNull(value, () -> "value of the metadata for " + Excerpt.quoted(key));
    Checks.text("a key of the metadata", key);
    Checks.text("a value of the metadata", value);
    if (key.equals(STEP)) {
      throw new IllegalArgumentException(
          "the metadata must not have the key \"step\", which files keep the step number under");
    }
  }

  /**
   * A snapshot of the given metadata and tensors, which are copied; both keep their order.
   *
   * @param step the number of steps done, zero or more
   * @param metadata strings by key, such as the rule and its hyperparameters; may be empty
   * @param tensors the tensors by name
   * @return the snapshot, which later changes to maps and tensors do not reach
   * @throws IllegalArgumentException if the step is negative; if a tensor's name is empty, is
   *     {@code __metadata__}, or holds control characters; if a key of the metadata is {@code
   *     step}; if a name, key or value holds half of a surrogate pair
   */
  public static Checkpoint of(
      long step, Map<String, String> metadata, Map<String, ? extends Tensor> tensors) {
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(tensors, "tensors");
    boolean released = tensors instanceof Released; // by the trainer: they are copies already
    Map<String, Tensor> own = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          Objects.requireNonNull(name, "name of a tensor");
          Objects.requireNonNull(tensor, () -> "tensor " + Excerpt.quoted(name));
          own.put(name, released ? tensor : tensor.copy());
        });
    return new Checkpoint(step, new LinkedHashMap<>(metadata), own);
  }

  /**
   * Reads a safetensors file: one that {@link #write} made, or any other of which the tensors are
   * {@code F32} or {@code F64}. A file without a step number, such as one of weights only, is read
   * as step 0. Tensors and metadata come in the order of the file.
   *
   * <p>The file is not trusted. Its header may have 100,000,000 bytes; every length and offset is
   * checked against the file's size before a tensor is allocated. The format has no checksum, so an
   * element that was changed is not noticed.
   *
   * @param file the file
   * @return the checkpoint
   * @throws CheckpointException if the file can't be read or is not exactly of the format, if it
   *     has a tensor of another type than {@code F32} and {@code F64} or one of more than 2³¹ − 1
   *     elements, or if the names, the metadata or the step number are none that {@link #of} takes
   */
  public static Checkpoint read(Path file) throws CheckpointException {
    return CheckpointReader.read(Objects.requireNonNull(file, "file"));
  }

  /**
   * Writes a safetensors file, or replaces one, as a whole or not at all: whatever fails, even the
   * power, the file is afterwards as it was before, or complete. The bytes go to a hidden temporary
   * file in the same folder, which is forced to the disk and then moved; a process that is killed
   * meanwhile leaves it behind, its name ending in {@code .tmp}. A symbolic link is replaced, not
   * followed.
   *
   * @param file the file; its folder must exist
   * @throws CheckpointException if the file can't be written, or if names and metadata need a
   *     header of more than 100,000,000 bytes
   */
  public void write(Path file) throws CheckpointException {
    CheckpointWriter.write(this, Objects.requireNonNull(file, "file"));
  }

  /** {@return the number of steps done when the snapshot was taken} */
  public long step() {
    return step;
  }

  /** {@return the metadata, in order and unmodifiable} */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** {@return the names of the tensors, in order and unmodifiable} */
  public Set<String> names() {
    return tensors.keySet();
  }

  /**
   * {@return a copy of one tensor}
   *
   * @param name one of {@link #names}
   * @throws IllegalArgumentException if there is none of that name
   */
  public Tensor tensor(String name) {
    return uncopied(Objects.requireNonNull(name, "name")).copy();
  }

  /** The tensor itself, for those who only read it. */
  Tensor uncopied(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "the checkpoint has no tensor "
              + Excerpt.quoted(name)
              + ", only "
              + Excerpt.list(names()));
    }
    return tensor;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Checkpoint checkpoint
        && step == checkpoint.step
        && metadata.equals(checkpoint.metadata)
        && TensorBits.equal(this, checkpoint);
  }

  @Override
  public int hashCode() {
    return Objects.hash(step, metadata, TensorBits.hash(this));
  }

  @Override
  public String toString() {
    long elements = tensors.values().stream().mapToLong(Tensor::size).sum();
    long bytes = tensors.values().stream().mapToLong(ElementType::bytes).sum();
    return "Checkpoint[step="
        + step
        + ", tensors="
        + tensors.size()
        + ", elements="
        + elements
        + ", bytes="
        + bytes
        + ", metadata="
        + Excerpt.list(metadata.entrySet())
        + "]";
  }
}
