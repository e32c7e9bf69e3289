// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers.fits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.benchmarks.conformance.TenThousandImages;
import org.talweg.benchmarks.speed.probe.Windows;
import org.talweg.minimize.problems.SoftmaxRegression;

/**
 * Fits softmax regression to MNIST's 10,000 test images, a library after the other, several times,
 * until the loss is within 1e-8 of the minimum, and prints a table in Markdown.
 *
 * <p>{@code mvn -f benchmarks -P peers verify && java -cp benchmarks/target/benchmarks-peers.jar
 * org.talweg.benchmarks.peers.fits.Fits MNIST [ROUNDS]}, 3 rounds by default after one to warm up.
 */
public final class Fits {
  /** Computed by the reference solvers, to max |g| ≤ 1e-8. */
  private static final double MINIMUM = 0.2734259812205;

  private static final int CLASSES = 10;
  private static final double DECAY = 1e-3;

  private Fits() {}

  /** Runs. */
  public static void main(String[] arguments) throws IOException {
    TenThousandImages images = TenThousandImages.read(Path.of(arguments[0]));
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    SoftmaxRegression objective =
        new SoftmaxRegression(images.pixels(), images.labels(), CLASSES, DECAY);
    Map<FitPeer, List<Fit>> fits = new EnumMap<>(FitPeer.class);
    for (int round = 0; round <= rounds; round++) {
      for (FitPeer peer : FitPeer.values()) {
        Fit fit = run(peer, objective);
        if (round > 0) {
          fits.computeIfAbsent(peer, p -> new ArrayList<>()).add(fit);
        }
      }
    }
    System.out.println("| library | evaluations | seconds | outside the objective | result |");
    System.out.println("|---|---:|---:|---:|---|");
    fits.forEach(Fits::print);
  }

  private static Fit run(FitPeer peer, SoftmaxRegression objective) {
    Fit fit = new Fit(objective, objective.n(), MINIMUM);
    try {
      peer.minimize(fit);
    } catch (Fit.Reached e) {
      // As it should be.
    }
    return fit;
  }

  private static void print(FitPeer peer, List<Fit> fits) {
    Fit any = fits.get(0);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.2f | %.3f | %s |%n",
        peer.label(),
        any.evaluations(),
        Windows.median(fits.stream().mapToDouble(Fit::seconds).toArray()),
        Windows.median(fits.stream().mapToDouble(Fit::ownSeconds).toArray()),
        any.reached() ? "reached" : "not reached, least loss " + any.best());
  }
}
