// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.minimize.GradientCheck;
import org.talweg.minimize.SearchResult;

class LogisticRegressionTest {
  private final Rows rows = Rows.read();
  private final LogisticRegression regression = new LogisticRegression(rows);

  @Test
  void theGradientIsThatOfTheLoss() {
    double[] x = new double[rows.features() + 1];
    Arrays.setAll(x, i -> 0.1 * i - 0.7);
    GradientCheck check = GradientCheck.of(regression::loss, x);
    assertTrue(check.isPassed(1e-7), check.toString());
  }

  /** The optimum was computed by coordinate descent, to 15 digits. */
  @Test
  void theL1PenaltyLeavesThreeWeights() {
    SearchResult result = regression.fitL1(0.0600371);
    assertTrue(result.converged(), result.toString());
    assertEquals(0.5043873394080713, result.loss(), 1e-9);
    double[] x = result.point();
    assertEquals(-0.37349754424150133, x[0], 1e-4);
    int[] support = IntStream.range(1, x.length).filter(j -> x[j] != 0).toArray();
    assertEquals("[1, 4, 8]", Arrays.toString(support));
  }

  @Test
  void theL2PenaltyKeepsAllWeights() {
    SearchResult result = regression.fitL2(0.01);
    assertTrue(result.converged(), result.toString());
    assertTrue(Arrays.stream(result.point()).allMatch(weight -> weight != 0));
    assertTrue(regression.accuracy(result.point()) > 0.8, result.toString());
  }
}
