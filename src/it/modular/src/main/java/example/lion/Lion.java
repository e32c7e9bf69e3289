package example.lion;

import java.util.List;
import org.talweg.optimizer.ElementwiseOptimizer;
import org.talweg.optimizer.Slot;
import org.talweg.optimizer.WeightDecay;
import org.talweg.schedule.Schedule;

/**
 * Lion: every weight moves by the rate, in the direction of the sign of its momentum.
 *
 * <pre>
 * u = sign(β₁·m + (1 − β₁)·g)
 * m ← β₂·m + (1 − β₂)·g
 * w ← w − η·λ·w − η·u
 * </pre>
 *
 * <p>Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023, <a
 * href="https://arxiv.org/abs/2302.06675">arXiv:2302.06675</a>. Defaults: β₁ = 0.9, β₂ = 0.99, λ =
 * 0.
 *
 * <p>A rule is a value: hyperparameters and formula. The trainer keeps its state, cuts the work
 * into chunks, hands them to threads and writes checkpoints; weight decay is the trainer's too.
 */
public final class Lion implements ElementwiseOptimizer {
  private final Schedule learningRate;
  private final double beta1;
  private final double beta2;
  private final WeightDecay weightDecay;

  private Lion(Schedule learningRate, double beta1, double beta2, WeightDecay weightDecay) {
    this.learningRate = learningRate;
    this.beta1 = fraction("beta1", beta1);
    this.beta2 = fraction("beta2", beta2);
    this.weightDecay = weightDecay;
  }

  private static double fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), but was " + value);
    }
    return value;
  }

  /**
   * Lion at a constant rate.
   *
   * @param learningRate η, zero or positive; a third to a tenth of what suits Adam
   * @return the rule
   */
  public static Lion of(double learningRate) {
    return of(Schedule.constant(learningRate));
  }

  /**
   * Lion at a scheduled rate.
   *
   * @param learningRate η by step
   * @return the rule
   */
  public static Lion of(Schedule learningRate) {
    return new Lion(learningRate, 0.9, 0.99, WeightDecay.NONE);
  }

  /**
   * The same rule with other decay rates.
   *
   * @param beta1 β₁, in [0, 1)
   * @param beta2 β₂, in [0, 1)
   * @return the rule
   */
  public Lion withBetas(double beta1, double beta2) {
    return new Lion(learningRate, beta1, beta2, weightDecay);
  }

  /**
   * The same rule with another decay.
   *
   * @param rate λ, zero or positive
   * @return the rule
   */
  public Lion withWeightDecay(double rate) {
    return new Lion(learningRate, beta1, beta2, WeightDecay.decoupled(rate));
  }

  @Override
  public Schedule learningRate() {
    return learningRate;
  }

  @Override
  public WeightDecay weightDecay() {
    return weightDecay;
  }

  /** In a checkpoint: {@code <parameter>/momentum}. */
  @Override
  public List<Slot> slots() {
    return List.of(Slot.zeros("momentum"));
  }

  @Override
  public int coefficientCount() {
    return 1;
  }

  @Override
  public void coefficients(long step, double learningRate, double[] c) {
    c[OWN] = learningRate;
  }

  @Override
  public void update(double[] c, float[] w, float[] g, float[][] slots, int from, int to) {
    // Everything the loop needs in local variables, and of the array's type.
    float[] m = slots[0];
    // The engine's share: what scales gradients, decays them and lets weights decay.
    float scale = (float) c[GRADIENT_SCALE];
    float l2 = (float) c[L2];
    float keep = (float) c[KEEP];
    float rate = (float) c[OWN];
    float keep1 = (float) beta1;
    float fresh1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float fresh2 = (float) (1 - beta2);
    for (int i = from; i < to; i++) {
      float grad = scale * g[i] + l2 * w[i];
      w[i] = keep * w[i] - rate * Math.signum(keep1 * m[i] + fresh1 * grad);
      m[i] = keep2 * m[i] + fresh2 * grad;
    }
  }

  @Override
  public void update(double[] c, double[] w, double[] g, double[][] slots, int from, int to) {
    double[] m = slots[0];
    // The engine's share: what scales gradients, decays them and lets weights decay.
    double scale = c[GRADIENT_SCALE];
    double l2 = c[L2];
    double keep = c[KEEP];
    double rate = c[OWN];
    double keep1 = beta1;
    double fresh1 = 1 - beta1;
    double keep2 = beta2;
    double fresh2 = 1 - beta2;
    for (int i = from; i < to; i++) {
      double grad = scale * g[i] + l2 * w[i];
      w[i] = keep * w[i] - rate * Math.signum(keep1 * m[i] + fresh1 * grad);
      m[i] = keep2 * m[i] + fresh2 * grad;
    }
  }

  @Override
  public String toString() {
    return "Lion[learningRate="
        + learningRate
        + ", beta1="
        + beta1
        + ", beta2="
        + beta2
        + ", weightDecay="
        + weightDecay.rate()
        + "]";
  }
}
