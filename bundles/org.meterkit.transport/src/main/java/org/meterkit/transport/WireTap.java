package org.meterkit.transport;

/** Sees the raw traffic of a line or a datagram port. Called on the transport's threads in the order of the wire; must not block. */
@FunctionalInterface
public interface WireTap {

    void record(WireRecord record);
}
