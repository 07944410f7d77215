/** P1 telegrams: bytes to immutable records. Pure functions, no I/O, no clock, no log. */
@NonNullByDefault
package org.meterkit.binding.p1.internal.protocol;

import org.eclipse.jdt.annotation.NonNullByDefault;
