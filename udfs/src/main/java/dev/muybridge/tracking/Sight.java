package dev.muybridge.tracking;

import dev.muybridge.media.SquareCutter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One picture, as both models see it. One thread at a time. */
final class Sight {
    /** How often a region may move before it has to stay. */
    private static final int SETTLING = 5;

    private final SquareCutter picture;
    private final BodyModel bodies;
    private final BodyDetector detector;
    private final Tiles tiles;

    /** With nothing painted over: where a search or a look anew ends, somebody is often looked at already. */
    private final Map<Region, Body> looks = new HashMap<>();

    Sight(SquareCutter picture, BodyModel bodies, BodyDetector detector, Tiles tiles) {
        this.picture = picture;
        this.bodies = bodies;
        this.detector = detector;
        this.tiles = tiles;
    }

    /**
     * Everybody whom the detector sees, wherever they are.
     *
     * @param closely whether it looks for small people too
     */
    List<Detection> everywhere(boolean closely) {
        return detector.look(picture, tiles.everywhere(closely));
    }

    /** Everybody whom the detector sees around a region. */
    List<Detection> around(Region region) {
        return detector.look(picture, List.of(tiles.around(region)));
    }

    /** The body in a region, with nothing painted over. */
    Body look(Region region) {
        return looks.computeIfAbsent(region, place -> bodies.look(picture, place));
    }

    /**
     * The bodies in several regions. Where bodies touch, each is looked at once more, with the others painted over as the first look
     * found them: what is painted follows from the regions alone, and nothing of it has to be remembered.
     */
    List<Body> look(List<Region> regions) {
        List<Body> first = regions.stream().map(this::look).toList();
        List<Body> bodies = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Body own = first.get(i);
            List<Body> others = new ArrayList<>();
            for (int j = 0; j < first.size(); j++) {
                Body other = first.get(j);
                boolean certain = other.isStillThere() && other.isStill();
                if (j != i && certain && own.isConfusedWith(other)) {
                    others.add(other);
                }
            }
            bodies.add(others.isEmpty() ? own : this.bodies.look(picture, own.region(), others));
        }
        return bodies;
    }

    /**
     * The body near a region: it moves to where the body is, in one and the same picture, until it stays, so that the result hardly
     * depends on where the search began.
     *
     * @param known bodies that are painted over where they touch
     * @return null if there is none
     */
    @Nullable
    Body settle(Region start, List<Body> known) {
        Region region = start;
        Body body = look(region);
        if (!body.isPresent()) {
            return null;
        }
        for (int i = 1; true; i++) {
            Body own = body;
            List<Body> others = known.stream().filter(own::isConfusedWith).toList();
            if (!others.isEmpty()) {
                body = bodies.look(picture, region, others);
            }
            if (!body.isPresent()) {
                return null;
            }
            if (body.next().equals(region)) {
                return body;
            }
            if (i == SETTLING) {
                return body.isStill() ? body : null;
            }
            region = body.next();
            body = look(region);
        }
    }
}
