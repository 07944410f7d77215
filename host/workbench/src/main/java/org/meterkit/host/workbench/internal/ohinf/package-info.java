/** What bundles declare in OH-INF: types, channels, parameters. */
@NonNullByDefault
package org.meterkit.host.workbench.internal.ohinf;

import org.eclipse.jdt.annotation.NonNullByDefault;
