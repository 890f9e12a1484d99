package dev.watchkeeper.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.demo.mail.Gallery;
import dev.watchkeeper.digest.DigestFacts.UnknownChecks;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.fixture.People;
import dev.watchkeeper.fixture.StubReports;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.page.Share;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random portfolios over two days, read as their reader reads them: every sum of the mail is added up again from what is
 * printed, and compared with a count that knows nothing of the composer. The seed stands in the test's name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DigestSumsTest {
    private static final List<Severity> SEVERITIES = List.copyOf(EnumSet.allOf(Severity.class));

    private static final Instant MONDAY = Instant.parse("2026-11-23T00:40:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-24T00:40:00Z");
    private static final Person READER = People.inShanghai("am17", Person.DigestMode.ALWAYS, null, null);

    private static final Pattern BUCKETS =
            Pattern.compile("^(\\d+) customers?(?: \\([^)]*\\))?: ([\\s\\S]*?)\\nData as of", Pattern.MULTILINE);
    private static final Pattern LEDGER = Pattern.compile(
            "Open critical and high: (?:([^=.]*) = )?(\\d+)(?: \\((\\d+) critical, (\\d+) high\\))?\\.");
    private static final Pattern ROW = Pattern.compile("(\\d+) / (\\d+)\\s+\\S.*$");
    private static final Pattern CHANGE = Pattern.compile("^[+↑↓✓○] ([A-Z][A-Za-z ]+?) (\\d+)(?: |$)");

    private Gallery gallery;

    @BeforeAll
    void renderer() {
        gallery = new Gallery(new JteRenderer(), StubReports.FILES, new MimeWriter());
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everySumOfTheMailAddsUp(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Tenant> customers = customers(random.nextInt(1, 40), 0);
        List<Finding> before = findings(customers, random, MONDAY, 0);
        DigestModel first = DigestComposer.compose(facts(MONDAY, customers, before, Optional.empty(), random));
        check(first, gallery.digest(first.facts()));

        List<Tenant> later = new ArrayList<>(customers);
        if (later.size() > 2 && random.nextInt(3) == 0) {
            later.remove(random.nextInt(later.size()));
        }
        later.addAll(customers(random.nextInt(3), 100));
        List<Finding> after = new ArrayList<>();
        before.forEach(f -> after.add(moved(f, random)));
        after.addAll(findings(later, random, TUESDAY, 50_000));
        DigestModel second =
                DigestComposer.compose(facts(TUESDAY, later, after, Optional.of(first.asBaseline()), random));
        Draft draft = gallery.digest(second.facts());
        check(second, draft);
        assertThat(second.ledger().previous()).isEqualTo(first.ledger().now().total());
        Matcher ledger = LEDGER.matcher(oneLine(draft.text()));
        assertThat(ledger.find()).isTrue();
        if (ledger.group(1) != null) {
            assertThat(sum(ledger.group(1))).isEqualTo(Integer.parseInt(ledger.group(2)));
            assertThat(ledger.group(1))
                    .startsWith(String.valueOf(first.ledger().now().total()));
        }
    }

    private static void check(DigestModel model, Draft draft) {
        DigestFacts facts = model.facts();
        String text = draft.text();
        Set<String> ids = facts.customers().stream().map(Tenant::id).collect(Collectors.toSet());
        List<Finding> counted = facts.findings().stream()
                .filter(f -> ids.contains(f.tenantId()) && f.resolvedAt() == null && f.heldBy() == null)
                .filter(f -> f.muted() == null)
                .filter(f -> f.severity() == Severity.CRITICAL || f.severity() == Severity.HIGH)
                .toList();
        long critical =
                counted.stream().filter(f -> f.severity() == Severity.CRITICAL).count();

        Matcher buckets = BUCKETS.matcher(text);
        assertThat(buckets.find()).as(text).isTrue();
        assertThat(Integer.parseInt(buckets.group(1))).isEqualTo(ids.size());
        assertThat(sum(buckets.group(2).replaceAll("[^0-9]+", " + ").replaceAll("^ \\+ | \\+ $", "")))
                .isEqualTo(ids.size());

        Matcher ledger = LEDGER.matcher(oneLine(text));
        assertThat(ledger.find()).as(text).isTrue();
        assertThat(Integer.parseInt(ledger.group(2))).isEqualTo(counted.size());
        if (ledger.group(3) != null) {
            assertThat(Long.parseLong(ledger.group(3))).isEqualTo(critical);
            assertThat(Long.parseLong(ledger.group(4))).isEqualTo(counted.size() - critical);
        }
        table(text, critical, counted.size() - critical);
        changes(model, text);

        Set<String> carded = new HashSet<>();
        for (Card card : model.cards()) {
            if (card.subject() instanceof Card.OfFindings of) {
                of.findings()
                        .forEach(f -> assertThat(carded.add(f.id()))
                                .as("card twice: " + f.id())
                                .isTrue());
            }
        }
        Set<String> traced = model.traces().stream().map(DigestModel.Trace::ref).collect(Collectors.toSet());
        assertThat(traced)
                .containsAll(counted.stream().map(Finding::id).toList())
                .containsAll(ids);
        model.cards().forEach(card -> assertThat(traced).contains(card.ref()));
        if (!draft.attachments().isEmpty()) {
            long rows = new String(draft.attachments().get(0).content(), StandardCharsets.UTF_8)
                    .lines()
                    .count();
            assertThat(rows - 1).isEqualTo(model.open().size()).isGreaterThanOrEqualTo(counted.size());
        }
    }

    private static void table(String text, long critical, long high) {
        int at = text.indexOf("\nCustomers to look at\n");
        if (at < 0) {
            assertThat(critical + high).isZero();
            return;
        }
        long c = 0;
        long h = 0;
        for (String line : text.substring(at, text.indexOf("\nTotal ", at)).split("\n", -1)) {
            Matcher row = ROW.matcher(line);
            if (row.find()) {
                c += Long.parseLong(row.group(1));
                h += Long.parseLong(row.group(2));
            }
        }
        assertThat(List.of(c, h)).as(text).isEqualTo(List.of(critical, high));
        assertThat(text).contains("\nTotal " + critical + " / " + high);
    }

    /** What the marks say is what happened, each finding once. */
    private static void changes(DigestModel model, String text) {
        long told = text.lines()
                .map(CHANGE::matcher)
                .filter(Matcher::find)
                .mapToLong(m -> Long.parseLong(m.group(2)))
                .sum();
        assertThat(told).as(text).isEqualTo(model.changes().size());
        assertThat(model.changes().stream().map(c -> c.finding().id())).doesNotHaveDuplicates();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\n(?=[a-z0-9(=+−])", " ");
    }

    /** {@code 13 + 1 new − 4 resolved}. */
    private static int sum(String terms) {
        int sum = 0;
        int sign = 1;
        for (String word : terms.split(" ", -1)) {
            if (word.equals("+") || word.equals("−")) {
                sign = word.equals("+") ? 1 : -1;
            } else if (word.matches("\\d+")) {
                sum += sign * Integer.parseInt(word);
            }
        }
        return sum;
    }

    private static List<Tenant> customers(int n, int from) {
        return IntStream.range(from, from + n)
                .mapToObj(i -> Tenants.aTenant("t" + i))
                .toList();
    }

    private static List<Finding> findings(List<Tenant> customers, SplittableRandom random, Instant now, int number) {
        List<Finding> all = new ArrayList<>();
        for (Tenant customer : customers) {
            for (int i = random.nextInt(5); i > 0; i--) {
                Instant opened = now.minus(Duration.ofHours(random.nextInt(1, 400)));
                if (number > 0) {
                    opened = now.minus(Duration.ofHours(random.nextInt(1, 20)));
                }
                int id = number + all.size();
                all.add(finding(
                        "F-" + id,
                        customer.id(),
                        "EML-0" + random.nextInt(1, 8),
                        SEVERITIES.get(random.nextInt(4)),
                        opened,
                        null,
                        random.nextInt(8) == 0 ? decision(opened) : null,
                        random.nextInt(10) == 0 ? "OUT-01" : null,
                        1));
            }
        }
        return all;
    }

    /** The same finding a day later. */
    private static Finding moved(Finding f, SplittableRandom random) {
        Severity severity = random.nextInt(4) == 0 ? SEVERITIES.get(random.nextInt(4)) : f.severity();
        Instant resolved = random.nextInt(5) == 0 ? TUESDAY.minusSeconds(3600) : null;
        Finding.Decision muted = f.muted() != null || random.nextInt(12) != 0
                ? null
                : new Finding.Decision(
                        "wang", "agreed", TUESDAY.minusSeconds(7200), TUESDAY.plus(Duration.ofDays(30)), severity);
        return finding(
                f.id(),
                f.tenantId(),
                f.checkId(),
                severity,
                f.openedAt(),
                resolved,
                muted,
                random.nextInt(12) == 0 ? "OUT-01" : null,
                f.episodes());
    }

    private static Finding.Decision decision(Instant at) {
        return new Finding.Decision("wang", "agreed", at, at.plus(Duration.ofDays(90)), Severity.CRITICAL);
    }

    private static Finding finding(
            String id,
            String tenant,
            String check,
            Severity severity,
            Instant opened,
            @Nullable Instant resolved,
            Finding.@Nullable Decision muted,
            @Nullable String heldBy,
            int episodes) {
        return new Finding(
                id,
                tenant,
                check,
                "subject " + id,
                severity,
                Text.same("problem " + id),
                Text.EMPTY,
                Text.same("mend it."),
                Map.of(),
                opened,
                opened,
                resolved == null ? TUESDAY : resolved,
                resolved,
                episodes,
                null,
                muted,
                heldBy);
    }

    private static DigestFacts facts(
            Instant now,
            List<Tenant> customers,
            List<Finding> findings,
            Optional<Baseline> baseline,
            SplittableRandom random) {
        List<Gap> gaps = customers.stream()
                .filter(c -> random.nextInt(9) == 0)
                .map(c -> new Gap(
                        c.id(),
                        Gap.Area.AUDIT,
                        now.minus(Duration.ofHours(random.nextInt(1, 100))),
                        Text.same("no answer"),
                        Text.same("ask them"),
                        null))
                .toList();
        List<OpenClock> clocks = new ArrayList<>();
        if (random.nextBoolean()) {
            clocks.add(new OpenClock(
                    customers.get(0).id(),
                    "1-fr-1",
                    "1",
                    "mail",
                    "first_response",
                    "S1",
                    now.minusSeconds(3600),
                    now.plusSeconds(900),
                    false,
                    Duration.ofMinutes(15),
                    false,
                    false,
                    null));
        }
        List<Integer> late =
                IntStream.range(0, 7).map(i -> random.nextInt(3)).boxed().toList();
        int missed = late.stream().mapToInt(Integer::intValue).sum();
        LocalDate today = LocalDate.ofInstant(now, READER.zone());
        return new DigestFacts(
                DigestKind.DAILY,
                READER,
                null,
                now,
                customers,
                baseline,
                false,
                findings,
                clocks,
                Optional.of(new SlaWeek(
                        today.minusDays(7), today.minusDays(1), new Share(40, 40 + missed), new Share(3, 5), late, 0)),
                gaps,
                List.of(),
                List.of(),
                random.nextInt(3) == 0 ? Set.of("EML-01") : Set.of(),
                UnknownChecks.NONE,
                List.of(),
                Optional.empty(),
                GoogleStatus.NONE,
                null);
    }
}
