package org.talweg.training;

import java.util.List;
import org.talweg.gradient.GradientTransform;

/** What the transforms of one step come to: one factor for all gradients, and what is reported. */
final class GradientScale {
  private final List<GradientTransform> transforms;

  /** What all gradients are multiplied by. */
  double factor;

  /** The global norm that the first transform which needs one has seen. */
  double norm;

  /** Whether a transform that looks at the norm made the gradients smaller. */
  boolean clipped;

  GradientScale(List<GradientTransform> transforms) {
    this.transforms = List.copyOf(transforms);
  }

  boolean needsGlobalNorm() {
    return transforms.stream().anyMatch(GradientTransform::needsGlobalNorm);
  }

  /**
   * Applies the transforms in their order, each to what those before it have left.
   *
   * @param rawNorm the global norm of the gradients as they are, or NaN if nobody needs it
   */
  void apply(double rawNorm) {
    factor = 1;
    norm = rawNorm;
    clipped = false;
    boolean normSeen = false;
    for (int i = 0; i < transforms.size(); i++) { // no iterator: a step allocates nothing
      GradientTransform transform = transforms.get(i);
      double seen = rawNorm * factor;
      double by = transform.factor(seen);
      if (transform.needsGlobalNorm()) {
        clipped |= by < 1;
        norm = normSeen ? norm : seen;
        normSeen = true;
      }
      factor *= by;
    }
  }
}
