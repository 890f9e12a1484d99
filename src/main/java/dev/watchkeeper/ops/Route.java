package dev.watchkeeper.ops;

/**
 * Answers the requests of one method whose path is, or with a trailing slash begins with, the given one.
 *
 * @param body whether the request's body is read
 */
public record Route(String method, String path, boolean body, Handler handler) {
    /** Answers one request; what it throws becomes a 500. */
    @FunctionalInterface
    public interface Handler {
        Answer answer(Request request);
    }

    public static Route get(String path, Handler handler) {
        return new Route("GET", path, false, handler);
    }

    public static Route post(String path, Handler handler) {
        return new Route("POST", path, true, handler);
    }

    boolean matches(String asked) {
        return path.endsWith("/") ? asked.startsWith(path) && asked.length() > path.length() : asked.equals(path);
    }
}
