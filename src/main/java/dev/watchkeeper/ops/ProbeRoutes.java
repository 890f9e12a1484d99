package dev.watchkeeper.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Liveness, readiness and metrics as routes. */
public final class ProbeRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProbeRoutes() {}

    /**
     * The three routes.
     *
     * @param live what must hold for the process to be worth keeping
     * @param ready what must hold for it to do its work
     */
    public static List<Route> of(List<Probe> live, List<Probe> ready, Supplier<String> metrics) {
        return List.of(
                Route.probe("/livez", request -> answer(live, "alive")),
                Route.probe("/readyz", request -> answer(ready, "ready")),
                Route.probe(
                        "/metrics",
                        request -> Answer.of(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get())));
    }

    private static Answer answer(List<Probe> probes, String word) {
        Map<String, Object> checks = new LinkedHashMap<>();
        boolean well = true;
        for (Probe probe : probes) {
            Optional<String> problem = probe.ask();
            boolean bad = probe.grave() && problem.isPresent();
            well &= !bad;
            Map<String, Object> check = new LinkedHashMap<>();
            check.put("ok", !bad);
            problem.ifPresent(reason -> check.put(probe.grave() ? "reason" : "note", reason));
            checks.put(probe.name(), check);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("status", well ? word : "not " + word);
        document.put("checks", checks);
        try {
            return Answer.json(well ? 200 : 503, JSON.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
