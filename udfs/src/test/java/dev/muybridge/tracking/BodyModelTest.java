package dev.muybridge.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.media.Border;
import dev.muybridge.media.Square;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.WorldLandmark;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BodyModelTest {
    private static final int NOSE = BodyPoint.NOSE.index();
    private static final double NEARLY = 1e-4;

    /** One cell of the heat map is one pixel; the left top corner is at 168, 268. */
    private static final Region UPRIGHT = new Region(200, 300, 64, 0);

    private static final Region TURNED = new Region(200, 300, 64, Math.PI / 2);

    private final LandmarkTensors tensors = new LandmarkTensors(0.75);
    private final List<Integer> middles = new ArrayList<>();
    private final BodyModel model = new BodyModel(AnsweringModel.landmarks(rgb -> {
        middles.add(rgb.get((128 * 256 + 40) * 3) & 0xff);
        return tensors.tensors();
    }));
    private final CutPicture picture = new CutPicture(400, 500, BodyModelTest::whitenMiddleLeft);

    private static void whitenMiddleLeft(Square square, int side, ByteBuffer rgb) {
        rgb.put((128 * 256 + 40) * 3, (byte) 255);
    }

    @Test
    void look_cutsOutTheRegion_continuingThePicturesEdges() {
        model.look(picture, TURNED);

        assertThat(picture.squares).containsExactly(new Square(200, 300, 64, Math.PI / 2));
        assertThat(picture.borders).containsExactly(Border.REPLICATE);
    }

    @Test
    void look_pointsOfTheModelsPicture_areMovedIntoThePicture() {
        tensors.place(NOSE, 64, 32);

        assertPlace(model.look(picture, UPRIGHT), 184, 276);
        // 16 pixels left of the middle are 16 above it, and 24 above the middle are 24 right of it.
        assertPlace(model.look(picture, TURNED), 224, 284);
    }

    @Test
    void look_aroundHotCells_movesThePointToTheirWeightedMean() {
        tensors.place(NOSE, 101, 61);
        tensors.heat(NOSE, 26, 15, 5);
        tensors.heat(NOSE, 28, 17, 5);
        tensors.heat(NOSE, 25 + 4, 15, 5);
        tensors.heat(NOSE, 25, 15 - 4, 5);
        tensors.heat(NOSE + 1, 25, 15, 5);

        Body body = model.look(picture, UPRIGHT);

        assertThat(body.x(NOSE)).isCloseTo(168 + 27, within(0.01));
        assertThat(body.y(NOSE)).isCloseTo(268 + 16, within(0.01));
    }

    @Test
    void look_cellsOfDifferentHeat_countByIt() {
        tensors.place(NOSE, 101, 61);
        tensors.heat(NOSE, 24, 15, 30);
        // A quarter.
        tensors.heat(NOSE, 28, 15, -Math.log(3));

        assertThat(model.look(picture, UPRIGHT).x(NOSE)).isCloseTo(168 + 24 + 4 * 0.2, within(0.01));
    }

    @Test
    void look_nothingHotAround_leavesThePointWhereItIs() {
        tensors.place(NOSE, 101, 61);
        tensors.heat(NOSE, 27, 15, -0.001);
        tensors.heat(NOSE, 28, 15, -0.001);
        assertPlace(model.look(picture, UPRIGHT), 168 + 25.25, 268 + 15.25);

        tensors.heat(NOSE, 27, 15, 0);
        assertThat(model.look(picture, UPRIGHT).x(NOSE)).isCloseTo(168 + 27.5, within(0.02));
    }

    @Test
    void look_pointsBeyondTheRegion_areNotRefined() {
        tensors.heat(NOSE, 0, 15, 5);
        tensors.heat(NOSE, 63, 15, 5);
        tensors.heat(NOSE, 15, 0, 5);
        tensors.heat(NOSE, 15, 63, 5);

        tensors.place(NOSE, -5, 61);
        assertPlace(model.look(picture, UPRIGHT), 168 - 1.25, 268 + 15.25);
        tensors.place(NOSE, 257, 61);
        assertPlace(model.look(picture, UPRIGHT), 168 + 64.25, 268 + 15.25);
        tensors.place(NOSE, 61, -5);
        assertPlace(model.look(picture, UPRIGHT), 168 + 15.25, 268 - 1.25);
        tensors.place(NOSE, 61, 257);
        assertPlace(model.look(picture, UPRIGHT), 168 + 15.25, 268 + 64.25);
    }

    @Test
    void look_depthAndLogits_becomePixelsAndShares() {
        tensors.depth(NOSE, 32, 0, Math.log(3));

        Landmark nose = pose(UPRIGHT).landmark(BodyPoint.NOSE);

        assertThat(nose.z() * 400).isCloseTo(8, within((float) NEARLY));
        assertThat(nose.visibility()).isEqualTo(0.5f);
        assertThat(nose.presence()).isCloseTo(0.75f, within((float) NEARLY));
    }

    @Test
    void look_worldLandmarks_areTurnedWithTheRegion() {
        tensors.world(NOSE, 0.25, -0.5, 0.125);

        WorldLandmark nose = pose(TURNED).worldLandmark(BodyPoint.NOSE);

        assertThat(nose.x()).isCloseTo(0.5f, within((float) NEARLY));
        assertThat(nose.y()).isCloseTo(0.25f, within((float) NEARLY));
        assertThat(nose.z()).isEqualTo(0.125f);
    }

    @Test
    void look_theTwoExtraPoints_giveTheNextRegion() {
        tensors.place(Someone.HIPS, 128, 120);
        tensors.place(Someone.TOP, 128, 20);

        Body upright = model.look(picture, UPRIGHT);
        Body turned = model.look(picture, TURNED);

        assertThat(upright.region()).isEqualTo(UPRIGHT);
        assertThat(upright.next()).isEqualTo(new Region(200, 298, 62.5, 0).snapped());
        assertThat(turned.next()).isEqualTo(new Region(202, 300, 62.5, Math.PI / 2).snapped());
    }

    @Test
    void look_presence_isTheModelsOwn() {
        assertThat(model.look(picture, UPRIGHT).presence()).isEqualTo(0.75);
    }

    /** They stand 22 pixels to the left, and the region's left edge is 32 pixels away. */
    @Test
    void look_withOthers_doesNotShowThemToTheModel() {
        Body other = new Someone(178, 305, 50).body();

        model.look(picture, UPRIGHT, List.of());
        model.look(picture, UPRIGHT, List.of(other));

        assertThat(middles).containsExactly(255, 0);
        assertThat(picture.squares).hasSize(2);
    }

    private Pose pose(Region region) {
        return model.look(picture, region).pose(new PictureSize(400, 500));
    }

    private static void assertPlace(Body body, double x, double y) {
        assertThat(body.x(NOSE)).isCloseTo(x, within(NEARLY));
        assertThat(body.y(NOSE)).isCloseTo(y, within(NEARLY));
    }
}
