/**
 * Lines and datagrams: the one place that owns serial ports, sockets and the threads that read them.
 *
 * <p>A binding leases a {@linkplain org.meterkit.transport.LineService line} (an ordered byte stream) or a
 * {@linkplain org.meterkit.transport.DatagramService datagram port}, listens or exchanges, and closes its lease. The
 * transport opens, reopens and closes underneath, counts, and lets anybody {@linkplain org.meterkit.transport.WireTap tap}
 * the raw traffic.
 */
@NonNullByDefault
@Version("1.0.0")
package org.meterkit.transport;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.osgi.annotation.versioning.Version;
