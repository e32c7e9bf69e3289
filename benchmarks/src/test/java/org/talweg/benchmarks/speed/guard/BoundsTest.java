package org.talweg.benchmarks.speed.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.tensor.DataType;

class BoundsTest {
  private static final String COMPLETE =
      "allocation=0\nroof=1.2\nvector=2.5\ndead=1.15\nhand-written=1.1\n";
  private static final Target ADAM = new Target("adam", Rule.ADAM, DataType.FLOAT64);

  @Test
  void theStandardBoundsAreComplete() {
    Bounds bounds = Bounds.standard();
    assertThat(bounds.of(Check.ALLOCATION, ADAM)).isZero();
  }

  @Test
  void theMostDetailedBoundCountsAndARuleBeforeAType() {
    assertThat(bound("")).isEqualTo(1.2);
    assertThat(bound("roof.float64=1.3")).isEqualTo(1.3);
    assertThat(bound("roof.float64=1.3\nroof.adam=1.4")).isEqualTo(1.4);
    assertThat(bound("roof.float64=1.3\nroof.adam=1.4\nroof.adam.float64=1.5")).isEqualTo(1.5);
    assertThat(bound("roof.adam.float32=1.5")).isEqualTo(1.2);
  }

  private static double bound(String more) {
    return Bounds.parse(COMPLETE + more).of(Check.ROOF, ADAM);
  }

  @Test
  void anUnknownKeyIsAnError() {
    assertThatThrownBy(() -> Bounds.parse(COMPLETE + "rof.adam=1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"rof.adam\"");
    assertThatThrownBy(() -> Bounds.parse(COMPLETE + "roof.adma=1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"roof.adma\"");
    assertThatThrownBy(() -> Bounds.parse(COMPLETE + "dead.pipeline=1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"dead.pipeline\"");
  }

  @Test
  void whatIsNoNumberOrNegativeIsAnError() {
    for (String value : new String[] {"fast", "", "-1", "NaN", "Infinity"}) {
      assertThatThrownBy(() -> Bounds.parse(COMPLETE + "roof.adam=" + value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("roof.adam")
          .hasMessageContaining("\"" + value + "\"");
    }
  }

  @Test
  void aMissingBoundIsAnError() {
    assertThatThrownBy(() -> Bounds.parse(COMPLETE.replace("vector=2.5\n", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vector");
  }
}
