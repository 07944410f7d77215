/** Items, links, states and commands. */
@NonNullByDefault
package org.meterkit.host.workbench.internal.item;

import org.eclipse.jdt.annotation.NonNullByDefault;
