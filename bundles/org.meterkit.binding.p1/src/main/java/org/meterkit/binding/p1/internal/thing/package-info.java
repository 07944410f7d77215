/** P1 meters as openHAB sees them. */
@NonNullByDefault
package org.meterkit.binding.p1.internal.thing;

import org.eclipse.jdt.annotation.NonNullByDefault;
