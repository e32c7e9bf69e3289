package org.talweg.internal;

import java.util.regex.Pattern;

/** The text of objects that may be lambdas, which print another name in every run. */
public final class Lambdas {
  private static final Pattern NAME = Pattern.compile("[\\w.$]+\\$\\$Lambda[\\w$./]*@[0-9a-f]+");

  private Lambdas() {}

  /** The text with {@code lambda} in place of each lambda's name. */
  public static String readable(String text) {
    return NAME.matcher(text).replaceAll("lambda");
  }
}
