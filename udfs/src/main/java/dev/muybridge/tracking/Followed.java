package dev.muybridge.tracking;

/**
 * Somebody who is followed, after one picture.
 *
 * @param id number of the track
 * @param region where to look for them in the next picture
 * @param last where they were when they were last seen
 * @param micros when that was
 * @param state how they are doing
 */
record Followed(int id, Region region, Body last, long micros, State state) {
    /** Anyone seen in fewer pictures than this is not trusted: they end when they are not seen at once. */
    private static final int TRUSTED = 10;

    /** How long somebody may be out of sight, microseconds. */
    private static final long ABSENCE = 1_000_000;

    /** How far from where they were last seen somebody may be, in trunks: at least, for each second, and at most. */
    private static final double REACH = 0.6;

    private static final double REACH_PER_SECOND = 12;
    private static final double MOST_REACH = 2.5;

    /** Bent over, a trunk is short; in the side of its region it is no shorter than this. */
    private static final double TRUNK = 0.2;

    /** How somebody is doing. */
    sealed interface State {
        /** In how many pictures they were seen; no more than matters. */
        int pictures();
    }

    /** They are in this picture. */
    record Seen(int pictures) implements State {}

    /**
     * They are not.
     *
     * @param pictures see there
     * @param missed for how many pictures
     */
    record Lost(int pictures, int missed) implements State {}

    /** A newcomer. */
    static Followed begun(int id, Body body, long micros) {
        return new Followed(id, body.next(), body, micros, new Seen(1));
    }

    /** The same person, seen in the next picture. */
    Followed seen(Body body, long now) {
        return new Followed(id, body.next(), body, now, new Seen(Math.min(TRUSTED, state.pictures() + 1)));
    }

    /** The same person, to be looked for in another region. */
    Followed sought(Region elsewhere) {
        return new Followed(id, elsewhere, last, micros, state);
    }

    /** The same person, not seen in the next picture. */
    Followed missed() {
        return new Followed(id, region, last, micros, new Lost(state.pictures(), missedPictures() + 1));
    }

    boolean isSeen() {
        return state instanceof Seen;
    }

    /** For how many pictures they have not been seen. */
    int missedPictures() {
        return state instanceof Lost lost ? lost.missed : 0;
    }

    /** Whether they have been out of sight for too long. */
    boolean isGone(long now) {
        return state instanceof Lost lost && (isDoubtful(lost) ? lost.missed > 1 : now - micros > ABSENCE);
    }

    /** Whether they were hardly known, or less visible at last than a newcomer has to be. */
    private boolean isDoubtful(Lost lost) {
        return lost.pictures < TRUSTED || last.visibility() < LookAround.VISIBLE;
    }

    /** How far from where they were last seen they can be, in trunks. */
    double reach(long now) {
        return Math.min(MOST_REACH, REACH + REACH_PER_SECOND * (now - micros) / 1e6);
    }

    /** From where they were last seen, in trunks. */
    double trunksTo(Body body) {
        return body.pixelsTo(last)
                / Math.max(last.trunk(), TRUNK * last.region().side());
    }
}
