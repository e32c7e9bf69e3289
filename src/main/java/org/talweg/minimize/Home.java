// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/** Where the caller reads a search's points and writes gradients. */
interface Home {
  /** The search's own arrays. */
  Home ARRAYS =
      new Home() {
        @Override
        public void requireSize(int size) {}

        @Override
        public void show(double[] point) {}

        @Override
        public void collect(double[] gradient) {}
      };

  /** Requires that so many variables are there. */
  void requireSize(int size);

  /** Puts a point there. Its elements become what that memory can hold. */
  void show(double[] point);

  /** Gets the gradient from there. */
  void collect(double[] gradient);
}
