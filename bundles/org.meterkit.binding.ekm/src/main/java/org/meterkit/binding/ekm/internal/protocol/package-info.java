/** Bytes of Omnimeters to readings and settings to bytes: pure functions. */
@NonNullByDefault
package org.meterkit.binding.ekm.internal.protocol;

import org.eclipse.jdt.annotation.NonNullByDefault;
