package org.talweg.spark;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.jspecify.annotations.Nullable;
import org.talweg.sum.ExactSum;
import org.talweg.sum.ReproducibleSum;

/** The sums of a partition, or of several: gradient, loss and weight, in any order. */
final class PartialSum implements Externalizable {
  private static final long serialVersionUID = 1;

  private static final int NONE = Integer.MAX_VALUE;

  private ExactSum loss = ExactSum.zero();
  private ExactSum weight = ExactSum.zero();
  private @Nullable ReproducibleSum gradient;

  /** The first partition with a loss or gradient that is not finite. */
  private int notFinite = NONE;

  /** For deserialization, and for a sum of no partition. */
  public PartialSum() {}

  void add(double exampleLoss, double exampleWeight, double[] exampleGradient) {
    if (gradient == null) {
      gradient = ReproducibleSum.of(exampleGradient.length);
    }
    loss.add(exampleLoss);
    weight.add(exampleWeight);
    gradient.add(exampleGradient);
  }

  PartialSum merge(PartialSum other) {
    loss.merge(other.loss);
    weight.merge(other.weight);
    notFinite = Math.min(notFinite, other.notFinite);
    if (gradient == null) {
      gradient = other.gradient;
    } else if (other.gradient != null) {
      gradient.merge(other.gradient);
    }
    return this;
  }

  /** Notes the partition if the sums of it are not finite. */
  PartialSum ofPartition(int partition, double[] scratch) {
    boolean finite = Double.isFinite(loss.value());
    if (gradient != null) {
      gradient.result(scratch);
      double zero = 0;
      for (double x : scratch) {
        zero += 0 * x; // NaN, if one is not finite
      }
      finite &= zero == 0;
    }
    notFinite = finite ? NONE : partition;
    return this;
  }

  boolean isEmpty() {
    return gradient == null;
  }

  double weight() {
    return weight.value();
  }

  boolean isFinite() {
    return notFinite == NONE;
  }

  int notFinite() {
    return notFinite;
  }

  /** Writes the mean of the gradients and returns that of the losses. */
  double mean(double[] into) {
    double divisor = weight.value();
    if (gradient != null) {
      gradient.result(into);
    }
    for (int i = 0; i < into.length; i++) {
      into[i] /= divisor;
    }
    return loss.value() / divisor;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(notFinite);
    loss.write(out);
    weight.write(out);
    out.writeBoolean(gradient != null);
    if (gradient != null) {
      gradient.write(out);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    notFinite = in.readInt();
    loss = ExactSum.read(in);
    weight = ExactSum.read(in);
    gradient = in.readBoolean() ? ReproducibleSum.read(in) : null;
  }
}
