/** What NES meters and MEP modules say: bytes and texts to records. */
@NonNullByDefault
package org.meterkit.binding.nes.internal.protocol;

import org.eclipse.jdt.annotation.NonNullByDefault;
