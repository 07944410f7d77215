/** The conversation with a controller: its events routed, its sockets switched and the switching confirmed. */
@NonNullByDefault
package org.meterkit.binding.enistic.internal.device;

import org.eclipse.jdt.annotation.NonNullByDefault;
