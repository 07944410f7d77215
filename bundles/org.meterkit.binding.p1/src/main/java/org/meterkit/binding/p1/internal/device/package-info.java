/** The conversation with a P1 port, which is all listening: finds the settings, counts, says what is wrong. Knows no openHAB. */
@NonNullByDefault
package org.meterkit.binding.p1.internal.device;

import org.eclipse.jdt.annotation.NonNullByDefault;
