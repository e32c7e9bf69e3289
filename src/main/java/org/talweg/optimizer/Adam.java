package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Checks;
import org.talweg.internal.Powers;
import org.talweg.schedule.Schedule;

/**
 * Adam: momentum and RMSProp at once, both corrected for starting at zero.
 *
 * <pre>
 * m ← m + (1 − β₁)·(g − m)            m̂ = m / (1 − β₁ᵗ)
 * v ← β₂·v + (1 − β₂)·g²              v̂ = v / (1 − β₂ᵗ)
 * w ← w − η·m̂ / (√(v̂ + ε_root) + ε)
 * </pre>
 *
 * <p>η is the learning rate, t the step from 1. Either ε is used, the other is 0: the paper,
 * PyTorch and optax have it outside the root, {@link #withEpsilon}; the lecture's slide has it
 * inside, {@link #withEpsilonInsideRoot}, which is optax's {@code eps_root}. With {@linkplain
 * #withAmsgrad AMSGrad}, v̂ is the largest v so far, corrected afterwards, as in PyTorch and Keras.
 * Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, <a
 * href="https://arxiv.org/abs/1412.6980">arXiv:1412.6980</a>; Reddi, Kale and Kumar, "On the
 * Convergence of Adam and Beyond", ICLR 2018, <a
 * href="https://arxiv.org/abs/1904.09237">arXiv:1904.09237</a>. PyTorch: {@code Adam}.
 *
 * <p>Defaults, the paper's and PyTorch's: β₁ = 0.9, β₂ = 0.999, ε = 1e-8, ε_root = 0.
 */
public final class Adam implements ElementwiseOptimizer {
  private static final Slot FIRST_MOMENT = Slot.zeros("first_moment");
  private static final Slot SECOND_MOMENT = Slot.zeros("second_moment");
  private static final Slot MAX_SECOND_MOMENT = Slot.zeros("max_second_moment");

  private final Schedule learningRate;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double epsilonRoot;
  private final boolean amsgrad;
  private final double logBeta1;
  private final double logBeta2;

  private Adam(
      Schedule learningRate,
      double beta1,
      double beta2,
      double epsilon,
      double epsilonRoot,
      boolean amsgrad) {
    this.learningRate = learningRate;
    this.beta1 = Checks.fraction("beta1", beta1);
    this.beta2 = Checks.fraction("beta2", beta2);
    this.epsilon = epsilon;
    this.epsilonRoot = epsilonRoot;
    if (epsilon == 0) {
      Hyperparameters.epsilon(epsilonRoot, 1 - beta2);
    } else {
      Hyperparameters.epsilon(epsilon, Math.sqrt(1 - beta2));
    }
    this.amsgrad = amsgrad;
    this.logBeta1 = StrictMath.log(beta1);
    this.logBeta2 = StrictMath.log(beta2);
  }

  /**
   * {@return Adam at a constant rate}
   *
   * @param learningRate the rate of every step, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Adam of(double learningRate) {
    return of(Schedule.constant(learningRate));
  }

  /**
   * {@return Adam at a scheduled rate}
   *
   * @param learningRate the rate by step
   */
  public static Adam of(Schedule learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8, 0, false);
  }

  /**
   * {@return this rule with other decay rates of its averages}
   *
   * @param beta1 β₁ of the gradient's average, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the square's average, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless both are in [0, 1), or if ε vanishes beside β₂
   */
  public Adam withBetas(double beta1, double beta2) {
    return new Adam(learningRate, beta1, beta2, epsilon, epsilonRoot, amsgrad);
  }

  /**
   * {@return this rule with ε outside the root and none inside, as in the paper}
   *
   * @param epsilon ε, positive; 1e-8 by default
   * @throws IllegalArgumentException unless ε·√(1 − β₂) is at least {@link Float#MIN_NORMAL} and
   *     finite
   */
  public Adam withEpsilon(double epsilon) {
    return new Adam(learningRate, beta1, beta2, epsilon, 0, amsgrad);
  }

  /**
   * {@return this rule with ε inside the root and none outside, as on the lecture's slide}
   *
   * @param epsilonRoot ε_root, positive
   * @throws IllegalArgumentException unless ε_root·(1 − β₂) is at least {@link Float#MIN_NORMAL}
   *     and finite
   */
  public Adam withEpsilonInsideRoot(double epsilonRoot) {
    return new Adam(learningRate, beta1, beta2, 0, epsilonRoot, amsgrad);
  }

  /** {@return this rule, dividing by the largest second moment so far: AMSGrad} */
  public Adam withAmsgrad() {
    return new Adam(learningRate, beta1, beta2, epsilon, epsilonRoot, true);
  }

  @Override
  public Schedule learningRate() {
    return learningRate;
  }

  @Override
  public List<Slot> slots() {
    return amsgrad
        ? List.of(FIRST_MOMENT, SECOND_MOMENT, MAX_SECOND_MOMENT)
        : List.of(FIRST_MOMENT, SECOND_MOMENT);
  }

  @Override
  public int coefficientCount() {
    return 3;
  }

  /** Both corrections are in the coefficients, as at the end of the paper's section 2. */
  @Override
  public void coefficients(long step, double learningRate, double[] c) {
    double square = Powers.oneMinus(logBeta2, step);
    double root = Math.sqrt(square);
    c[OWN] = learningRate * root / Powers.oneMinus(logBeta1, step);
    c[OWN + 1] = epsilon * root;
    c[OWN + 2] = epsilonRoot * square;
  }

  @Override
  public void update(double[] c, float[] w, float[] g, float[][] slots, int from, int to) {
    float[] m = slots[0];
    float[] v = slots[1];
    float scale = (float) c[GRADIENT_SCALE];
    float l2 = (float) c[L2];
    float keep = (float) c[KEEP];
    float rate = (float) c[OWN];
    float eps = (float) c[OWN + 1];
    float root = (float) c[OWN + 2];
    float fresh1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float fresh2 = (float) (1 - beta2);
    if (amsgrad) {
      float[] h = slots[2];
      // Each value is read once: one node more, and HotSpot would not vectorize (decision 001).
      for (int i = from; i < to; i++) {
        float weight = w[i];
        float grad = scale * g[i] + l2 * weight;
        float first = m[i] + fresh1 * (grad - m[i]);
        float second = keep2 * v[i] + fresh2 * grad * grad;
        float largest = Math.max(h[i], second);
        m[i] = first;
        v[i] = second;
        h[i] = largest;
        w[i] = keep * weight - rate * first / ((float) Math.sqrt(largest + root) + eps);
      }
    } else {
      for (int i = from; i < to; i++) {
        float weight = w[i];
        float grad = scale * g[i] + l2 * weight;
        float first = m[i] + fresh1 * (grad - m[i]);
        float second = keep2 * v[i] + fresh2 * grad * grad;
        m[i] = first;
        v[i] = second;
        w[i] = keep * weight - rate * first / ((float) Math.sqrt(second + root) + eps);
      }
    }
  }

  @Override
  public void update(double[] c, double[] w, double[] g, double[][] slots, int from, int to) {
    double[] m = slots[0];
    double[] v = slots[1];
    double scale = c[GRADIENT_SCALE];
    double l2 = c[L2];
    double keep = c[KEEP];
    double rate = c[OWN];
    double eps = c[OWN + 1];
    double root = c[OWN + 2];
    double fresh1 = 1 - beta1;
    double keep2 = beta2;
    double fresh2 = 1 - beta2;
    if (amsgrad) {
      double[] h = slots[2];
      // Each value is read once: one node more, and HotSpot would not vectorize (decision 001).
      for (int i = from; i < to; i++) {
        double weight = w[i];
        double grad = scale * g[i] + l2 * weight;
        double first = m[i] + fresh1 * (grad - m[i]);
        double second = keep2 * v[i] + fresh2 * grad * grad;
        double largest = Math.max(h[i], second);
        m[i] = first;
        v[i] = second;
        h[i] = largest;
        w[i] = keep * weight - rate * first / (Math.sqrt(largest + root) + eps);
      }
    } else {
      for (int i = from; i < to; i++) {
        double weight = w[i];
        double grad = scale * g[i] + l2 * weight;
        double first = m[i] + fresh1 * (grad - m[i]);
        double second = keep2 * v[i] + fresh2 * grad * grad;
        m[i] = first;
        v[i] = second;
        w[i] = keep * weight - rate * first / (Math.sqrt(second + root) + eps);
      }
    }
  }

  @Override
  public String toString() {
    return "Adam[learningRate="
        + learningRate
        + ", beta1="
        + beta1
        + ", beta2="
        + beta2
        + ", epsilon="
        + epsilon
        + ", epsilonRoot="
        + epsilonRoot
        + ", amsgrad="
        + amsgrad
        + "]";
  }
}
