package dev.muybridge.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways in which a file of a video can be damaged. Each depends on the bytes and the source of randomness alone. */
enum Damage {
    BITS {
        @Override
        byte[] of(byte[] good, byte[] other, Random random) {
            byte[] bytes = good.clone();
            for (int flips = 1 + random.nextInt(64); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return bytes;
        }
    },
    OVERWRITTEN {
        @Override
        byte[] of(byte[] good, byte[] other, Random random) {
            byte[] bytes = good.clone();
            byte[] noise = new byte[1 + random.nextInt(256)];
            random.nextBytes(noise);
            put(bytes, random.nextInt(bytes.length), noise);
            return bytes;
        }
    },
    ZEROS {
        @Override
        byte[] of(byte[] good, byte[] other, Random random) {
            byte[] bytes = good.clone();
            put(bytes, random.nextInt(bytes.length), new byte[1 + random.nextInt(4096)]);
            return bytes;
        }
    },
    CUT {
        @Override
        byte[] of(byte[] good, byte[] other, Random random) {
            return Arrays.copyOf(good, 1 + random.nextInt(good.length - 1));
        }
    },
    WITHOUT_A_PIECE {
        @Override
        byte[] of(byte[] good, byte[] other, Random random) {
            int from = random.nextInt(good.length);
            return joined(good, from, good, Math.min(good.length, from + 1 + random.nextInt(2048)));
        }
    },
    WITH_A_PIECE_TWICE {
        @Override
        byte[] of(byte[] good, byte[] other, Random random) {
            int upTo = 1 + random.nextInt(good.length - 1);
            return joined(good, upTo, good, Math.max(0, upTo - 1 - random.nextInt(2048)));
        }
    },
    SPLICED {
        @Override
        byte[] of(byte[] good, byte[] other, Random random) {
            double at = random.nextDouble();
            return joined(good, (int) (good.length * at), other, (int) (other.length * at));
        }
    },
    HEADER {
        @Override
        byte[] of(byte[] good, byte[] other, Random random) {
            byte[] bytes = good.clone();
            int header = Math.min(bytes.length, 512);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(header)] = (byte) random.nextInt();
            }
            return bytes;
        }
    },
    /** The size of an MP4 box, or of an AVI chunk, which is on the other side of its name. */
    BOX_SIZE {
        @Override
        byte[] of(byte[] good, byte[] other, Random random) {
            byte[] bytes = good.clone();
            List<Integer> names = names(bytes);
            if (!names.isEmpty()) {
                int at = names.get(random.nextInt(names.size()));
                put(bytes, Math.max(0, at + (random.nextInt(4) == 0 ? 4 : -4)), extreme(random));
            }
            return bytes;
        }
    },
    NAME {
        @Override
        byte[] of(byte[] good, byte[] other, Random random) {
            byte[] bytes = good.clone();
            List<Integer> names = names(bytes);
            if (!names.isEmpty()) {
                int from = names.get(random.nextInt(names.size()));
                int to = names.get(random.nextInt(names.size()));
                byte[] name = random.nextBoolean()
                        ? Arrays.copyOfRange(good, from, from + 4)
                        : NAMES[random.nextInt(NAMES.length)].getBytes(StandardCharsets.ISO_8859_1);
                put(bytes, to, name);
            }
            return bytes;
        }
    },
    /** Numbers anywhere, some of which are lengths, counts, times and sizes of pictures. */
    NUMBERS {
        @Override
        byte[] of(byte[] good, byte[] other, Random random) {
            byte[] bytes = good.clone();
            int within = random.nextBoolean() ? Math.min(bytes.length, 2048) : bytes.length;
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                put(bytes, random.nextInt(within), extreme(random));
            }
            return bytes;
        }
    };

    private static final String[] NAMES = {
        "moov", "mdat", "trak", "stbl", "stts", "ctts", "stsz", "stco", "stss", "elst", "avc1", "hvc1", "mp4v", "free",
        "moof", "RIFF", "LIST", "idx1", "movi", "H264", "MJPG"
    };
    private static final int[] EXTREMES = {
        0, 1, 2, 7, 8, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffff0, 0x01010101
    };

    /** The damaged bytes; {@code good} stays as it is. {@code other} is another good file. */
    abstract byte[] of(byte[] good, byte[] other, Random random);

    private static void put(byte[] bytes, int at, byte[] what) {
        System.arraycopy(what, 0, bytes, at, Math.min(what.length, bytes.length - at));
    }

    private static byte[] joined(byte[] first, int upTo, byte[] second, int from) {
        byte[] bytes = Arrays.copyOf(first, upTo + second.length - from);
        System.arraycopy(second, from, bytes, upTo, second.length - from);
        return bytes;
    }

    /** One, two, four or eight bytes, in either byte order. */
    private static byte[] extreme(Random random) {
        int value = EXTREMES[random.nextInt(EXTREMES.length)];
        byte[] eight = ByteBuffer.allocate(8).putInt(value).putInt(value).array();
        int length = 1 << random.nextInt(4);
        byte[] bytes = Arrays.copyOfRange(eight, Math.max(0, 4 - length), Math.max(length, 4));
        if (random.nextInt(4) == 0) {
            for (int i = 0; i < bytes.length / 2; i++) {
                byte swapped = bytes[i];
                bytes[i] = bytes[bytes.length - 1 - i];
                bytes[bytes.length - 1 - i] = swapped;
            }
        }
        return bytes;
    }

    /** Where there are four letters or digits that may be the name of a box: at most this many, the first in the file. */
    private static List<Integer> names(byte[] bytes) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i + 4 <= bytes.length && found.size() < 200; i++) {
            boolean letters = true;
            for (int k = i; k < i + 4 && letters; k++) {
                letters = bytes[k] > 0 && Character.isLetterOrDigit(bytes[k]);
            }
            if (letters) {
                found.add(i);
            }
        }
        return found;
    }
}
