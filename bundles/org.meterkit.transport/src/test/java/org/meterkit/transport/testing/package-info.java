/**
 * Test support for everything that uses the transport: {@link org.meterkit.transport.testing.InMemoryLines} without any port, and
 * {@link org.meterkit.transport.testing.LoopbackTransport} over pseudo-terminals and loopback sockets.
 */
@NonNullByDefault
package org.meterkit.transport.testing;

import org.eclipse.jdt.annotation.NonNullByDefault;
