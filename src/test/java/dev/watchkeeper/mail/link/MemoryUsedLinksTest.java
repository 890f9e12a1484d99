package dev.watchkeeper.mail.link;

import dev.watchkeeper.fixture.MemoryUsedLinks;

class MemoryUsedLinksTest implements UsedLinksContract {
    private final UsedLinks links = new MemoryUsedLinks();

    @Override
    public UsedLinks links() {
        return links;
    }
}
