package org.meterkit.transport;

/** Ends something that was begun, once. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    @Override
    void close();
}
