/** Buses and meters as openHAB sees them: handlers, channels, actions, discovery. */
@NonNullByDefault
package org.meterkit.binding.ekm.internal.thing;

import org.eclipse.jdt.annotation.NonNullByDefault;
