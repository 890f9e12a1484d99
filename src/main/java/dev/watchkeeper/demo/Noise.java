package dev.watchkeeper.demo;

/** Numbers that look random and are the same every time: all of a made-up world is computed from them on demand. */
final class Noise {
    private Noise() {}

    /** A well mixed 64-bit number of the given parts (finaliser of SplitMix64). */
    static long of(long seed, long a, long b, long c) {
        return mix(mix(mix(seed ^ a * 0x9E3779B97F4A7C15L) ^ b * 0xC2B2AE3D27D4EB4FL) ^ c * 0x165667B19E3779F9L);
    }

    static long of(long seed, String a, long b, long c) {
        return of(seed, a.hashCode(), b, c);
    }

    /** A fraction in [0, 1). */
    static double fraction(long noise) {
        return (noise >>> 11) * 0x1.0p-53;
    }

    /** A number in [0, bound). */
    static int below(long noise, int bound) {
        return (int) Math.floorMod(noise >>> 7, (long) bound);
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
