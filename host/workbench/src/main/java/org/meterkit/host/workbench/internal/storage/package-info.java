/** Files that survive a restart. */
@NonNullByDefault
package org.meterkit.host.workbench.internal.storage;

import org.eclipse.jdt.annotation.NonNullByDefault;
