/** NES meters as openHAB sees them. */
@NonNullByDefault
package org.meterkit.binding.nes.internal.thing;

import org.eclipse.jdt.annotation.NonNullByDefault;
