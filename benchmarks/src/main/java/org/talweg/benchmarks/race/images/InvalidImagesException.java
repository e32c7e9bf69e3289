// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.images;

import java.io.IOException;

/** Image files that are missing, damaged or don't fit together; the message is for the user. */
public final class InvalidImagesException extends IOException {
  private static final long serialVersionUID = 1;

  InvalidImagesException(String message) {
    super(message);
  }
}
