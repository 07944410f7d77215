/** What happens, told in order. */
@NonNullByDefault
package org.meterkit.host.workbench.internal.event;

import org.eclipse.jdt.annotation.NonNullByDefault;
