/** The conversation with Omnimeters on one line: polls, settings, scan. Knows no openHAB. */
@NonNullByDefault
package org.meterkit.binding.ekm.internal.device;

import org.eclipse.jdt.annotation.NonNullByDefault;
