package org.meterkit.transport;

import java.net.InetSocketAddress;

/**
 * A received UDP datagram.
 *
 * @param source the sender's address and port
 * @param payload its bytes; shared by all listeners of the port: not to be changed
 * @param at when it was received
 */
public record Datagram(InetSocketAddress source, byte[] payload, Moment at) {}
