/** The binding towards openHAB: things, discovery, actions. */
@NonNullByDefault
package org.meterkit.binding.enistic.internal.thing;

import org.eclipse.jdt.annotation.NonNullByDefault;
