package org.talweg.training;

import java.util.List;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Gradient;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/** The first pass of a step, if asked for: the global norm of the gradients. */
final class NormPhase implements Phase {
  private final List<Parameter> parameters;
  private final Tensor[] gradients;
  private final WorkList work;
  private final double[] sums;

  NormPhase(List<Parameter> parameters, int threads) {
    this.parameters = parameters;
    this.gradients =
        parameters.stream()
            .map(p -> ((Gradient.Dense) p.gradient()).tensor())
            .toArray(Tensor[]::new);
    int[] sizes = parameters.stream().mapToInt(p -> p.value().size()).toArray();
    this.work = new WorkList(sizes, SumOfSquares.BLOCK, threads);
    this.sums = new double[work.chunks()];
  }

  @Override
  public int tasks() {
    return work.tasks();
  }

  @Override
  public void run(int task, SumOfSquares sum) {
    for (int block = work.firstChunk(task); block < work.firstChunk(task + 1); block++) {
      Tensor gradient = gradients[work.array(block)];
      int from = work.start(block);
      int to = work.end(block, gradient.size());
      if (gradient instanceof FloatTensor floats) {
        sums[block] = sum.of(floats.array(), from, to);
      } else if (gradient instanceof DoubleTensor doubles) {
        sums[block] = sum.of(doubles.array(), from, to);
      }
    }
  }

  /** √Σ g² over all parameters: the blocks' sums added in their order. */
  double norm() {
    double sum = 0;
    for (double blockSum : sums) {
      sum += blockSum;
    }
    return Math.sqrt(sum);
  }

  /** Names the first parameter whose gradient holds NaN or infinity, or one too large to square. */
  String describeNonFinite() {
    for (int i = 0; i < gradients.length; i++) {
      if (!isFinite(gradients[i])) {
        return "the gradient of parameter " + parameters.get(i) + " is not finite";
      }
    }
    return "the global norm of the gradients is not finite: their squares overflow";
  }

  private static boolean isFinite(Tensor tensor) {
    boolean finite = true;
    if (tensor instanceof FloatTensor floats) {
      for (float x : floats.array()) {
        finite &= Float.isFinite(x);
      }
    } else if (tensor instanceof DoubleTensor doubles) {
      for (double x : doubles.array()) {
        finite &= Double.isFinite(x);
      }
    }
    return finite;
  }
}
