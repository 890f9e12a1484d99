package dev.watchkeeper.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Puts an answer on the line, whole or as a fault demands. */
final class Delivery {
    private Delivery() {}

    static void send(HttpExchange exchange, int status, byte[] body, Optional<Fault> planned) throws IOException {
        if (planned.isEmpty()) {
            send(exchange, status, "application/json; charset=UTF-8", body);
            return;
        }
        Fault fault = planned.get();
        switch (fault.kind()) {
            case ANSWER -> {
                fault.headers()
                        .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                send(exchange, fault.status(), fault.contentType(), fault.body().getBytes(StandardCharsets.UTF_8));
            }
            case CUT -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body, 0, body.length / 2);
                exchange.getResponseBody().flush();
            }
            case RESET -> exchange.close();
            case SLOW -> {
                sleep(fault.delay() == null ? Duration.ZERO : fault.delay());
                send(exchange, status, "application/json; charset=UTF-8", body);
            }
            case BARE_NUMBER -> {
                String text = new String(body, StandardCharsets.UTF_8)
                        .replaceAll("\"(intValue|uniqueQualifier)\":\"(-?\\d+)\"", "\"$1\":$2");
                send(exchange, status, "application/json; charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
            }
            case EMPTY_PAGE -> send(exchange, status, "application/json; charset=UTF-8", body);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void sleep(Duration delay) {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
