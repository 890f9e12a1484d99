package dev.watchkeeper.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads YAML text into {@link Node}s from the parser's events. Of YAML it takes mappings, lists and values: aliases,
 * tags and several documents are refused, which also disarms documents that unfold without end.
 */
final class YamlTree {
    private static final int DEEPEST = 40;
    private static final int MOST_CHARACTERS = 64 << 20;

    private final String file;
    private final Problems problems;
    private final Iterator<Event> events;

    private YamlTree(String file, String text, Problems problems) {
        this.file = file;
        this.problems = problems;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setNestingDepthLimit(DEEPEST);
        this.events = new Yaml(options).parse(new java.io.StringReader(text)).iterator();
    }

    /** The tree; null if the file is empty or a problem was reported. */
    static @Nullable Node parse(String file, String text, Problems problems) {
        try {
            return new YamlTree(file, text, problems).document();
        } catch (Refused refused) {
            problems.error(refused.place, "", refused.what, refused.remedy);
        } catch (MarkedYAMLException broken) {
            Mark mark = broken.getProblemMark();
            Place place = new Place(file, mark == null ? 0 : mark.getLine() + 1);
            String problem = String.valueOf(broken.getProblem());
            if (problem.contains("\\t")) {
                problems.error(place, "", "a tab stands where YAML wants spaces", "indent with spaces");
            } else {
                String context = broken.getContext() == null ? "" : " " + broken.getContext();
                problems.error(
                        place, "", "is not valid YAML: " + problem + context, "mend the line or the one above it");
            }
        } catch (YAMLException broken) {
            problems.error(
                    new Place(file, 0), "", "is not valid YAML: " + firstLine(broken), "is it a text file in UTF-8?");
        }
        return null;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private @Nullable Node document() {
        Node root = null;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent) {
                if (root != null) {
                    throw new Refused(place(event), "holds a second document", "one document per file; drop the '---'");
                }
                root = node(event, 0);
            }
        }
        return root;
    }

    private Node node(Event event, int depth) {
        if (depth > DEEPEST) {
            throw new Refused(place(event), "is nested more than " + DEEPEST + " levels deep", "flatten it");
        }
        if (event instanceof AliasEvent) {
            throw new Refused(place(event), "uses a YAML alias (*name), which is not accepted", "write the value out");
        }
        if (event instanceof ScalarEvent scalar) {
            plainOnly(scalar.getTag(), event);
            return new Node.Scalar(
                    place(event), scalar.getValue(), scalar.getScalarStyle() != DumperOptions.ScalarStyle.PLAIN);
        }
        if (event instanceof SequenceStartEvent start) {
            plainOnly(start.getTag(), event);
            List<Node> items = new ArrayList<>();
            for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
                items.add(node(next, depth + 1));
            }
            return new Node.Sequence(place(event), items);
        }
        if (event instanceof MappingStartEvent start) {
            plainOnly(start.getTag(), event);
            return mapping(event, depth);
        }
        throw new Refused(place(event), "cannot be understood here", "write keys, lists and values");
    }

    private Node mapping(Event start, int depth) {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
            if (!(node(next, depth + 1) instanceof Node.Scalar key)) {
                throw new Refused(place(next), "has a key that is not a plain word", "write key: value");
            }
            Node value = node(events.next(), depth + 1);
            Integer before = lines.putIfAbsent(key.text(), key.place().line());
            if (before != null) {
                problems.error(
                        key.place(),
                        key.text(),
                        "the key stands here a second time (first in line " + before + ")",
                        "keep one of them");
            } else {
                fields.put(key.text(), new Node.Field(key.place(), value));
            }
        }
        return new Node.Mapping(place(start), fields);
    }

    private void plainOnly(@Nullable String tag, Event event) {
        if (tag != null && !tag.equals("!")) {
            throw new Refused(place(event), "uses the YAML tag " + tag + ", which is not accepted", "drop the tag");
        }
    }

    private Place place(Event event) {
        Mark mark = event.getStartMark();
        return new Place(file, mark == null ? 0 : mark.getLine() + 1);
    }

    /** Ends the reading of one file. */
    private static final class Refused extends RuntimeException {
        final transient Place place;
        final String what;
        final String remedy;

        Refused(Place place, String what, String remedy) {
            super(what, null, false, false);
            this.place = place;
            this.what = what;
            this.remedy = remedy;
        }
    }
}
