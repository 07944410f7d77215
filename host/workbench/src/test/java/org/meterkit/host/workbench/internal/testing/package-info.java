/** A bench without a framework, with handlers that tests steer. */
@NonNullByDefault
package org.meterkit.host.workbench.internal.testing;

import org.eclipse.jdt.annotation.NonNullByDefault;
