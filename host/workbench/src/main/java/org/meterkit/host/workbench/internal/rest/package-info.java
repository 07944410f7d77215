/** openHAB's REST paths, and the workbench's own beside them. */
@NonNullByDefault
package org.meterkit.host.workbench.internal.rest;

import org.eclipse.jdt.annotation.NonNullByDefault;
