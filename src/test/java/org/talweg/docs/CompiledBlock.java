// SPDX-License-Identifier: Apache-2.0
package org.talweg.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.talweg.training.Trainer;

/** A {@link Block} as a class, in a folder of its own, that can be run. */
final class CompiledBlock {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, Locale.ROOT, null);

  private static final String IMPORTS =
      Stream.of(
              "java.io",
              "java.nio",
              "java.nio.file",
              "java.util",
              "java.util.concurrent",
              "org.talweg.checkpoint",
              "org.talweg.gradient",
              "org.talweg.initializer",
              "org.talweg.minimize",
              "org.talweg.optimizer",
              "org.talweg.minimize",
              "org.talweg.preset",
              "org.talweg.projection",
              "org.talweg.rule",
              "org.talweg.schedule",
              "org.talweg.sum",
              "org.talweg.tensor",
              "org.talweg.text",
              "org.talweg.training")
          .map(name -> "import " + name + ".*; ")
          .collect(Collectors.joining());

  /** Lines of the class above the block's first. */
  private static final int LINES_ABOVE = 2;

  private final Block block;
  private final Path folder;

  private CompiledBlock(Block block, Path folder) {
    this.block = block;
    this.folder = folder;
  }

  /**
   * Compiles a block.
   *
   * @param folder empty, for class files, and for the block as {@code folder}
   * @throws AssertionError if it can't be compiled; the message names document and line
   */
  static CompiledBlock of(Block block, Path folder) throws URISyntaxException {
    String path = folder.toString().replace("\\", "\\\\");
    String source =
        IMPORTS
            + "public interface Example { Path folder = Path.of(\""
            + path
            + "\"); static void show(Object value) {}\n"
            + block.given()
            + "\n"
            + String.join("\n", block.members("static void run() throws Exception { "))
            + "\n} }\n";
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    boolean compiled =
        COMPILER
            .getTask(
                new StringWriter(),
                FILES,
                diagnostics,
                List.of("-proc:none", "-d", folder.toString(), "-cp", library().toString()),
                null,
                List.of(new Source(source)))
            .call();
    if (!compiled) {
      throw new AssertionError(
          diagnostics.getDiagnostics().stream()
              .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
              .map(found -> describe(block, found))
              .collect(Collectors.joining("\n", "\n", "\n")));
    }
    return new CompiledBlock(block, folder);
  }

  private static Path library() throws URISyntaxException {
    return Path.of(Trainer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String describe(Block block, Diagnostic<?> found) {
    long line = found.getLineNumber() - LINES_ABOVE;
    String where =
        line < 1
            ? " (what is given for it)"
            : line > block.lines().size() ? "" : " " + block.lines().get((int) line - 1).strip();
    long inDocument = block.firstLine() + Math.max(0, line - 1);
    return block.document() + ":" + inDocument + where + ": " + found.getMessage(Locale.ROOT);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Example.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /**
   * Runs the block.
   *
   * @throws AssertionError if it throws; the message names document and line
   */
  void run() throws IOException, ReflectiveOperationException {
    URL[] classes = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, Trainer.class.getClassLoader())) {
      loader.loadClass("Example").getMethod("run").invoke(null);
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause();
      long line =
          Stream.of(thrown.getStackTrace())
              .filter(element -> element.getClassName().startsWith("Example"))
              .mapToLong(element -> block.firstLine() + element.getLineNumber() - LINES_ABOVE - 1L)
              .findFirst()
              .orElse(block.firstLine());
      throw new AssertionError(block.document() + ":" + line + " failed: " + thrown, thrown);
    }
  }
}
