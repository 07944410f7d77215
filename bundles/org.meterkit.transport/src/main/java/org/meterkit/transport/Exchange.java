package org.meterkit.transport;

import java.io.IOException;

/**
 * A conversation with a device over a line: writes, reads, decides, returns a result.
 *
 * @param <T> the result's type
 */
@FunctionalInterface
public interface Exchange<T> {

    /**
     * Holds the conversation. Runs on the line's exchange thread and may block in {@link Wire} calls only.
     *
     * @throws IOException when the line is lost or the device does not answer as it should; the message is a sentence
     * @throws InterruptedException when the deadline passed or the lease was closed
     */
    T run(Wire wire) throws IOException, InterruptedException;
}
