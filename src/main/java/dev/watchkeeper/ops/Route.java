package dev.watchkeeper.ops;

/**
 * Answers the requests of one method whose path is, or with a trailing slash begins with, the given one.
 *
 * @param body whether the request's body is read
 * @param probe whether it asks how the daemon is, which must be answered however busy the others are
 */
public record Route(String method, String path, boolean body, boolean probe, Handler handler) {
    /** Answers one request; what it throws becomes a 500. */
    @FunctionalInterface
    public interface Handler {
        Answer answer(Request request);
    }

    public static Route get(String path, Handler handler) {
        return new Route("GET", path, false, false, handler);
    }

    public static Route probe(String path, Handler handler) {
        return new Route("GET", path, false, true, handler);
    }

    public static Route post(String path, Handler handler) {
        return new Route("POST", path, true, false, handler);
    }

    boolean matches(String asked) {
        return path.endsWith("/") ? asked.startsWith(path) && asked.length() > path.length() : asked.equals(path);
    }
}
