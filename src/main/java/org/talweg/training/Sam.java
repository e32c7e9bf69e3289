// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static java.util.Objects.requireNonNull;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Climb;

/**
 * Sharpness-aware minimization around any rule: each step is taken by the gradients at the highest
 * loss nearby, so that weights end where the loss is low all around. Two evaluations a step.
 *
 * <pre>{@code
 * Sam sam = Sam.of(trainer, 0.05);
 * for (Batch batch : batches) {
 *   model.backward(batch); // gradients at the weights
 *   sam.climb(() -> model.backward(batch)); // and at the highest point nearby
 *   trainer.step();
 * }
 * }</pre>
 *
 * <pre>
 * ŵ = w + ρ·g(w) / ‖g(w)‖              {@link #of}
 * ŵ = w + ρ·T²·g(w) / ‖T·g(w)‖         {@link #adaptive}, T = |w| + η for each weight
 * w ← the rule's step from w by g(ŵ)
 * </pre>
 *
 * <p>The norm is that over all parameters that are not frozen; those that are stay where they are.
 * With {@code maximize} the lowest point nearby is taken. Gradients are as the backward pass has
 * left them: neither decay nor transforms are part of the climb. Takes memory for a copy of the
 * weights; a climb allocates nothing.
 *
 * <p>Foret, Kleiner, Mobahi and Neyshabur, "Sharpness-Aware Minimization for Efficiently Improving
 * Generalization", ICLR 2021, <a href="https://arxiv.org/abs/2010.01412">arXiv:2010.01412</a>;
 * Kwon, Kim, Park and Choi, "ASAM", ICML 2021, <a
 * href="https://arxiv.org/abs/2102.11600">arXiv:2102.11600</a>.
 */
public final class Sam {
  private static final double OFFSET = 0.01;

  private final Trainer trainer;
  private final Climb climb;
  private final String text;
  private final Runnable call = this::run; // made once: a climb allocates nothing
  private final Runnable up;
  private final Runnable back;
  private @Nullable DoubleSupplier evaluation;
  private double loss;

  private Sam(Trainer trainer, double radius, boolean adaptive, double offset, String text) {
    if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("radius must be positive and finite, but was " + radius);
    }
    if (!(offset >= 0 && offset < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "offset must be zero or positive and finite, but was " + offset);
    }
    this.trainer = requireNonNull(trainer, "trainer");
    this.climb = trainer.newClimb(radius, adaptive, offset);
    this.up = climb::up;
    this.back = climb::back;
    this.text = text;
  }

  /**
   * {@return SAM around a trainer's rules}
   *
   * @param trainer takes the steps
   * @param radius ρ, how far to look, positive; 0.05 is the authors' for images
   * @throws IllegalArgumentException if the radius is not positive and finite, or if the trainer
   *     makes a step of several batches: there are no gradients of all of them at one point
   */
  public static Sam of(Trainer trainer, double radius) {
    return new Sam(trainer, radius, false, 0, "Sam, radius " + radius);
  }

  /**
   * {@return ASAM around a trainer's rules: a large weight may go further than a small one} With
   * the authors' η = 0.01.
   *
   * @param trainer takes the steps
   * @param radius ρ, how far to look, positive; 0.5 to 2 are the authors'
   * @throws IllegalArgumentException as for {@link #of}
   */
  public static Sam adaptive(Trainer trainer, double radius) {
    return adaptive(trainer, radius, OFFSET);
  }

  /**
   * {@return ASAM with another η}
   *
   * @param trainer takes the steps
   * @param radius ρ, how far to look, positive
   * @param offset η, what each weight's size counts more, zero or positive
   * @throws IllegalArgumentException as for {@link #of}, or if η is negative or not finite
   */
  public static Sam adaptive(Trainer trainer, double radius, double offset) {
    return new Sam(
        trainer, radius, true, offset, "Sam, adaptive, radius " + radius + ", offset " + offset);
  }

  /**
   * Evaluates at the highest point nearby, where the gradients at the weights lead. Afterwards the
   * weights are what they were, to the bit, also if the evaluation fails, and the gradients are
   * those that it has left. A trainer that {@linkplain TrainerBuilder#zeroGradientsAfterStep
   * clears} gradients has cleared those of the first evaluation before. The evaluation can't call
   * the trainer.
   *
   * @param evaluate computes the loss and all gradients with the weights as they are then
   * @return the loss there
   * @throws IllegalStateException if the norm of the gradients is not finite, when nothing has
   *     changed; while averages are in use; or while another call of the trainer is under way
   */
  public double climb(DoubleSupplier evaluate) {
    evaluation = requireNonNull(evaluate, "evaluate");
    trainer.call("climb", call);
    return loss;
  }

  private void run() {
    trainer.moveUp(climb, up);
    try {
      loss = requireNonNull(evaluation).getAsDouble();
    } finally {
      evaluation = null;
      trainer.moveBack(back);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
