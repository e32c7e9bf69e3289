package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Checks;
import org.talweg.schedule.Schedule;

/**
 * RMSProp: AdaGrad with a memory that fades, so that the rate can rise again.
 *
 * <pre>
 * v ← α·v + (1 − α)·g²
 * a ← a + (1 − α)·(g − a)             centered only
 * d = √v + ε                          √|v − a²| + ε if centered
 * w ← w − η·g / d                     without momentum
 * b ← μ·b + g / d;  w ← w − η·b       with momentum μ
 * </pre>
 *
 * <p>η is the learning rate, α the decay. ε stands outside the root, as in the lecture and in
 * PyTorch; Keras and optax have it inside. The centered variance is below 0 by rounding alone; its
 * absolute value is taken there, where PyTorch's result is NaN. Tieleman and Hinton, "Lecture 6.5:
 * RMSProp", Coursera, 2012; centered: Graves, "Generating Sequences With Recurrent Neural
 * Networks", 2013, <a href="https://arxiv.org/abs/1308.0850">arXiv:1308.0850</a>. PyTorch: {@code
 * RMSprop}.
 *
 * <p>Defaults, PyTorch's: α = 0.99, ε = 1e-8, μ = 0, not centered. (The lecture: α 0.9 or 0.99, ε
 * 1e-7.)
 */
public final class RmsProp implements ElementwiseOptimizer {
  private static final Slot SQUARE_AVERAGE = Slot.zeros("square_average");
  private static final Slot GRADIENT_AVERAGE = Slot.zeros("gradient_average");
  private static final Slot VELOCITY = Slot.zeros("velocity");

  private final Schedule learningRate;
  private final double decay;
  private final double epsilon;
  private final double momentum;
  private final boolean centered;

  private RmsProp(
      Schedule learningRate, double decay, double epsilon, double momentum, boolean centered) {
    this.learningRate = learningRate;
    this.decay = Checks.fraction("decay", decay);
    this.epsilon = Hyperparameters.epsilon(epsilon);
    this.momentum = Checks.fraction("momentum", momentum);
    this.centered = centered;
  }

  /**
   * {@return RMSProp at a constant rate}
   *
   * @param learningRate the rate of every step, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static RmsProp of(double learningRate) {
    return of(Schedule.constant(learningRate));
  }

  /**
   * {@return RMSProp at a scheduled rate}
   *
   * @param learningRate the rate by step
   */
  public static RmsProp of(Schedule learningRate) {
    return new RmsProp(learningRate, 0.99, 1e-8, 0, false);
  }

  /**
   * {@return this rule with another decay of its averages}
   *
   * @param decay α, in [0, 1); 0.99 by default
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public RmsProp withDecay(double decay) {
    return new RmsProp(learningRate, decay, epsilon, momentum, centered);
  }

  /**
   * {@return this rule with another ε}
   *
   * @param epsilon ε, positive; 1e-8 by default
   * @throws IllegalArgumentException unless it is at least {@link Float#MIN_NORMAL} and finite
   */
  public RmsProp withEpsilon(double epsilon) {
    return new RmsProp(learningRate, decay, epsilon, momentum, centered);
  }

  /**
   * {@return this rule with another momentum}
   *
   * @param momentum μ, in [0, 1); 0, the default, keeps no velocity
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public RmsProp withMomentum(double momentum) {
    return new RmsProp(learningRate, decay, epsilon, momentum, centered);
  }

  /** {@return this rule, dividing by the deviation around the mean gradient} */
  public RmsProp withCentered() {
    return new RmsProp(learningRate, decay, epsilon, momentum, true);
  }

  @Override
  public Schedule learningRate() {
    return learningRate;
  }

  @Override
  public List<Slot> slots() {
    if (centered) {
      return momentum > 0
          ? List.of(SQUARE_AVERAGE, VELOCITY, GRADIENT_AVERAGE)
          : List.of(SQUARE_AVERAGE, GRADIENT_AVERAGE);
    }
    return momentum > 0 ? List.of(SQUARE_AVERAGE, VELOCITY) : List.of(SQUARE_AVERAGE);
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
    float[] v = slots[0];
    float scale = (float) c[GRADIENT_SCALE];
    float l2 = (float) c[L2];
    float keep = (float) c[KEEP];
    float rate = (float) c[OWN];
    float old = (float) decay;
    float fresh = (float) (1 - decay);
    float mu = (float) momentum;
    float eps = (float) epsilon;
    if (centered && momentum > 0) {
      // One loop is more than HotSpot vectorizes (decision 001). The first does what takes long.
      float[] b = slots[1];
      float[] a = slots[2];
      for (int i = from; i < to; i++) {
        float grad = scale * g[i] + l2 * w[i];
        float square = old * v[i] + fresh * grad * grad;
        float mean = a[i] + fresh * (grad - a[i]);
        float variance = Math.abs(square - mean * mean);
        v[i] = square;
        a[i] = mean;
        b[i] = mu * b[i] + grad / ((float) Math.sqrt(variance) + eps);
      }
      for (int i = from; i < to; i++) {
        w[i] = keep * w[i] - rate * b[i];
      }
    } else if (centered) {
      float[] a = slots[1];
      for (int i = from; i < to; i++) {
        float weight = w[i];
        float grad = scale * g[i] + l2 * weight;
        float square = old * v[i] + fresh * grad * grad;
        float mean = a[i] + fresh * (grad - a[i]);
        float variance = Math.abs(square - mean * mean);
        v[i] = square;
        a[i] = mean;
        w[i] = keep * weight - rate * grad / ((float) Math.sqrt(variance) + eps);
      }
    } else if (momentum > 0) {
      float[] b = slots[1];
      for (int i = from; i < to; i++) {
        float weight = w[i];
        float grad = scale * g[i] + l2 * weight;
        float square = old * v[i] + fresh * grad * grad;
        float velocity = mu * b[i] + grad / ((float) Math.sqrt(square) + eps);
        v[i] = square;
        b[i] = velocity;
        w[i] = keep * weight - rate * velocity;
      }
    } else {
      for (int i = from; i < to; i++) {
        float weight = w[i];
        float grad = scale * g[i] + l2 * weight;
        float square = old * v[i] + fresh * grad * grad;
        v[i] = square;
        w[i] = keep * weight - rate * grad / ((float) Math.sqrt(square) + eps);
      }
    }
  }

  @Override
  public void update(double[] c, double[] w, double[] g, double[][] slots, int from, int to) {
    double[] v = slots[0];
    double scale = c[GRADIENT_SCALE];
    double l2 = c[L2];
    double keep = c[KEEP];
    double rate = c[OWN];
    double old = decay;
    double fresh = 1 - decay;
    double mu = momentum;
    double eps = epsilon;
    if (centered && momentum > 0) {
      double[] b = slots[1];
      double[] a = slots[2];
      for (int i = from; i < to; i++) {
        double grad = scale * g[i] + l2 * w[i];
        double square = old * v[i] + fresh * grad * grad;
        double mean = a[i] + fresh * (grad - a[i]);
        double variance = Math.abs(square - mean * mean);
        v[i] = square;
        a[i] = mean;
        b[i] = mu * b[i] + grad / (Math.sqrt(variance) + eps);
      }
      for (int i = from; i < to; i++) {
        w[i] = keep * w[i] - rate * b[i];
      }
    } else if (centered) {
      double[] a = slots[1];
      for (int i = from; i < to; i++) {
        double weight = w[i];
        double grad = scale * g[i] + l2 * weight;
        double square = old * v[i] + fresh * grad * grad;
        double mean = a[i] + fresh * (grad - a[i]);
        double variance = Math.abs(square - mean * mean);
        v[i] = square;
        a[i] = mean;
        w[i] = keep * weight - rate * grad / (Math.sqrt(variance) + eps);
      }
    } else if (momentum > 0) {
      double[] b = slots[1];
      for (int i = from; i < to; i++) {
        double weight = w[i];
        double grad = scale * g[i] + l2 * weight;
        double square = old * v[i] + fresh * grad * grad;
        double velocity = mu * b[i] + grad / (Math.sqrt(square) + eps);
        v[i] = square;
        b[i] = velocity;
        w[i] = keep * weight - rate * velocity;
      }
    } else {
      for (int i = from; i < to; i++) {
        double weight = w[i];
        double grad = scale * g[i] + l2 * weight;
        double square = old * v[i] + fresh * grad * grad;
        v[i] = square;
        w[i] = keep * weight - rate * grad / (Math.sqrt(square) + eps);
      }
    }
  }

  @Override
  public String toString() {
    return "RmsProp[learningRate="
        + learningRate
        + ", decay="
        + decay
        + ", epsilon="
        + epsilon
        + ", momentum="
        + momentum
        + ", centered="
        + centered
        + "]";
  }
}
