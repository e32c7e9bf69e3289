// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Writes a chart as SVG for a page: scalable, without a ground of its own, in the style sheet's
 * colours, with one polyline where the exporter writes a line for every segment, and with figures
 * of a tenth of a unit.
 */
final class CleanSvg {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

  private final StringBuilder out = new StringBuilder();
  private final String clipPrefix;

  private CleanSvg(String clipPrefix) {
    this.clipPrefix = clipPrefix;
  }

  /**
   * A chart's SVG element.
   *
   * @param id unique on the page
   * @param label what the figure shows, for those who can't see it
   */
  static String of(Chart<?, ?> chart, String id, String label) {
    return element(chart.getWidth(), chart.getHeight(), label, content(chart, id));
  }

  /** An SVG element of a size, with a label for those who can't see it. */
  static String element(int width, int height, String label, String content) {
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " aria-label=\"%s\">%s</svg>",
        width,
        height,
        Html.escape(label),
        content);
  }

  /** What stands in a chart's SVG element. */
  static String content(Chart<?, ?> chart, String id) {
    CleanSvg clean = new CleanSvg(id);
    clean.children(export(chart).getDocumentElement());
    return clean.out.toString();
  }

  private static Document export(Chart<?, ?> chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      // The exporter names a document type on the network.
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("the exporter's SVG can't be read", e);
    }
  }

  private void children(Element parent) {
    Polyline line = new Polyline();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        boolean segment = element.getTagName().equals("line");
        if (!(segment && line.extend(element))) {
          write(line);
          line = new Polyline();
          if (segment) {
            line.extend(element);
          } else {
            element(element);
          }
        }
      }
    }
    write(line);
  }

  private void write(Polyline line) {
    if (!line.isEmpty()) {
      out.append("<polyline");
      attribute("points", line.points());
      attribute("style", line.style());
      out.append("/>");
    }
  }

  private void element(Element element) {
    if (element.getAttribute("style").contains(Ink.GROUND.keyText())) {
      return;
    }
    int before = out.length();
    out.append('<').append(element.getTagName());
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      attribute(attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
    }
    out.append('>');
    int open = out.length();
    children(element);
    boolean empty = out.length() == open;
    if (empty && element.getTagName().equals("g")) {
      out.setLength(before);
    } else if (empty) {
      out.insert(open - 1, '/');
    } else {
      out.append("</").append(element.getTagName()).append('>');
    }
  }

  private void attribute(String name, String value) {
    String text =
        switch (name) {
          case "style" -> style(value);
          case "id" -> clipPrefix + value;
          case "clip-path" -> value.replace("#", "#" + clipPrefix);
          case "transform" -> round(value, 2);
          default -> round(value, 1);
        };
    out.append(' ').append(name).append("=\"").append(text).append('"');
  }

  private static String style(String value) {
    String style = value.replace("stroke-miterlimit:10;", "").replace("stroke:none;", "");
    for (Ink ink : Ink.values()) {
      style = style.replace(ink.keyText(), ink.variable());
    }
    return round(style, 2);
  }

  /** The text with at most so many decimals in each number. */
  private static String round(String text, int decimals) {
    Matcher matcher = NUMBER.matcher(text);
    return matcher.replaceAll(
        match -> {
          String number =
              String.format(Locale.ROOT, "%." + decimals + "f", Double.parseDouble(match.group()));
          String shorter = number.replaceAll("\\.?0+$", "");
          return shorter.equals("-0") ? "0" : shorter;
        });
  }
}
