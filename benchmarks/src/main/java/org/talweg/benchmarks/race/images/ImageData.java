// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.images;

/**
 * Images to train with and images to test with.
 *
 * @param description where they come from, for people
 */
public record ImageData(String description, ImageSet train, ImageSet test) {
  /** The first four fifths of a set to train with, the rest to test with. */
  public static ImageData split(String description, ImageSet images) {
    int cut = images.size() - images.size() / 5;
    return new ImageData(description, images.slice(0, cut), images.slice(cut, images.size()));
  }
}
