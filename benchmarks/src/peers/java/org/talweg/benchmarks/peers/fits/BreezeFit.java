// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers.fits;

import static net.bytebuddy.matcher.ElementMatchers.named;

import breeze.linalg.DenseVector;
import breeze.linalg.DenseVector$;
import breeze.linalg.support.CanCopy;
import breeze.optimize.CachedDiffFunction;
import breeze.optimize.DiffFunction;
import breeze.optimize.LBFGS;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import scala.Tuple2;

/**
 * Breeze's L-BFGS, which Spark's machine learning uses. Its functions are traits that javac can
 * neither implement nor extend, so one is made at run time.
 */
final class BreezeFit {
  private BreezeFit() {}

  static void minimize(Fit fit, int pairs) {
    new LBFGS<DenseVector<Object>>(-1, pairs, 0, DenseVector$.MODULE$.space_Double())
        .minimize(function(fit), vector(new double[fit.n()]));
  }

  @SuppressWarnings("unchecked")
  private static DiffFunction<DenseVector<Object>> function(Fit fit) {
    try {
      return (DiffFunction<DenseVector<Object>>)
          new ByteBuddy()
              .subclass(CachedDiffFunction.class)
              .method(named("calculate"))
              .intercept(
                  InvocationHandlerAdapter.of(
                      (self, method, arguments) -> calculate(fit, (DenseVector<?>) arguments[0])))
              .make()
              .load(BreezeFit.class.getClassLoader())
              .getLoaded()
              .getConstructor(DiffFunction.class, CanCopy.class)
              .newInstance(null, null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Breeze's CachedDiffFunction is not as expected", e);
    }
  }

  private static Tuple2<Object, Object> calculate(Fit fit, DenseVector<?> x) {
    double[] point = (double[]) x.data();
    return new Tuple2<>(fit.value(point), vector(fit.gradient(point).clone()));
  }

  private static DenseVector<Object> vector(double[] elements) {
    return new DenseVector<>(elements);
  }
}
