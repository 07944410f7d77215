/** Starts the framework with the assembled bundles, and simulated meters beside it; not part of the host's bundle. */
@NonNullByDefault
package org.meterkit.host.workbench.launcher;

import org.eclipse.jdt.annotation.NonNullByDefault;
