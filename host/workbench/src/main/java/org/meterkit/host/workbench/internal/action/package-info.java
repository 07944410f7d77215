/** Thing actions and console commands. */
@NonNullByDefault
package org.meterkit.host.workbench.internal.action;

import org.eclipse.jdt.annotation.NonNullByDefault;
