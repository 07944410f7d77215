/** The Enistic controller's UDP texts as immutable records: pure functions, no I/O, no clock. */
@NonNullByDefault
package org.meterkit.binding.enistic.internal.protocol;

import org.eclipse.jdt.annotation.NonNullByDefault;
