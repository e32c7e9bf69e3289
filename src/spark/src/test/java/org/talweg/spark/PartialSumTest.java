package org.talweg.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

class PartialSumTest {
  private static final ClassTag<PartialSum> TAG = ClassTag$.MODULE$.apply(PartialSum.class);

  static Stream<Serializer> serializers() {
    return Stream.of(new JavaSerializer(new SparkConf()), new KryoSerializer(new SparkConf()));
  }

  private static PartialSum sum(int partition, double... gradients) {
    PartialSum sum = new PartialSum();
    for (double gradient : gradients) {
      double[] all = new double[300];
      all[299] = gradient;
      sum.add(1.5, 2, all);
    }
    return sum.ofPartition(partition, new double[300]);
  }

  @ParameterizedTest
  @MethodSource("serializers")
  void eachOfSparksSerializersCarriesAllOfIt(Serializer serializer) {
    SerializerInstance instance = serializer.newInstance();
    PartialSum total = new PartialSum();
    for (PartialSum part :
        new PartialSum[] {
          sum(4, 1e-9, 3), sum(3), sum(7, 1, Double.NaN), sum(5, Double.POSITIVE_INFINITY)
        }) {
      PartialSum read = instance.deserialize(instance.serialize(part, TAG), TAG);
      assertThat(read.isEmpty()).isEqualTo(part.isEmpty());
      assertThat(read.isFinite()).isEqualTo(part.isFinite());
      double[] mean = new double[300];
      double[] expected = new double[300];
      assertThat(read.mean(mean)).isEqualTo(Double.valueOf(part.mean(expected))); // or both NaN
      assertThat(mean).isEqualTo(expected);
      total.merge(read);
    }
    assertThat(total.notFinite()).isEqualTo(5);
    assertThat(total.weight()).isEqualTo(10);
  }
}
