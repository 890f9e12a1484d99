package dev.watchkeeper.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/** The DNS tree walk of RFC 9989: from a name up to its top-level label, at most eight questions. */
final class DmarcWalk {
    private static final int MOST_LABELS = 8;
    private static final int MOST_QUESTIONS = 8;

    /** A record met on the way. */
    record Step(String name, DmarcRecord record) {}

    /**
     * What the walk met, longest name first.
     *
     * @param gap the question that had no definite answer; null if there was none
     */
    record Result(String start, List<Step> found, @Nullable Answer gap) {
        Result {
            found = List.copyOf(found);
        }

        /** The organisational domain of the name the walk began at. */
        String organisation() {
            for (int i = 0; i < found.size(); i++) {
                Step step = found.get(i);
                if (step.record().psd().equals("n")) {
                    return step.name();
                }
                if (step.record().psd().equals("y") && !step.name().equals(start)) {
                    return below(step.name());
                }
            }
            return found.isEmpty() ? start : found.get(found.size() - 1).name();
        }

        /** The record that rules the start from above: of the organisation, else of the public suffix. */
        Optional<Step> ruling() {
            String organisation = organisation();
            return found.stream()
                    .filter(s -> s.name().equals(organisation))
                    .findFirst()
                    .or(() -> found.stream()
                            .filter(s -> s.record().psd().equals("y"))
                            .findFirst());
        }

        /** The name one label longer than a parent of the start. */
        private String below(String parent) {
            String rest = start.substring(0, start.length() - parent.length() - 1);
            return rest.substring(rest.lastIndexOf('.') + 1) + "." + parent;
        }
    }

    private DmarcWalk() {}

    static Result from(String start, Questions dns) {
        List<Step> found = new ArrayList<>();
        String name = start;
        for (int i = 0; i < MOST_QUESTIONS && !name.isEmpty(); i++) {
            Answer answer = dns.ask("_dmarc." + name, Type.TXT);
            if (answer.isUnknown()) {
                return new Result(start, found, answer);
            }
            Optional<DmarcRecord> record = single(answer);
            if (record.isPresent()) {
                found.add(new Step(name, record.get()));
                if (!record.get().psd().equals("u")) {
                    break;
                }
            }
            name = parent(name);
        }
        return new Result(start, found, null);
    }

    /** The one valid record; several are all discarded. */
    static Optional<DmarcRecord> single(Answer answer) {
        List<Txt> records = answer.txts().stream().filter(DmarcRecord::isDmarc).toList();
        return records.size() == 1 ? DmarcRecord.parse(records.get(0)) : Optional.empty();
    }

    /** One label up; a name of eight or more labels is cut to its last seven. */
    static String parent(String name) {
        String[] labels = name.split("\\.");
        int drop = labels.length >= MOST_LABELS ? labels.length - (MOST_LABELS - 1) : 1;
        return String.join(".", List.of(labels).subList(drop, labels.length));
    }
}
