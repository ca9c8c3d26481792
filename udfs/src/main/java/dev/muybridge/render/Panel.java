package dev.muybridge.render;

import dev.muybridge.motion.PictureSize;
import dev.muybridge.render.planes.Patch;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The box with numbers. Keeps its picture from frame to frame and repaints only what has changed. One thread at a time. */
final class Panel {
    private static final Color GROUND = new Color(16, 19, 26, 176);
    private static final Color EDGE = new Color(255, 255, 255, 34);
    private static final Color VALUE = new Color(0xFFFFFF);
    private static final Color QUIET = new Color(0xB9C1CC);
    private static final Color NOTICE = new Color(0xFFD166);

    private final Typeface typeface;
    private final PanelLayout layout;
    private final Canvas empty;
    private final Canvas current;
    private final List<Cell> cells;

    private @Nullable Readout shown;

    private Panel(Typeface typeface, PanelLayout layout) {
        this.typeface = typeface;
        this.layout = layout;
        empty = new Canvas(layout.width(), layout.height());
        current = new Canvas(layout.width(), layout.height());
        cells = cells();
        paintGround(empty.graphics());
        current.restore(new Rectangle(layout.width(), layout.height()), empty);
    }

    /** The panel for pictures of that size, null for those that are too small for one. */
    static @Nullable Panel fitting(PictureSize picture) {
        Typeface typeface = Typeface.load();
        PanelLayout layout = PanelLayout.fitting(picture, typeface);
        return layout == null ? null : new Panel(typeface, layout);
    }

    /** The panel with that readout, where it lies in the picture; valid until the next call. */
    Patch show(Readout readout) {
        for (Cell cell : cells) {
            if (shown == null || !cell.value().apply(shown).equals(cell.value().apply(readout))) {
                current.restore(cell.area(), empty);
                cell.painter().accept(current.graphics(), readout);
            }
        }
        shown = readout;
        return current.patch(new Rectangle(layout.width(), layout.height()), layout.margin(), layout.margin());
    }

    /** What changes: the whole head's two halves, and per row the number and what follows its unit. */
    private List<Cell> cells() {
        Cell time = new Cell(
                head(layout.padding(), 0.55 * layout.width()),
                Readout::time,
                (graphics, readout) -> text(graphics, readout.time(), layout.padding(), 0));
        Cell status = new Cell(
                head(0.55 * layout.width(), layout.width() - layout.padding()),
                Readout::status,
                (graphics, readout) -> status(graphics, readout.status()));
        Cell heading = new Cell(lastColumn(3), Readout::heading, (graphics, readout) -> heading(graphics, readout));
        if (!layout.metres()) {
            return List.of(
                    time,
                    status,
                    number(1, Readout::shoulders),
                    number(2, Readout::hips),
                    number(3, Readout::speed),
                    heading);
        }
        return List.of(
                time,
                status,
                number(1, Readout::shoulders),
                metres(1, Readout::shouldersM),
                number(2, Readout::hips),
                metres(2, Readout::hipsM),
                number(3, Readout::speed),
                heading);
    }

    private Cell number(int row, Function<Readout, String> value) {
        double widest = typeface.width(Readout.WIDEST_WHOLE, layout.size());
        Rectangle area = area(row, layout.numberRight() - widest - 1, layout.numberRight() + 1);
        return new Cell(area, value::apply, (graphics, readout) -> ending(graphics, value.apply(readout), row));
    }

    private Cell metres(int row, Function<Readout, String> value) {
        return new Cell(lastColumn(row), value::apply, (graphics, readout) -> {
            String text = value.apply(readout);
            text(graphics, text, layout.lastRight() - typeface.width(text, layout.size()), row);
        });
    }

    private void ending(Graphics2D graphics, String text, int row) {
        text(graphics, text, layout.numberRight() - typeface.width(text, layout.size()), row);
    }

    private Rectangle lastColumn(int row) {
        double widest = Math.max(1.12 * layout.size(), typeface.width(Readout.WIDEST_HUNDREDTHS, layout.size()));
        return area(row, layout.lastRight() - widest - 1, layout.lastRight() + 1);
    }

    private Rectangle head(double left, double right) {
        return area(0, left, right);
    }

    private Rectangle area(int row, double left, double right) {
        int bottom = layout.baseline(row) + (int) Math.ceil(0.3 * layout.size());
        int top = layout.baseline(row) - (int) Math.ceil(0.95 * layout.size());
        int x = (int) Math.floor(left);
        return new Rectangle(x, top, (int) Math.ceil(right) - x, bottom - top);
    }

    private void text(Graphics2D graphics, String text, double left, int row) {
        graphics.setColor(text.equals(Readout.ABSENT) ? QUIET : VALUE);
        write(graphics, text, left, row);
    }

    private void write(Graphics2D graphics, String text, double left, int row) {
        graphics.fill(AffineTransform.getTranslateInstance(left, layout.baseline(row))
                .createTransformedShape(typeface.outline(text, layout.size())));
    }

    private void paintGround(Graphics2D graphics) {
        double round = 0.9 * layout.size();
        graphics.setColor(GROUND);
        graphics.fill(new RoundRectangle2D.Double(0, 0, layout.width(), layout.height(), round, round));
        graphics.setColor(EDGE);
        graphics.setStroke(new BasicStroke((float) Math.max(1, layout.size() / 22)));
        graphics.draw(
                new Line2D.Double(layout.padding(), layout.rule(), layout.width() - layout.padding(), layout.rule()));
        graphics.setColor(QUIET);
        write(graphics, PanelLayout.LONGEST_LABEL, layout.padding(), 1);
        write(graphics, "Hips", layout.padding(), 2);
        write(graphics, "Speed", layout.padding(), 3);
        write(graphics, "px", layout.unitLeft(), 1);
        write(graphics, "px", layout.unitLeft(), 2);
        write(graphics, PanelLayout.LONGEST_UNIT, layout.unitLeft(), 3);
        if (layout.metres()) {
            write(graphics, PanelLayout.METRES_UNIT, layout.metresUnitLeft(), 1);
            write(graphics, PanelLayout.METRES_UNIT, layout.metresUnitLeft(), 2);
        }
    }

    /** Which colour is which side of the person; or that nobody was found, or the frame could not be decoded. */
    private void status(Graphics2D graphics, Readout.Status status) {
        double right = layout.width() - layout.padding();
        if (status != Readout.Status.FOUND) {
            String notice = status == Readout.Status.NOBODY ? "no person" : "unreadable";
            graphics.setColor(NOTICE);
            write(graphics, notice, right - typeface.width(notice, layout.size()), 0);
            return;
        }
        double rightSide = right - typeface.width("R", layout.size());
        side(graphics, Side.RIGHT, "R", rightSide);
        side(graphics, Side.LEFT, "L", rightSide - 1.4 * layout.size() - typeface.width("L", layout.size()));
    }

    private void side(Graphics2D graphics, Side side, String name, double left) {
        double radius = 0.27 * layout.size();
        double middle = layout.baseline(0) - 0.5 * Typeface.CAP_HEIGHT * layout.size();
        graphics.setColor(side.colour());
        graphics.fill(new Ellipse2D.Double(
                left - 0.28 * layout.size() - 2 * radius, middle - radius, 2 * radius, 2 * radius));
        graphics.setColor(QUIET);
        write(graphics, name, left, 0);
    }

    private void heading(Graphics2D graphics, Readout readout) {
        Heading heading = readout.heading();
        double half = 0.56 * layout.size();
        AffineTransform place = AffineTransform.getTranslateInstance(
                layout.lastRight() - half, layout.baseline(3) - 0.5 * Typeface.CAP_HEIGHT * layout.size());
        place.rotate(heading.radians());
        place.scale(half, half);
        graphics.setColor(VALUE);
        switch (heading.kind()) {
            case NONE -> {}
            case STILL -> graphics.fill(place.createTransformedShape(new Ellipse2D.Double(-0.25, -0.25, 0.5, 0.5)));
            case MOVING -> graphics.fill(place.createTransformedShape(arrow()));
        }
    }

    /** To the right, within a circle of radius 1. */
    private static Path2D arrow() {
        Path2D arrow = new Path2D.Double();
        arrow.moveTo(0.95, 0);
        arrow.lineTo(0.15, -0.62);
        arrow.lineTo(0.15, -0.16);
        arrow.lineTo(-0.9, -0.16);
        arrow.lineTo(-0.9, 0.16);
        arrow.lineTo(0.15, 0.16);
        arrow.lineTo(0.15, 0.62);
        arrow.closePath();
        return arrow;
    }

    /** A part of the panel that is repainted when its value has changed. */
    private record Cell(Rectangle area, Function<Readout, Object> value, BiConsumer<Graphics2D, Readout> painter) {}
}
