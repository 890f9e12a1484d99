package dev.watchkeeper.render;

import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.render.RenderingContext;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Draws bars or a line as vectors; numbers and labels are text of the page, so that they can be read aloud. */
final class ChartDrawer implements FSObjectDrawer {
    private static final Color GRID = new Color(0xd0d7de);
    private static final Color TARGET = new Color(0x57606a);

    private final boolean line;

    ChartDrawer(boolean line) {
        this.line = line;
    }

    @Override
    public @Nullable Map<Shape, String> drawObject(
            Element element,
            double x,
            double y,
            double width,
            double height,
            OutputDevice outputDevice,
            RenderingContext context,
            int dotsPerPixel) {
        double[] values = Arrays.stream(element.getAttribute("data-values").split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double top = Math.max(1, Double.parseDouble(element.getAttribute("data-top")));
        String wanted = element.getAttribute("data-target");
        double target = wanted.isEmpty() ? -1 : Double.parseDouble(wanted);
        Color ink = Color.decode(element.getAttribute("data-colour"));
        outputDevice.drawWithGraphics(
                (float) x,
                (float) y,
                (float) width / dotsPerPixel,
                (float) height / dotsPerPixel,
                g -> draw(g, values, top, target, ink, width / dotsPerPixel, height / dotsPerPixel));
        return null;
    }

    private void draw(
            Graphics2D g, double[] values, double top, double target, Color ink, double width, double height) {
        g.setStroke(new BasicStroke(0.7f));
        g.setColor(GRID);
        for (int i = 0; i <= 2; i++) {
            double level = height - 1 - (height - 8) * i / 2;
            g.draw(new Line2D.Double(0, level, width, level));
        }
        double slot = width / values.length;
        if (line) {
            drawLine(g, values, top, ink, slot, height);
        } else {
            for (int i = 0; i < values.length; i++) {
                double tall = (height - 8) * Math.min(1, values[i] / top);
                g.setColor(i == values.length - 1 ? ink : lighter(ink, 0.5));
                g.fill(new Rectangle2D.Double(
                        i * slot + slot * 0.25, height - 1 - tall, slot * 0.5, Math.max(1, tall)));
            }
        }
        if (target >= 0) {
            drawTarget(g, target, top, width, height);
        }
    }

    /** The promised line: who reads only the picture sees what was missed. */
    private static void drawTarget(Graphics2D g, double target, double top, double width, double height) {
        double level = height - 1 - (height - 8) * Math.min(1, target / top);
        g.setColor(TARGET);
        g.setStroke(new BasicStroke(0.9f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 3}, 0));
        g.draw(new Line2D.Double(0, level, width, level));
    }

    private static Color lighter(Color ink, double share) {
        return new Color(
                (int) (ink.getRed() + (255 - ink.getRed()) * share),
                (int) (ink.getGreen() + (255 - ink.getGreen()) * share),
                (int) (ink.getBlue() + (255 - ink.getBlue()) * share));
    }

    private static void drawLine(Graphics2D g, double[] values, double top, Color ink, double slot, double height) {
        Path2D path = new Path2D.Double();
        Path2D area = new Path2D.Double();
        for (int i = 0; i < values.length; i++) {
            double px = i * slot + slot / 2;
            double py = height - 1 - (height - 8) * Math.min(1, values[i] / top);
            if (i == 0) {
                path.moveTo(px, py);
                area.moveTo(px, height - 1);
            } else {
                path.lineTo(px, py);
            }
            area.lineTo(px, py);
        }
        area.lineTo((values.length - 1) * slot + slot / 2, height - 1);
        area.closePath();
        g.setColor(lighter(ink, 0.86));
        g.fill(area);
        g.setColor(ink);
        g.setStroke(new BasicStroke(1.6f));
        g.draw(path);
        for (int i = 0; i < values.length; i++) {
            double px = i * slot + slot / 2;
            double py = height - 1 - (height - 8) * Math.min(1, values[i] / top);
            g.fill(new Ellipse2D.Double(px - 2.5, py - 2.5, 5, 5));
        }
    }
}
