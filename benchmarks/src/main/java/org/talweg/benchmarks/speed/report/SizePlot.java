package org.talweg.benchmarks.speed.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.jmh.Cases;
import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.benchmarks.speed.probe.Kind;
import org.talweg.tensor.DataType;

/** Time per element over the number of elements, for Adam, in colours that suit light and dark. */
final class SizePlot {
  /** Stands for nothing: what is painted in it is taken out of the file. */
  private static final Color GROUND = new Color(1, 2, 3);

  private static final Color INK = new Color(0x80, 0x80, 0x80);
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private final Results results;
  private final XYChart chart =
      new XYChartBuilder()
          .width(760)
          .height(420)
          .xAxisTitle("elements of one tensor")
          .yAxisTitle("nanoseconds per element")
          .build();

  SizePlot(Results results) {
    this.results = results;
  }

  /** The plot as SVG. */
  String svg() {
    style(chart.getStyler());
    line("PyTorch, default", new Color(0xC0, 0x70, 0x30), time(Kind.TORCH_DEFAULT));
    line("PyTorch, fused", new Color(0xD0, 0x90, 0x20), time(Kind.TORCH_FUSED));
    line("Talweg", new Color(0x30, 0x80, 0xD0), time(Kind.STEP));
    line("plain loop over the same memory", INK, time(Kind.ROOF));
    if (chart.getSeriesMap().isEmpty()) {
      throw new IllegalArgumentException("the results hold no case step/adam/float32/…/1 to plot");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes
        .toString(StandardCharsets.UTF_8)
        .replaceAll("<[^<>]*(fill|stroke):rgb\\(1,2,3\\)[^<>]*/>", "");
  }

  private ToDoubleFunction<Case> time(Kind kind) {
    return step -> results.nanoseconds(step.as(kind));
  }

  private void line(String name, Color color, ToDoubleFunction<Case> time) {
    List<Double> sizes = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    for (String model : Cases.SIZES) {
      double nanoseconds = time.applyAsDouble(Cases.step(Rule.ADAM, DataType.FLOAT32, model));
      if (!Double.isNaN(nanoseconds)) {
        double size = Model.named(model).size();
        sizes.add(size);
        times.add(nanoseconds / size);
      }
    }
    if (!sizes.isEmpty()) {
      XYSeries series = chart.addSeries(name, sizes, times);
      series.setLineColor(color);
      series.setLineStyle(new BasicStroke(2));
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setMarkerColor(color);
    }
  }

  private static void style(XYStyler styler) {
    styler.setLocale(Locale.ROOT);
    styler.setXAxisLogarithmic(true);
    styler.setYAxisLogarithmic(true);
    styler.setChartBackgroundColor(GROUND);
    styler.setPlotBackgroundColor(GROUND);
    styler.setLegendBackgroundColor(GROUND);
    styler.setLegendBorderColor(GROUND);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesStroke(new BasicStroke(0.5f)); // the standard's dashes fill the file
    styler.setPlotGridLinesColor(new Color(0x80, 0x80, 0x80, 0x60));
    styler.setChartFontColor(INK);
    styler.setXAxisTitleColor(INK);
    styler.setYAxisTitleColor(INK);
    styler.setAxisTickLabelsColor(INK);
    styler.setAxisTickMarksColor(INK);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(XYStyler.LegendLayout.Horizontal);
    styler.setLegendFont(FONT);
    styler.setAxisTickLabelsFont(FONT);
    styler.setAxisTitleFont(FONT);
    styler.setMarkerSize(6);
    styler.setToolTipsEnabled(false);
  }
}
