package org.meterkit.transport;

/** Hears the datagrams of a port. Calls come one at a time from the port's thread and must not block. */
public interface DatagramListener {

    /** The port is bound: for the first time, or again after a fault. */
    default void opened() {}

    /** A datagram arrived. */
    void received(Datagram datagram);

    /** The port could not be bound, or was lost. Reported once per outage and again when the kind of fault changes. */
    default void failed(LineFault fault) {}
}
