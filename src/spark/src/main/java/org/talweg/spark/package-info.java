/**
 * Talweg on Apache Spark: gradients over RDDs, updaters for MLlib, checkpoints on Hadoop file
 * systems. Results have the same bits for any number of partitions and executors.
 */
@NullMarked
package org.talweg.spark;

import org.jspecify.annotations.NullMarked;
