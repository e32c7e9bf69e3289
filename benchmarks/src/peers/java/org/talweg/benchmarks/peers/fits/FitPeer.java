// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers.fits;

import com.github.lbfgs4j.LbfgsMinimizer;
import com.github.lbfgs4j.liblbfgs.Function;
import com.github.lbfgs4j.liblbfgs.LbfgsConstant;
import edu.stanford.nlp.optimization.DiffFunction;
import edu.stanford.nlp.optimization.QNMinimizer;
import org.talweg.minimize.Lbfgs;
import org.talweg.minimize.Search;

/**
 * L-BFGS of several libraries, each with ten pairs and with no tolerance that would end it early.
 */
enum FitPeer {
  TALWEG("Talweg") {
    @Override
    void minimize(Fit fit) {
      minimizeWith(fit, Lbfgs.of());
    }
  },

  TALWEG_DIAGONAL("Talweg, diagonal scaling") {
    @Override
    void minimize(Fit fit) {
      minimizeWith(fit, Lbfgs.of().withDiagonalScaling(true));
    }
  },

  BREEZE("Breeze 2.1.0") {
    @Override
    void minimize(Fit fit) {
      BreezeFit.minimize(fit, PAIRS);
    }
  },

  CORENLP("CoreNLP 4.5.10, QNMinimizer") {
    @Override
    void minimize(Fit fit) {
      QNMinimizer minimizer = new QNMinimizer(PAIRS, true);
      minimizer.shutUp();
      minimizer.terminateOnAverageImprovement(false);
      minimizer.minimize(new CoreNlpFunction(fit), 0, new double[fit.n()]);
    }
  },

  LBFGS4J("lbfgs4j 0.2.1") {
    @Override
    void minimize(Fit fit) {
      LbfgsConstant.LBFGS_Param parameters = com.github.lbfgs4j.liblbfgs.Lbfgs.defaultParams();
      parameters.m = PAIRS;
      parameters.epsilon = 0;
      new LbfgsMinimizer(parameters, false).minimize(new Lbfgs4jFunction(fit), new double[fit.n()]);
    }
  };

  private static final int PAIRS = 10;

  private final String label;

  FitPeer(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Minimizes from zero until it throws {@link Fit.Reached} or gives up. */
  abstract void minimize(Fit fit);

  private static void minimizeWith(Fit fit, Lbfgs lbfgs) {
    Search search = lbfgs.withMemory(PAIRS).withLossTolerance(0).search(new double[fit.n()]);
    while (search.isRunning()) {
      double loss = fit.value(search.point());
      System.arraycopy(fit.gradient(search.point()), 0, search.gradient(), 0, fit.n());
      search.accept(loss);
    }
  }

  private record CoreNlpFunction(Fit fit) implements DiffFunction {
    @Override
    public double valueAt(double[] x) {
      return fit.value(x);
    }

    @Override
    public double[] derivativeAt(double[] x) {
      return fit.gradient(x).clone();
    }

    @Override
    public int domainDimension() {
      return fit.n();
    }
  }

  private record Lbfgs4jFunction(Fit fit) implements Function {
    @Override
    public double valueAt(double[] x) {
      return fit.value(x);
    }

    @Override
    public double[] gradientAt(double[] x) {
      return fit.gradient(x).clone();
    }

    @Override
    public int getDimension() {
      return fit.n();
    }
  }
}
