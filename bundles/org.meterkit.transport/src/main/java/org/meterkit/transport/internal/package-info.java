/** How lines and datagram ports are opened, shared, kept open and closed. */
@NonNullByDefault
package org.meterkit.transport.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
