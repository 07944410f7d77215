/** Talking to NES meters and MEP modules. */
@NonNullByDefault
package org.meterkit.binding.nes.internal.device;

import org.eclipse.jdt.annotation.NonNullByDefault;
