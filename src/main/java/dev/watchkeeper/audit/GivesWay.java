package dev.watchkeeper.audit;

/** A long reading gives way to other tenants: what it has read is stored, and it goes on when its turn comes again. */
final class GivesWay extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GivesWay(String source) {
        super(source + " goes on when its turn comes again", null, false, false);
    }
}
