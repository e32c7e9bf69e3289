// SPDX-License-Identifier: Apache-2.0
package example;

import java.util.Random;
import org.talweg.initializer.Fan;
import org.talweg.initializer.LeCun;
import org.talweg.optimizer.Adam;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/** Trains a softmax regression to read noisy digits. */
public final class TrainDigits {
  private static final int BATCH = 32;
  private static final int STEPS_PER_EPOCH = 50;
  private static final int EPOCHS = 10;

  private TrainDigits() {}

  /** Prints the loss of each epoch and the accuracy on new digits. */
  public static void main(String[] arguments) {
    SoftmaxRegression model = train(1);
    System.out.printf("accuracy on new digits: %.3f%n", accuracy(model, 2));
  }

  static SoftmaxRegression train(long seed) {
    SoftmaxRegression model = new SoftmaxRegression(Digits.PIXELS, Digits.CLASSES);

    // A parameter is a name, a value and a gradient. The arrays stay the model's; nothing is
    // copied.
    Parameter weights =
        Parameter.of("weights", model.weights, model.weightGradient, model.classes, model.inputs);
    Parameter biases = Parameter.of("biases", model.biases, model.biasGradient, model.classes);
    LeCun.normal().fill(weights, Fan.outputFirst(weights.value().shape()), seed);

    // The rate falls to a tenth after 5 and 8 epochs.
    Schedule rate = Schedule.multiStep(0.05, 0.1, 5, 8).perEpoch(STEPS_PER_EPOCH);
    Trainer trainer =
        Trainer.builder(Adam.of(rate))
            .parameters(weights, biases)
            .zeroGradientsAfterStep() // backward adds to them
            .build();

    Random random = new Random(seed);
    float[] picture = new float[Digits.PIXELS];
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      double loss = 0;
      for (int step = 0; step < STEPS_PER_EPOCH; step++) {
        for (int example = 0; example < BATCH; example++) {
          int digit = random.nextInt(Digits.CLASSES);
          Digits.draw(digit, random, picture);
          loss += model.backward(picture, digit, BATCH);
        }
        trainer.step(); // updates model.weights and model.biases in place
      }
      System.out.printf("epoch %2d: loss %.4f%n", epoch, loss / (STEPS_PER_EPOCH * BATCH));
    }
    return model;
  }

  static double accuracy(SoftmaxRegression model, long seed) {
    Random random = new Random(seed);
    float[] picture = new float[Digits.PIXELS];
    int examples = 2000;
    int right = 0;
    for (int example = 0; example < examples; example++) {
      int digit = random.nextInt(Digits.CLASSES);
      Digits.draw(digit, random, picture);
      if (model.classify(picture) == digit) {
        right++;
      }
    }
    return (double) right / examples;
  }
}
