// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.images;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.talweg.benchmarks.race.network.Examples;
import org.talweg.benchmarks.race.task.Task;

/**
 * Images drawn at run time: digits in several shapes, each turned, scaled, sheared, shifted and
 * covered with noise. The same seed draws the same images on the same JDK.
 */
public final class DrawnDigits {
  private final DigitShapes shapes;
  private final Random random;

  private DrawnDigits(DigitShapes shapes, long seed) {
    this.shapes = shapes;
    this.random = new Random(seed);
  }

  /** Draws images, as many to train and to test with as asked for, every digit equally often. */
  public static Task draw(DigitShapes shapes, int train, int test, long seed) {
    DrawnDigits digits = new DrawnDigits(shapes, seed);
    Examples images = digits.draw(train + test);
    return Digits.task(
        "digits drawn in " + shapes.description(),
        images.slice(0, train),
        images.slice(train, train + test));
  }

  private Examples draw(int count) {
    List<Byte> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      labels.add((byte) (i % Digits.CLASSES));
    }
    Collections.shuffle(labels, random);
    byte[] digits = new byte[count];
    float[] pixels = new float[count * Digits.PIXELS];
    for (int i = 0; i < count; i++) {
      digits[i] = labels.get(i);
      draw(digits[i], pixels, i * Digits.PIXELS);
    }
    return new Examples(Digits.PIXELS, pixels, digits);
  }

  private void draw(int digit, float[] pixels, int offset) {
    BufferedImage image = new BufferedImage(Digits.SIDE, Digits.SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    Shape shape = place(shapes.draw(digit, random));
    graphics.fill(shape);
    if (random.nextInt(3) == 0) {
      graphics.setStroke(new BasicStroke(uniform(0.3f, 1.4f)));
      graphics.draw(shape);
    }
    graphics.dispose();
    byte[] grey = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    float ink = uniform(0.6f, 1);
    float noise = uniform(0.02f, 0.2f);
    for (int i = 0; i < grey.length; i++) {
      float value = ink * Byte.toUnsignedInt(grey[i]) / 255f;
      // Most of the noise falls on few pixels, as dust does.
      float dust = random.nextInt(4) == 0 ? noise * (float) random.nextGaussian() : 0;
      pixels[offset + i] = Math.min(1, Math.max(0, value + dust));
    }
  }

  /** The shape in the image's middle, 20 pixels high, then turned, scaled and shifted. */
  private Shape place(Shape shape) {
    Rectangle2D bounds = shape.getBounds2D();
    double scale = uniform(0.75f, 1.05f) * 20 / Math.max(bounds.getHeight(), bounds.getWidth());
    AffineTransform transform = new AffineTransform();
    double middle = Digits.SIDE / 2.0;
    transform.translate(middle + uniform(-2, 2), middle + uniform(-2, 2));
    transform.rotate(Math.toRadians(uniform(-15, 15)));
    transform.shear(uniform(-0.2f, 0.2f), 0);
    transform.scale(scale * uniform(0.8f, 1.2f), scale);
    transform.translate(-bounds.getCenterX(), -bounds.getCenterY());
    return transform.createTransformedShape(shape);
  }

  private float uniform(float low, float high) {
    return low + (high - low) * random.nextFloat();
  }
}
