package org.talweg.spark;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * A row of a data set.
 *
 * @param label what is to be predicted
 * @param weight what the row counts
 * @param features from which
 */
record LabelledRow(double label, double weight, Vector features) implements Serializable {

  static JavaRDD<LabelledRow> of(Dataset<?> rows, String features, String label, String weight) {
    return rows.select(
            functions.col(label).cast(DataTypes.DoubleType),
            weight.isEmpty()
                ? functions.lit(1.0)
                : functions.col(weight).cast(DataTypes.DoubleType),
            functions.col(features))
        .javaRDD()
        .map(LabelledRow::of);
  }

  private static LabelledRow of(Row row) {
    return new LabelledRow(row.getDouble(0), row.getDouble(1), (Vector) row.get(2));
  }

  /** A hash of everything that the row is: equal rows are in the same batches. */
  long key() {
    long hash = 31 * Double.doubleToLongBits(label) + Double.doubleToLongBits(weight);
    double[] values = features.toArray();
    for (double value : values) {
      hash = (hash ^ Double.doubleToLongBits(value)) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  /** Σ wᵢ·xᵢ, with the weights from an index on, in the order of the features. */
  double dot(double[] weights, int from) {
    double sum = 0;
    if (features instanceof SparseVector sparse) {
      int[] indices = sparse.indices();
      double[] values = sparse.values();
      for (int k = 0; k < indices.length; k++) {
        sum += weights[from + indices[k]] * values[k];
      }
    } else {
      double[] values = features.toArray();
      for (int i = 0; i < values.length; i++) {
        sum += weights[from + i] * values[i];
      }
    }
    return sum;
  }

  /** Adds factor·x to the gradient from an index on. */
  void addTo(double factor, double[] gradient, int from) {
    if (features instanceof SparseVector sparse) {
      int[] indices = sparse.indices();
      double[] values = sparse.values();
      for (int k = 0; k < indices.length; k++) {
        gradient[from + indices[k]] += factor * values[k];
      }
    } else {
      double[] values = features.toArray();
      for (int i = 0; i < values.length; i++) {
        gradient[from + i] += factor * values[i];
      }
    }
  }
}
