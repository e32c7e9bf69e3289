// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.talweg.benchmarks.race.network.Examples;
import org.talweg.benchmarks.race.network.Network;
import org.talweg.benchmarks.race.task.Task;

/**
 * A small language model: each character of a text is to be told from the {@value #PLACES} before
 * it. Nine blocks of the text are learnt, the tenth is for the test, and so on.
 */
public final class CharacterTask {
  /** Characters that the network sees. */
  static final int PLACES = 8;

  /** The most frequent characters are symbols of their own, the rest share one. */
  static final int SYMBOLS = 96;

  private static final int LONGEST = 33_000;
  private static final int SHORTEST = 1_000;
  private static final int BLOCK = 100;
  private static final double TARGET = 0.4;
  private static final List<String> DOCUMENTS =
      List.of("guide", "optimizers", "checkpoints", "schedules", "architecture");

  private CharacterTask() {}

  /** The prose of this library's documents. */
  public static Task ofDocuments() throws IOException {
    StringBuilder prose = new StringBuilder();
    for (String name : DOCUMENTS) {
      prose.append(prose(document(name)));
    }
    return of("prose of Talweg's documents", prose.toString());
  }

  /**
   * The text of a file.
   *
   * @throws IOException if it can't be read, is not UTF-8 or too short; the message is for the user
   */
  public static Task read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": not a text in UTF-8", e);
    }
    if (text.length() < SHORTEST) {
      throw new IOException(
          "%s: %d characters, expected at least %d".formatted(file, text.length(), SHORTEST));
    }
    return of(file.getFileName().toString(), text);
  }

  /** A text's beginning, as long as a race has time for. */
  static Task of(String description, String whole) {
    String text = whole.substring(0, Math.min(whole.length(), LONGEST));
    byte[] symbols = symbols(text);
    List<Integer> train = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    for (int at = PLACES; at < symbols.length; at++) {
      (at / BLOCK % 10 == 9 ? test : train).add(at);
    }
    return new Task(
        description,
        "characters",
        TARGET,
        () -> Network.ofSymbols(SYMBOLS, PLACES, 16, 128, 64),
        examples(symbols, train),
        examples(symbols, test));
  }

  private static Examples examples(byte[] symbols, List<Integer> places) {
    float[] inputs = new float[places.size() * PLACES];
    byte[] labels = new byte[places.size()];
    for (int i = 0; i < labels.length; i++) {
      int at = places.get(i);
      for (int k = 0; k < PLACES; k++) {
        inputs[i * PLACES + k] = symbols[at - PLACES + k];
      }
      labels[i] = symbols[at];
    }
    return new Examples(PLACES, inputs, labels);
  }

  /** The more frequent a character, the smaller its number; the last number is for the rare. */
  private static byte[] symbols(String text) {
    Map<Character, Integer> counts = new TreeMap<>();
    text.chars().forEach(c -> counts.merge((char) c, 1, Integer::sum));
    Map<Character, Byte> numbers = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(SYMBOLS - 1)
        .forEach(entry -> numbers.put(entry.getKey(), (byte) numbers.size()));
    byte[] symbols = new byte[text.length()];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = numbers.getOrDefault(text.charAt(i), (byte) (SYMBOLS - 1));
    }
    return symbols;
  }

  /** A document without its code and its tables. */
  private static String prose(String document) {
    return document
        .replaceAll("(?s)```.*?```", "")
        .lines()
        .filter(line -> !line.startsWith("|"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String document(String name) throws IOException {
    try (InputStream in = CharacterTask.class.getResourceAsStream("/race/text/" + name + ".md")) {
      if (in == null) {
        throw new IllegalStateException("the resource /race/text/" + name + ".md is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
