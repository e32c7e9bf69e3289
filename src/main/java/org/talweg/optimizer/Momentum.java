package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Checks;
import org.talweg.schedule.Schedule;

/**
 * Gradient descent with momentum: the gradients add up to a velocity, which friction slows.
 *
 * <pre>
 * v ← ρ·v + (1 − τ)·g        (v ← g at the first step)
 * w ← w − η·v                w ← w − η·(g + ρ·v) with Nesterov
 * </pre>
 *
 * <p>η is the learning rate, ρ the momentum, τ the dampening. The velocity does not hold the rate,
 * so a changing rate acts at once; in Keras and DL4J it does, and the two part as soon as the rate
 * changes. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; in
 * this form Sutskever et al., "On the importance of initialization and momentum in deep learning",
 * ICML 2013. PyTorch: {@code SGD(momentum=…)}.
 *
 * <p>Defaults: ρ = 0.9, the lecture's value (PyTorch has none but 0), τ = 0, no Nesterov.
 */
public final class Momentum implements ElementwiseOptimizer {
  private static final List<Slot> SLOTS = List.of(Slot.zeros("velocity"));

  private final Schedule learningRate;
  private final double momentum;
  private final double dampening;
  private final boolean nesterov;

  private Momentum(Schedule learningRate, double momentum, double dampening, boolean nesterov) {
    this.learningRate = learningRate;
    this.momentum = Checks.fraction("momentum", momentum);
    this.dampening = Checks.fraction("dampening", dampening);
    this.nesterov = nesterov;
    if (nesterov && (momentum == 0 || dampening != 0)) {
      throw new IllegalArgumentException(
          "Nesterov needs a momentum above 0 and no dampening, but they were "
              + momentum
              + " and "
              + dampening);
    }
  }

  /**
   * {@return momentum 0.9 at a constant rate}
   *
   * @param learningRate the rate of every step, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Momentum of(double learningRate) {
    return of(Schedule.constant(learningRate));
  }

  /**
   * {@return momentum 0.9 at a scheduled rate}
   *
   * @param learningRate the rate by step
   */
  public static Momentum of(Schedule learningRate) {
    return new Momentum(learningRate, 0.9, 0, false);
  }

  /**
   * {@return this rule with another momentum}
   *
   * @param momentum ρ, in [0, 1); 0.9 by default
   * @throws IllegalArgumentException if it is outside [0, 1), or 0 with Nesterov
   */
  public Momentum withMomentum(double momentum) {
    return new Momentum(learningRate, momentum, dampening, nesterov);
  }

  /**
   * {@return this rule with another dampening of the gradient}
   *
   * @param dampening τ, in [0, 1); 0 by default
   * @throws IllegalArgumentException if it is outside [0, 1), or above 0 with Nesterov
   */
  public Momentum withDampening(double dampening) {
    return new Momentum(learningRate, momentum, dampening, nesterov);
  }

  /**
   * {@return this rule with Nesterov's look ahead}
   *
   * @throws IllegalArgumentException if the momentum is 0 or there is dampening
   */
  public Momentum withNesterov() {
    return new Momentum(learningRate, momentum, dampening, true);
  }

  @Override
  public Schedule learningRate() {
    return learningRate;
  }

  @Override
  public List<Slot> slots() {
    return SLOTS;
  }

  @Override
  public int coefficientCount() {
    return 2;
  }

  @Override
  public void coefficients(long step, double learningRate, double[] c) {
    c[OWN] = learningRate;
    c[OWN + 1] = step == 1 ? 1 : 1 - dampening;
  }

  @Override
  public void update(double[] c, float[] w, float[] g, float[][] slots, int from, int to) {
    float[] v = slots[0];
    float scale = (float) c[GRADIENT_SCALE];
    float l2 = (float) c[L2];
    float keep = (float) c[KEEP];
    float rate = (float) c[OWN];
    float fresh = (float) c[OWN + 1];
    float rho = (float) momentum;
    if (nesterov) {
      for (int i = from; i < to; i++) {
        float weight = w[i];
        float grad = scale * g[i] + l2 * weight;
        float velocity = rho * v[i] + grad;
        v[i] = velocity;
        w[i] = keep * weight - rate * (grad + rho * velocity);
      }
    } else {
      for (int i = from; i < to; i++) {
        float weight = w[i];
        float grad = scale * g[i] + l2 * weight;
        float velocity = rho * v[i] + fresh * grad;
        v[i] = velocity;
        w[i] = keep * weight - rate * velocity;
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
    double fresh = c[OWN + 1];
    double rho = momentum;
    if (nesterov) {
      for (int i = from; i < to; i++) {
        double weight = w[i];
        double grad = scale * g[i] + l2 * weight;
        double velocity = rho * v[i] + grad;
        v[i] = velocity;
        w[i] = keep * weight - rate * (grad + rho * velocity);
      }
    } else {
      for (int i = from; i < to; i++) {
        double weight = w[i];
        double grad = scale * g[i] + l2 * weight;
        double velocity = rho * v[i] + fresh * grad;
        v[i] = velocity;
        w[i] = keep * weight - rate * velocity;
      }
    }
  }

  @Override
  public String toString() {
    return "Momentum[learningRate="
        + learningRate
        + ", momentum="
        + momentum
        + ", dampening="
        + dampening
        + ", nesterov="
        + nesterov
        + "]";
  }
}
