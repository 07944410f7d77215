/** Things and the life cycle of their handlers. */
@NonNullByDefault
package org.meterkit.host.workbench.internal.thing;

import org.eclipse.jdt.annotation.NonNullByDefault;
