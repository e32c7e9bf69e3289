// SPDX-License-Identifier: Apache-2.0
package example;

import static org.talweg.schedule.Schedule.cosine;
import static org.talweg.schedule.Schedule.linear;

import java.util.ArrayList;
import java.util.List;
import org.talweg.gradient.ClipByNorm;
import org.talweg.optimizer.AdamW;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Parameter;
import org.talweg.training.AveragedWeights;
import org.talweg.training.Group;
import org.talweg.training.Trainer;
import org.talweg.training.WeightAverage;

/** The training of train.py: what a line of Python became stands below it, in its order. */
final class Recipe {
  private static final int STEPS = 200;
  private static final int BATCH = 20;
  private static final int WARM_UP = 20;

  private Recipe() {}

  /** The loss before each step, then that of the averages over all images. */
  static List<Double> losses() {
    // model = torch.nn.Sequential(…); model.named_parameters()
    Network model = new Network();
    List<Parameter> parameters =
        List.of(
            Parameter.of("0.weight", model.weight0, model.weight0Gradient),
            Parameter.of("0.bias", model.bias0, model.bias0Gradient),
            Parameter.of("2.weight", model.weight2, model.weight2Gradient),
            Parameter.of("2.bias", model.bias2, model.bias2Gradient));

    // SequentialLR(…, [LinearLR(…, start_factor=1 / WARM_UP, total_iters=WARM_UP - 1),
    //     CosineAnnealingLR(…, T_max=STEPS - WARM_UP)], milestones=[WARM_UP])
    double rate = 3e-3;
    Schedule scheduler =
        linear(rate / WARM_UP, rate, WARM_UP - 1).then(WARM_UP, cosine(rate, 0, STEPS - WARM_UP));

    Trainer trainer =
        // torch.optim.AdamW(…, lr=3e-3, betas=(0.9, 0.95), weight_decay=0.1)
        Trainer.builder(AdamW.of(scheduler).withWeightDecay(0.1).withBetas(0.9, 0.95))
            .parameters(parameters)
            // {"params": [… if n.endswith("bias")], "weight_decay": 0.0}
            .groups(Group.matching("*bias").withWeightDecay(WeightDecay.NONE))
            // clip_grad_norm_(model.parameters(), 0.5)
            .transform(ClipByNorm.global(0.5))
            // AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.98))
            .average(WeightAverage.exponential(0.98))
            // optimizer.zero_grad()
            .zeroGradientsAfterStep()
            .build();

    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      // loss = cross_entropy(model(images[batch]), labels[batch]); loss.backward()
      losses.add(model.loss(step * BATCH % Digits.IMAGES, BATCH));
      // optimizer.step(); scheduler.step(); average.update_parameters(model)
      trainer.step();
    }

    // cross_entropy(average(images), labels)
    AveragedWeights average = trainer.useAverages();
    losses.add(model.loss(0, Digits.IMAGES));
    average.close();
    return losses;
  }

  public static void main(String[] arguments) {
    losses().forEach(System.out::println);
  }
}
