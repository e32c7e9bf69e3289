import java.io.IOException;
import java.nio.file.Path;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.rule.Optimizer;
import org.talweg.preset.PyTorch;
import org.talweg.tensor.Parameter;
import org.talweg.training.Difference;
import org.talweg.training.Trainer;

/**
 * Some steps of a rule, on the weights and gradients of {@code check.py}: {@code java -cp
 * target/classes src/it/pytorch-state/MoveState.java RULE STEPS OUT [IN]}.
 */
public class MoveState {
  public static void main(String[] arguments) throws IOException {
    double[] w = new double[12], wGradient = new double[12];
    double[] b = new double[3], bGradient = new double[3];
    for (int i = 0; i < w.length; i++) {
      w[i] = i / 8.0 - 0.5;
    }
    for (int i = 0; i < b.length; i++) {
      b[i] = i / 4.0;
    }
    Trainer trainer =
        Trainer.of(
            rule(arguments[0]),
            Parameter.of("w", w, wGradient, 4, 3),
            Parameter.of("b", b, bGradient));
    if (arguments.length == 4) {
      trainer.restore(Checkpoint.read(Path.of(arguments[3])), Difference.values());
    }
    for (int step = Integer.parseInt(arguments[1]); step > 0; step--) {
      gradient(w, wGradient);
      gradient(b, bGradient);
      trainer.step();
    }
    trainer.checkpoint().write(Path.of(arguments[2]));
  }

  private static void gradient(double[] w, double[] gradient) {
    for (int i = 0; i < w.length; i++) {
      gradient[i] = (i + 1) / 10.0 * (w[i] - 1);
    }
  }

  private static Optimizer rule(String name) {
    return switch (name) {
      case "sgd" -> PyTorch.sgd(0.05);
      case "momentum" -> PyTorch.momentum(0.05, 0.9);
      case "adam" -> PyTorch.adam(0.05);
      case "amsgrad" -> PyTorch.adam(0.05).withAmsgrad(true);
      case "adamw" -> PyTorch.adamw(0.05);
      case "adagrad" -> PyTorch.adagrad(0.05);
      case "adadelta" -> PyTorch.adadelta(1);
      case "adamax" -> PyTorch.adamax(0.05);
      case "nadam" -> PyTorch.nadam(0.05);
      case "radam" -> PyTorch.radam(0.05);
      case "rmsprop" -> PyTorch.rmsprop(0.05).withMomentum(0.9);
      case "centered" -> PyTorch.rmsprop(0.05).withCentered(true);
      case "rprop" -> PyTorch.rprop(0.05);
      case "asgd" -> PyTorch.asgd(0.05);
      case "adafactor" -> PyTorch.adafactor(0.05);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
