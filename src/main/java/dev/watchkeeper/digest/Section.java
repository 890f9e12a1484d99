package dev.watchkeeper.digest;

import dev.watchkeeper.mail.page.Block;
import java.util.List;

/** A part of a digest: data in, blocks out; no looks. Its heading is part of it, so that an empty one leaves nothing. */
public interface Section {
    List<Block> blocks(DigestModel model, Voice voice);
}
