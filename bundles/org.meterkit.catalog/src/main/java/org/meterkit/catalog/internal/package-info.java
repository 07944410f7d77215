/** Makes the bindings of the family KAR visible in openHAB's add-on pages. */
@NonNullByDefault
package org.meterkit.catalog.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
