package org.talweg.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** One Spark in this JVM for all tests: three tasks at a time, two tries for each. */
final class LocalSpark {
  private static final JavaSparkContext CONTEXT =
      new JavaSparkContext(
          new SparkConf()
              .setAppName("test")
              .setMaster("local[3,2]")
              .set("spark.ui.enabled", "false")
              .set("spark.driver.host", "127.0.0.1")
              .set("spark.driver.bindAddress", "127.0.0.1"));

  private LocalSpark() {}

  static JavaSparkContext context() {
    return CONTEXT;
  }
}
