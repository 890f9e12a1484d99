package dev.watchkeeper.dns;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Seeded damage to bytes and texts, biased towards what parsers stumble over. */
public final class Mutations {
    private static final List<String> FRAGMENTS = List.of(
            ";",
            "=",
            ":",
            "/",
            "//",
            ".",
            "..",
            " ",
            "\t",
            "\r\n",
            "\"",
            "%",
            "%{i}",
            "%{",
            "\\",
            "-",
            "+",
            "~all",
            "v=",
            "p=",
            "v=spf1 ",
            "include:",
            "redirect=",
            "exists:%{i}.x",
            "ip4:",
            "ip6:",
            "0",
            "/32",
            "//128",
            "a.",
            "*.",
            "\u0000",
            "\u00fc",
            "\ud83d\ude00",
            "\ud800",
            "reject",
            "mailto:",
            "@",
            "!10m",
            ",",
            "{",
            "}",
            "[",
            "]",
            "null",
            "1e999",
            "-1",
            "9".repeat(30),
            "x".repeat(300),
            "a.".repeat(200),
            "; ".repeat(200),
            "[".repeat(300));

    private final Random random;

    public Mutations(long seed) {
        random = new Random(seed);
    }

    public <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** A text with one to eight damages. */
    public String damage(String text) {
        String out = text;
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            int at = random.nextInt(out.length() + 1);
            int to = Math.min(out.length(), at + random.nextInt(12));
            out = switch (random.nextInt(5)) {
                case 0 -> out.substring(0, at) + oneOf(FRAGMENTS) + out.substring(at);
                case 1 -> out.substring(0, at) + out.substring(to);
                case 2 -> out.substring(0, at) + out.substring(at, to).repeat(random.nextInt(50)) + out.substring(to);
                case 3 -> out.substring(0, at) + (char) random.nextInt(0x10000) + out.substring(to);
                default -> out.substring(0, at) + oneOf(FRAGMENTS) + out.substring(to);
            };
        }
        return out.length() > 60_000 ? out.substring(0, 60_000) : out;
    }

    /** Bytes with one to eight damages; the first {@code kept} stay. */
    public byte[] damage(byte[] bytes, int kept) {
        byte[] out = bytes.clone();
        for (int i = 1 + random.nextInt(8); i > 0 && out.length > kept; i--) {
            int at = kept + random.nextInt(out.length - kept);
            switch (random.nextInt(5)) {
                case 0 -> out[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> out[at] = (byte) random.nextInt();
                case 2 -> out[at] = (byte) 0xc0; // where names point elsewhere
                case 3 -> out = Arrays.copyOf(out, at);
                default -> {
                    byte[] longer = new byte[Math.min(4_000, out.length + random.nextInt(40))];
                    System.arraycopy(out, 0, longer, 0, Math.min(out.length, longer.length));
                    System.arraycopy(
                            out, 0, longer, longer.length - Math.min(at, longer.length), Math.min(at, longer.length));
                    System.arraycopy(out, 0, longer, 0, Math.min(kept, longer.length));
                    out = longer;
                }
            }
        }
        return out;
    }

    /** A text as it may stand in a TXT record of a zone file. */
    public static String zoneText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < bytes.length; i++) {
            if (i > 0 && i % 200 == 0) {
                out.append("\" \"");
            }
            int b = bytes[i] & 0xff;
            boolean plain = b > 0x20 && b < 0x7f && b != '"' && b != '\\' && b != ';';
            out.append(plain ? String.valueOf((char) b) : String.format(java.util.Locale.ROOT, "\\%03d", b));
        }
        return out.append('"').toString();
    }
}
