/** Discovery: scans and the inbox. */
@NonNullByDefault
package org.meterkit.host.workbench.internal.inbox;

import org.eclipse.jdt.annotation.NonNullByDefault;
