// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.talweg.internal.Checks;
import org.talweg.internal.Excerpt;
import org.talweg.internal.Released;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/**
 * An immutable snapshot of a training run: the number of steps done, tensors by name, and metadata,
 * strings by key. A trainer writes a parameter's value as {@code <parameter>}, its state as {@code
 * <parameter>/<slot>} and its average as {@code <parameter>/average}.
 *
 * <p>A checkpoint is kept in a safetensors file: {@link #write} and {@link #read}. The <a
 * href="https://github.com/huggingface/safetensors#format">format</a> is eight bytes with the
 * length of the header, the header in JSON, and the tensors' elements, all in little-endian order.
 * The step number is the entry {@code step} of the header's {@code __metadata__}, along with the
 * metadata. Tensors are sorted by type, those that need the widest alignment first, so that every
 * element is aligned, and then by name. Equal checkpoints give the same bytes.
 *
 * <p>A file of another program may hold tensors of any type. They are read and written back bit by
 * bit; {@link #tensor(String)} gives those of {@code F64}, {@code F32}, {@code F16} and {@code
 * BF16}.
 *
 * <p>Equal by step number, metadata and tensors, whatever their order. Tensors are equal if their
 * types, shapes and bits are, so that NaN equals a NaN of the same bits and 0 differs from −0.
 */
public final class Checkpoint {
  /** Key of the step number among the metadata of a file. */
  static final String STEP = "step";

  /** So that a header of many small entries takes no more memory than a few times its own size. */
  static final int MOST_METADATA = 100_000;

  private final long step;
  private final Map<String, String> metadata;
  private final Map<String, StoredTensor> tensors;

  /** A checkpoint that owns maps and tensors. */
  Checkpoint(long step, Map<String, String> metadata, Map<String, StoredTensor> tensors) {
    this.step = step;
    this.metadata = Collections.unmodifiableMap(metadata);
    this.tensors = Collections.unmodifiableMap(tensors);
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
   *     step}, or if there are more than 100,000; if a name, key or value holds half of a surrogate
   *     pair
   */
  public static Checkpoint of(
      long step, Map<String, String> metadata, Map<String, ? extends Tensor> tensors) {
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(tensors, "tensors");
    if (step < 0) {
      throw new IllegalArgumentException("step must not be negative, but was " + step);
    }
    Map<String, String> ownMetadata = new LinkedHashMap<>(metadata);
    requireMetadata(ownMetadata);
    boolean released = tensors instanceof Released; // by the trainer: they are copies already
    Map<String, StoredTensor> own = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          Objects.requireNonNull(name, "name of a tensor");
          Objects.requireNonNull(tensor, () -> "tensor " + Excerpt.quoted(name));
          Checks.name("a tensor's name", name);
          own.put(name, released ? NumberTensor.owning(tensor) : new NumberTensor(tensor.copy()));
        });
    return new Checkpoint(step, ownMetadata, own);
  }

  private static void requireMetadata(Map<String, String> metadata) {
    if (metadata.size() > MOST_METADATA) {
      throw new IllegalArgumentException(
          "the metadata may have at most "
              + MOST_METADATA
              + " entries, but had "
              + metadata.size());
    }
    metadata.forEach(Checkpoint::requireMetadata);
  }

  private static void requireMetadata(String key, String value) {
    Objects.requireNonNull(key, "key of the metadata");
    Objects.requireNonNull(value, () -> "value of the metadata for " + Excerpt.quoted(key));
    Checks.text("a key of the metadata", key);
    Checks.text("a value of the metadata", value);
    if (key.equals(STEP)) {
      throw new IllegalArgumentException(
          "the metadata must not have the key \"step\", under which files keep the step number");
    }
  }

  /**
   * A snapshot with one more entry in its metadata, such as a validation loss or the state of the
   * program's own data loader. The tensors are shared, not copied.
   *
   * @param key the key; an entry that has it already is replaced
   * @param value the value
   * @return the snapshot with the entry
   * @throws IllegalArgumentException if the key is {@code step}, if key or value holds half of a
   *     surrogate pair, or if there are 100,000 other entries
   */
  public Checkpoint withMetadata(String key, String value) {
    Map<String, String> longer = new LinkedHashMap<>(metadata);
    longer.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    requireMetadata(longer);
    return new Checkpoint(step, longer, tensors);
  }

  /**
   * Reads a safetensors file: one that {@link #write} made, or one of another program. A file
   * without a step number is read as step 0, and so is one whose entry {@code step} is not a whole
   * number of zero or more, which is then another program's and left out. Tensors and metadata come
   * in the order of the file. Elements of types that can't be converted are kept as bytes.
   *
   * <p>The file is not trusted. Its header may have 100,000,000 bytes; every length and offset is
   * checked against the file's size before a tensor is allocated; time and memory grow with the
   * size of the file. The format has no checksum, so an element that was changed is not noticed.
   *
   * <p>An interrupt of the thread does not break it off; the thread's flag is kept.
   *
   * @param file the file, of any file system
   * @return the checkpoint
   * @throws CheckpointException if the file can't be read, is not a regular file or is not exactly
   *     of the format, if its metadata has more than 100,000 entries, or if there is not enough
   *     memory
   */
  public static Checkpoint read(Path file) throws CheckpointException {
    return CheckpointReader.read(Objects.requireNonNull(file, "file"));
  }

  /**
   * Writes a safetensors file, or replaces one, as a whole or not at all: whatever fails, even the
   * power, the file is afterwards as it was before, or complete. The bytes go to a hidden temporary
   * file in the same folder, which is forced to the disk and then moved. A process that is killed
   * meanwhile leaves it behind, its name ending in {@code .tmp}, until the same file is written
   * again. A file that is replaced keeps its permissions, where the file system has those of POSIX.
   * A symbolic link is replaced, not followed.
   *
   * <p>An interrupt of the thread does not break it off; the thread's flag is kept. In a file
   * system other than the default one, nothing is forced to a disk, and the move is as atomic as
   * the system makes it.
   *
   * @param file the file; its folder must exist
   * @throws CheckpointException if the file can't be written, if there is something other than a
   *     file, or if names and metadata need a header of more than 100,000,000 bytes
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

  /**
   * {@return the names of the tensors, in order and unmodifiable}
   *
   * <p>Those of another program's file may be empty or hold control characters.
   */
  public Set<String> names() {
    return tensors.keySet();
  }

  /**
   * {@return the type of a tensor's elements, as the format names it: {@code F32} or {@code F64},
   * or, from another program's file, one such as {@code BF16} or {@code I64}}
   *
   * @param name one of {@link #names}
   * @throws IllegalArgumentException if there is none of that name
   */
  public String type(String name) {
    return stored(name).type();
  }

  /**
   * {@return the shape of a tensor}
   *
   * @param name one of {@link #names}
   * @throws IllegalArgumentException if there is none of that name, or if it has more than 2³¹ − 1
   *     elements
   */
  public Shape shape(String name) {
    return Conversion.shape(name, stored(name));
  }

  /**
   * {@return a copy of one tensor: of {@code double} for {@code F64}, of {@code float} for {@code
   * F32}, {@code F16} and {@code BF16}, all exact}
   *
   * @param name one of {@link #names}
   * @throws IllegalArgumentException if there is none of that name, if its type is another one, or
   *     if it has more than 2³¹ − 1 elements
   */
  public Tensor tensor(String name) {
    return tensor(name, Conversion.natural(name, stored(name)));
  }

  /**
   * {@return a copy of one tensor, converted}
   *
   * @param name one of {@link #names}, of type {@code F64}, {@code F32}, {@code F16} or {@code
   *     BF16}
   * @param dataType the type of the copy; {@code F64} is rounded to {@code float}, to the nearest
   *     and ties to even, and everything else is exact
   * @throws IllegalArgumentException if there is none of that name, if its type is another one, if
   *     it has more than 2³¹ − 1 elements, or if a finite element is beyond the range of {@code
   *     float}
   */
  public Tensor tensor(String name, DataType dataType) {
    Objects.requireNonNull(dataType, "dataType");
    Tensor copy = Tensor.zeros(dataType, shape(name));
    copyTo(name, copy);
    return copy;
  }

  /**
   * Copies one tensor into memory of the caller's, converted as by {@link #tensor(String,
   * DataType)}.
   *
   * @param name one of {@link #names}, of type {@code F64}, {@code F32}, {@code F16} or {@code
   *     BF16}
   * @param target the tensor to overwrite, of the same shape
   * @throws IllegalArgumentException if there is none of that name, if its type or shape is another
   *     one, or if a finite element is beyond the range of {@code float}; nothing is written then
   */
  public void copyTo(String name, Tensor target) {
    Objects.requireNonNull(target, "target");
    StoredTensor stored = stored(name);
    if (!Conversion.shape(name, stored).equals(target.shape())) {
      throw new IllegalArgumentException(
          "tensor "
              + Excerpt.quoted(name)
              + " has shape "
              + Excerpt.list(stored.extents())
              + ", but the target is "
              + target);
    }
    Conversion.copy(name, stored, target);
  }

  /** The tensor itself, for those who only read it. */
  StoredTensor stored(String name) {
    StoredTensor tensor = tensors.get(Objects.requireNonNull(name, "name"));
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
    return other instanceof Checkpoint that
        && step == that.step
        && metadata.equals(that.metadata)
        && hasTensorsOf(that);
  }

  private boolean hasTensorsOf(Checkpoint other) {
    if (!names().equals(other.names())) {
      return false;
    }
    for (String name : names()) {
      if (!stored(name).isSame(other.stored(name))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 31 * Long.hashCode(step) + metadata.hashCode();
    for (String name : names()) {
      hash += name.hashCode() ^ stored(name).hash(); // whatever the order
    }
    return hash;
  }

  @Override
  public String toString() {
    long bytes = tensors.values().stream().mapToLong(StoredTensor::bytes).sum();
    return "Checkpoint[step="
        + step
        + ", tensors="
        + tensors.size()
        + ", elements="
        + tensors.values().stream().mapToLong(tensor -> Extents.product(tensor.extents())).sum()
        + ", bytes="
        + bytes
        + ", metadata="
        + Excerpt.list(metadata.entrySet())
        + "]";
  }
}
